/** Reads of the library. A part taken out, published or imported names `library` as changed. */
import { useQueries, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { language } from '@/i18n'
import { commands, queryClient, refresh, type ItemKind, type ItemRef } from '@/ipc'

/** What is read anew when the library has changed: the coach speaks out of it everywhere. */
export const refreshLibrary = () => refresh(['library', 'library-item', 'library-found', 'coach', 'rules'])

export const itemKey = ({ kind, id }: ItemRef) => ['library-item', kind, id]

export function useLibrary() {
  const { data, error, refetch } = useQuery(
    { queryKey: ['library'], queryFn: () => commands.library() },
    queryClient,
  )
  return { entries: data, error, again: () => refetch() }
}

/** A part in its last version that says something. */
export function useItem(which: Ref<ItemRef>, enabled: Ref<boolean>) {
  const { data, error, refetch } = useQuery(
    {
      queryKey: computed(() => itemKey(which.value)),
      queryFn: () => commands.libraryItem(which.value, null),
      enabled,
    },
    queryClient,
  )
  return { view: data, error, again: () => refetch() }
}

/** Several parts at once: the statements, of which only their own text says whether they hold. */
export function useItems(refs: Ref<readonly ItemRef[]>) {
  const answers = useQueries(
    {
      queries: computed(() =>
        refs.value.map((which) => ({
          queryKey: itemKey(which),
          queryFn: () => commands.libraryItem(which, null),
        })),
      ),
    },
    queryClient,
  )
  return computed(() => answers.value.flatMap(({ data }) => (data ? [data] : [])))
}

/** The ids of the situations that have what was typed, by text or pinyin initials; undefined while nothing is searched. */
export function useFound(kind: Ref<ItemKind>, query: Ref<string>) {
  const { data } = useQuery(
    {
      queryKey: computed(() => ['library-found', query.value]),
      queryFn: async () => (await commands.findPlaybooks(query.value)).map(({ id }) => id),
      enabled: computed(() => kind.value === 'playbook' && query.value !== ''),
      placeholderData: (before: string[] | undefined) => before,
    },
    queryClient,
  )
  return computed(() => (kind.value === 'playbook' && query.value !== '' ? data.value : undefined))
}

/** The table of rules as it is shown, in the language in use. */
export function useRules() {
  const { data, error, refetch } = useQuery(
    { queryKey: computed(() => ['rules', language.value]), queryFn: () => commands.rules() },
    queryClient,
  )
  return { rules: data, error, again: () => refetch() }
}
