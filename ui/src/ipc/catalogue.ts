/** The categories of complaints, as codes for the number pad and as names. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { language } from '@/i18n'
import { commands, queryClient } from '.'

/** Changes with a new version only, so it is read once. */
export function useCatalogue() {
  const { data } = useQuery({ queryKey: ['catalogue'], queryFn: () => commands.catalogue() }, queryClient)
  const word = (names: { zh: string; en: string }) => (language.value === 'en' ? names.en : names.zh)

  /** For a CodePicker: the tenth group stands under 0. */
  const codes = computed(() =>
    (data.value ?? []).map((group) => ({
      digit: String(group.group % 10),
      label: word(group),
      items: group.items.map((item, at) => ({
        digit: String((at + 1) % 10),
        value: `${group.group}.${at + 1}`,
        label: word(item),
      })),
    })),
  )

  function itemOf(code: string | null) {
    const [first, second] = (code ?? '').split('.').map(Number)
    const group = data.value?.find((one) => one.group === first)
    const item = group?.items[(second ?? 0) - 1]
    return group && item && { group, item }
  }
  /** 固网宽带 · 频繁障碍; one level where both are the same, the code itself when the catalogue has no such entry. */
  function categoryText(code: string): string {
    const found = itemOf(code)
    if (!found) return code
    const { group, item } = found
    return group.zh === item.zh ? word(item) : `${word(group)} · ${word(item)}`
  }

  /** Whether its repair has a statutory limit, another in the country than in town. */
  const isFault = (code: string | null) => itemOf(code)?.item.fault ?? false
  return { codes, categoryText, isFault }
}
