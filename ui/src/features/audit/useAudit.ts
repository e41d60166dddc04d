import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, reactive, type Ref } from 'vue'
import { commands, queryClient, type Act, type AuditRequest } from '@/ipc'
import { fromHallTime } from '@/shared/format'

/** Every act that the trail knows, as the choice lists them. */
export const ACTS = [
  'sign_in',
  'see_ticket',
  'reveal_phone',
  'see_registration',
  'issue_slip',
  'put_staff',
  'leave_staff',
  'issue_password',
  'change_password',
  'change_keys',
  'recover',
  'renew_sheet',
  'prove_sheet',
  'found_hall',
  'rename_hall',
  'run_story',
  'see_audit',
  'check',
  'back_up',
  'restore',
  'cut_back',
  'mark_lost',
  'dispose',
  'export_person',
  'day_sheet',
] as const satisfies readonly Act[]

/** What is asked for; days as `2026-11-21` on the hall's calendar, both of them included, or empty. */
export interface Filter {
  by: string | null
  act: Act | null
  from: string
  until: string
}

export const noFilter = (): Filter => ({ by: null, act: null, from: '', until: '' })
export const useFilter = () => reactive(noFilter())

/** The moment at which a day begins, `later` days on. */
function begins(day: string, later = 0): string | null {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return null
  return fromHallTime(year, month, date + later).toISOString()
}

export function requestOf(filter: Filter, object: string, before: number | null = null): AuditRequest {
  return {
    by: filter.by,
    acts: filter.act === null ? [] : [filter.act],
    object,
    from: begins(filter.from),
    until: begins(filter.until, 1),
    before,
  }
}

/** The trail page by page, the newest first. Every look is noted in it, so nothing is read again behind the reader's back. */
export function useAudit(filter: Filter, object: Readonly<Ref<string>>) {
  const request = computed(() => requestOf(filter, object.value))
  const query = useInfiniteQuery(
    {
      queryKey: computed(() => ['audit', request.value]),
      queryFn: ({ pageParam }: { pageParam: number | null }) =>
        commands.audit({ ...request.value, before: pageParam }),
      initialPageParam: null as number | null,
      getNextPageParam: (last) => (last.more ? last.lines.at(-1)?.position : undefined),
      gcTime: 0,
    },
    queryClient,
  )
  return {
    lines: computed(() => query.data.value?.pages.flatMap((page) => page.lines) ?? []),
    read: computed(() => query.data.value !== undefined),
    error: query.error,
    hasMore: query.hasNextPage,
    readingMore: query.isFetchingNextPage,
    more: () => query.fetchNextPage(),
  }
}
