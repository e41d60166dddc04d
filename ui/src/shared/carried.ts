/** What was typed in the quick entry and turned out to be a complaint, on its way into the intake form. */
import { shallowRef } from 'vue'

export interface Carried {
  phone: string
  name: string
  category: string | null
  phenomenon: string
  /** The form has it: the quick entry need not keep it any more. */
  taken: () => void
}

export const carried = shallowRef<Carried>()
