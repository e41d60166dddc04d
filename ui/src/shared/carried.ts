/** What goes between the quick entry and the intake form, so that nothing is typed twice. */
import { shallowRef } from 'vue'

/** What was typed in the quick entry and turned out to be a complaint, on its way into the intake form. */
export interface Carried {
  phone: string
  name: string
  category: string | null
  phenomenon: string
  /** The form has it: the quick entry need not keep it any more. */
  taken: () => void
}

export const carried = shallowRef<Carried>()

/** The number that stands in the intake form, for a quick entry that is opened beside it; empty elsewhere. */
export const numberBeside = shallowRef('')
