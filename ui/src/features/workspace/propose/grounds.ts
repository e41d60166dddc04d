/** The rules behind remedies, and what one comes to with the figures that are typed. */
import { useQuery } from '@tanstack/vue-query'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { language } from '@/i18n'
import { commands, type Money, type RuleView } from '@/ipc'

const PAUSE_MS = 120

export function useRules() {
  const { data } = useQuery({
    queryKey: computed(() => ['rules', language.value]),
    queryFn: () => commands.rules(),
  })
  const rules = computed(() => data.value ?? [])
  const ruleOf = (id: string | null) => rules.value.find((rule) => rule.id === id)
  /** Nobody has checked it against its source, or it was taken out: the slip does not name it. */
  const isUnconfirmed = (id: string) => data.value !== undefined && ruleOf(id)?.confirmed !== true
  return { rules, ruleOf, isUnconfirmed }
}

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
