import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { commands, queryClient, type FollowUpKey, type FollowUpLine, type FollowUpTab } from '@/ipc'
import { keepPlace } from '@/ipc/place'

export const place = keepPlace<{ tab: FollowUpTab; current: string | null }>({ tab: 'today', current: null })

/** In the order of what presses most; thanks are read, not worked off. */
export const TABS = [
  'overdue',
  'today',
  'tomorrow',
  'missed',
  'all',
  'thanks',
] as const satisfies readonly FollowUpTab[]

/** Whether a time has passed is the desk's word, so it is asked again every minute. */
const EVERY_MINUTE = 60_000

export const keyOf = (line: FollowUpLine) => `${line.ticket.id}:${line.why}`

/** The list page by page, with the counts of all tabs. */
export function useList(tab: Ref<FollowUpTab>) {
  const query = useInfiniteQuery(
    {
      queryKey: computed(() => ['followUps', tab.value]),
      queryFn: ({ pageParam }: { pageParam: FollowUpKey | null }) =>
        commands.followUps({ tab: tab.value, after: pageParam }),
      initialPageParam: null as FollowUpKey | null,
      getNextPageParam: (last) => {
        const line = last.lines.at(-1)
        return last.more && line ? { ticket: line.ticket.id, why: line.why } : undefined
      },
      placeholderData: keepPreviousData,
      refetchInterval: EVERY_MINUTE,
      staleTime: 0,
    },
    queryClient,
  )
  const pages = computed(() => query.data.value?.pages ?? [])
  return {
    lines: computed(() => pages.value.flatMap((page) => page.lines)),
    thanks: computed(() => pages.value[0]?.thanks ?? []),
    tallies: computed(() => pages.value.at(-1)?.tallies),
    read: computed(() => query.data.value !== undefined && !query.isPlaceholderData.value),
    error: query.error,
    hasMore: query.hasNextPage,
    readingMore: query.isFetchingNextPage,
    more: () => query.fetchNextPage(),
    again: () => query.refetch(),
  }
}
