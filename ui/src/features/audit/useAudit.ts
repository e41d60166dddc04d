import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, reactive, type Ref } from 'vue'
import { commands, queryClient, type Act, type AuditRequest } from '@/ipc'
import { fromHallTime } from '@/shared/format'

const LISTED: Record<Act, true> = {
  sign_in: true,
  see_ticket: true,
  reveal_phone: true,
  look_up: true,
  see_registration: true,
  see_slip: true,
  see_evidence: true,
  issue_slip: true,
  issue_paper: true,
  hand_over: true,
  put_staff: true,
  leave_staff: true,
  issue_password: true,
  change_password: true,
  change_keys: true,
  recover: true,
  renew_sheet: true,
  prove_sheet: true,
  found_hall: true,
  put_timing: true,
  rename_hall: true,
  run_story: true,
  see_audit: true,
  check: true,
  back_up: true,
  put_second_place: true,
  restore: true,
  cut_back: true,
  mark_lost: true,
  dispose: true,
  export_person: true,
  publish_library: true,
  import_library: true,
  export_library: true,
  day_sheet: true,
}
/** Every act that the trail knows, as the choice lists them. */
export const ACTS = Object.keys(LISTED) as Act[]

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
