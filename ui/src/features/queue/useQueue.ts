import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { commands, queryClient, type Lane } from '@/ipc'
import { keepPlace } from '@/ipc/place'

export const place = keepPlace<{ lane: Lane; current: string | null; preview: boolean }>({
  lane: 'open',
  current: null,
  preview: false,
})

/** The lanes in the order of what presses most; 已结束 is kept apart, as a quiet link. */
export const LANES = [
  'overdue',
  'due_soon',
  'repeated',
  'to_sign',
  'to_call_back',
  'to_keep',
  'to_approve',
  'escalated',
  'await_unit',
  'open',
] as const satisfies readonly Lane[]

/** Whether a clock is due soon is the desk's word, so it is asked again every minute. */
const EVERY_MINUTE = 60_000

/** The lane's lines page by page; with words to search for the lane does not matter. */
export function useQueue(lane: Ref<Lane>, search: Readonly<Ref<string>>) {
  const query = useInfiniteQuery(
    {
      queryKey: computed(() => ['queue', search.value === '' ? lane.value : 'search', search.value]),
      queryFn: ({ pageParam }: { pageParam: string | null }) =>
        commands.queue({ lane: lane.value, search: search.value, after: pageParam }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => (last.more ? last.lines.at(-1)?.id : undefined),
      placeholderData: keepPreviousData,
      refetchInterval: EVERY_MINUTE,
      staleTime: 0,
    },
    queryClient,
  )
  const pages = computed(() => query.data.value?.pages ?? [])
  return {
    lines: computed(() => pages.value.flatMap((page) => page.lines)),
    /** Visits of which a manager must take note; empty for others. */
    unnoted: computed(() => pages.value.at(-1)?.unnoted ?? []),
    countOf: (of: Lane) => pages.value.at(-1)?.tallies.find((tally) => tally.lane === of)?.count ?? 0,
    read: computed(() => query.data.value !== undefined && !query.isPlaceholderData.value),
    error: query.error,
    hasMore: query.hasNextPage,
    readingMore: query.isFetchingNextPage,
    more: () => query.fetchNextPage(),
    again: () => query.refetch(),
  }
}
