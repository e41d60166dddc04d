import { computed, type WritableComputedRef } from 'vue'
import { lineOf, type Preferences } from '@/ipc'
import { changePreferences, useOpening } from '@/ipc/opening'
import { toast } from '@/shared/toasts'

/** One preference as a model: acts at once, and says so when it could not be kept. */
export function usePreference<K extends keyof Preferences>(
  name: K,
  fallback: NonNullable<Preferences[K]>,
): WritableComputedRef<NonNullable<Preferences[K]>> {
  const { preferences } = useOpening()
  return computed({
    get: () => (preferences.value?.[name] ?? fallback) as NonNullable<Preferences[K]>,
    set: (value) => {
      changePreferences({ [name]: value }).catch((error: unknown) => toast(lineOf(error), { tone: 'red' }))
    },
  })
}
