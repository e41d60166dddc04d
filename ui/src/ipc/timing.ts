/** What the hall's clocks go by, as settings and queue show it. */
import { useQuery } from '@tanstack/vue-query'
import { commands, queryClient } from '.'

/** Whether a year's holidays are wanted depends on the day: asked anew on every visit. */
export const useTimingView = (enabled: () => boolean = () => true) =>
  useQuery(
    {
      queryKey: ['timing'],
      queryFn: () => commands.timing(),
      refetchOnMount: 'always' as const,
      enabled,
    },
    queryClient,
  )
