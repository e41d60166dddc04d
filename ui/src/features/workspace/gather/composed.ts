/** The read-back as the desk composes it from facts that are still being typed. */
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { commands, type Facts } from '@/ipc'

const PAUSE_MS = 250

export function useComposed(facts: () => Facts, recorded: () => string): Readonly<Ref<string>> {
  const composed = shallowRef(recorded())
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Only the answer to the newest question counts. */
  let asked = 0
  watch(
    facts,
    (now) => {
      clearTimeout(timer)
      timer = setTimeout(() => void compose({ ...now }), PAUSE_MS)
    },
    { deep: true, immediate: true },
  )
  async function compose(now: Facts): Promise<void> {
    const mine = ++asked
    try {
      const words = await commands.readBack(now)
      if (mine === asked) composed.value = words
    } catch (error) {
      // What was composed before stays; the clerk can write it by hand.
      reportError(error)
    }
  }
  onScopeDispose(() => clearTimeout(timer))
  return composed
}
