/** The situations of the library by name, in the language in use. Read once: the library changes by an editor's hand only. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { language } from '@/i18n'
import { commands } from '@/ipc'

export function useSituations() {
  const { data } = useQuery({ queryKey: ['library'], queryFn: () => commands.library() })
  const titles = computed(
    () =>
      new Map(
        (data.value ?? []).flatMap(({ kind, id, title, taken_out }) =>
          kind === 'playbook' && title && !taken_out
            ? [[id, language.value === 'en' ? title.en : title.zh] as const]
            : [],
        ),
      ),
  )
  /** What a playbook is called; its id until that is known. */
  const titleOf = (id: string) => titles.value.get(id) ?? id
  return { titles, titleOf }
}
