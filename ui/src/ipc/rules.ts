/** The rules behind remedies. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { language } from '@/i18n'
import { commands } from '.'

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
