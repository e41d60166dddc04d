/** The second place of automatic backups, as settings and queue show it. */
import { useQuery } from '@tanstack/vue-query'
import { useOpening } from './opening'
import { commands, queryClient } from '.'

/** A stick may have been put in or pulled out since: asked anew on every visit. A demonstration has none. */
export function useSecondPlace() {
  const { opening } = useOpening()
  return useQuery(
    {
      queryKey: ['second'],
      queryFn: () => commands.secondPlace(),
      refetchOnMount: 'always' as const,
      enabled: () => {
        const now = opening.value
        return now !== undefined && now.at_work !== null && !now.demonstration && !now.provisional
      },
    },
    queryClient,
  )
}
