/** The unified statements that may concern somebody at the counter who has no ticket yet. */
import { useQuery } from '@tanstack/vue-query'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { language } from '@/i18n'
import { commands, queryClient, type Caller } from '.'

/** Milliseconds without a key after which what was typed is looked at. */
const PAUSE = 400
/** Statements come and go by the clock: they are read again every minute. */
const AGAIN = 60_000

export function useStatements(caller: () => Caller, now: () => number) {
  const known = shallowRef(caller())
  let pause: ReturnType<typeof setTimeout> | undefined
  watch(
    () => JSON.stringify(caller()),
    () => {
      clearTimeout(pause)
      pause = setTimeout(() => (known.value = caller()), PAUSE)
    },
  )
  onScopeDispose(() => clearTimeout(pause))
  const { data } = useQuery(
    {
      queryKey: computed(() => ['statements', language.value, known.value]),
      queryFn: () => commands.statements(known.value),
      placeholderData: (before) => before,
      refetchInterval: AGAIN,
      refetchOnMount: 'always',
      gcTime: AGAIN,
    },
    queryClient,
  )
  return computed(() => (data.value ?? []).filter(({ until }) => Date.parse(until) > now()))
}
