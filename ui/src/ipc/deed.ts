import { ref, shallowRef } from 'vue'
import { wordsOf, type ErrorWords } from './words'

/** Something that a button does: once at a time, with what went wrong, in the words of whoever knows better than the general ones. */
export function useDeed(words: (error: unknown) => ErrorWords = wordsOf) {
  const busy = ref(false)
  const fault = shallowRef<ErrorWords>()

  /** `place` takes a refusal that belongs to a field; what it does not take is the fault. Tells whether it was done. */
  async function run(
    deed: () => Promise<unknown>,
    place: (error: unknown) => boolean = () => false,
  ): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    fault.value = undefined
    try {
      await deed()
      return true
    } catch (error) {
      if (!place(error)) fault.value = words(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, fault, run }
}
