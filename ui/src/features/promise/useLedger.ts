import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { commands, queryClient, type PromiseKey, type PromiseLine, type PromiseTab } from '@/ipc'
import { keepPlace } from '@/ipc/place'

export const place = keepPlace<{ tab: PromiseTab; owner: string | null; current: string | null }>({
  tab: 'overdue',
  owner: null,
  current: null,
})

/** In the order of what presses most. */
export const TABS = ['overdue', 'today', 'next', 'open', 'broken'] as const satisfies readonly PromiseTab[]

/** Whether a due time has passed is the desk's word, so it is asked again every minute. */
const EVERY_MINUTE = 60_000

export const keyOf = (line: PromiseLine) => `${line.ticket.id}:${line.no}`

/** The ledger page by page, with all its figures. */
export function useLedger(tab: Ref<PromiseTab>, owner: Ref<string | null>) {
  const query = useInfiniteQuery(
    {
      queryKey: computed(() => ['promises', tab.value, owner.value]),
      queryFn: ({ pageParam }: { pageParam: PromiseKey | null }) =>
        commands.promises({ tab: tab.value, owner: owner.value, after: pageParam }),
      initialPageParam: null as PromiseKey | null,
      getNextPageParam: (last) => {
        const line = last.lines.at(-1)
        return last.more && line ? { ticket: line.ticket.id, no: line.no } : undefined
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
    tallies: computed(() => pages.value.at(-1)?.tallies),
    owners: computed(() => pages.value.at(-1)?.owners ?? []),
    read: computed(() => query.data.value !== undefined && !query.isPlaceholderData.value),
    error: query.error,
    hasMore: query.hasNextPage,
    readingMore: query.isFetchingNextPage,
    more: () => query.fetchNextPage(),
    again: () => query.refetch(),
  }
}
