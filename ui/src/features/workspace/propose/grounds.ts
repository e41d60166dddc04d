/** What a rule comes to with the figures that are typed. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import { commands, type Money, type RuleView } from '@/ipc'

const PAUSE_MS = 120

/** The amount by the desk's own sum; null while a figure is missing or where the rule leaves it open. */
export function useWorkedOut(
  rule: () => RuleView | undefined,
  figures: () => { amount: Money | null; days: number | null },
) {
  const worked = shallowRef<Money | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Only the answer to the newest question counts. */
  let asked = 0
  async function ask(id: string, known: { amount: Money | null; days: number | null }) {
    const mine = ++asked
    try {
      const amount = await commands.workOut(id, known)
      if (mine === asked) worked.value = amount
    } catch (error) {
      if (mine === asked) worked.value = null
      reportError(error)
    }
  }
  watch(
    () => [rule(), figures().amount, figures().days] as const,
    ([which, amount, days]) => {
      clearTimeout(timer)
      const complete = which?.input && amount !== null && (!which.counts_days || days !== null)
      if (complete) timer = setTimeout(() => void ask(which.id, { amount, days }), PAUSE_MS)
      else {
        asked++
        worked.value = null
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return worked
}
