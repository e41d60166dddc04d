/** Similar complaints of the last days: perhaps an incident (domain §13). */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { commands, queryClient, refresh, type SimilarView } from '.'

/** Read anew with the queue: another counter's complaint may be the third. */
const EVERY_MINUTE = 60_000

export function useSimilar() {
  const { data } = useQuery(
    {
      queryKey: ['similar'],
      queryFn: () => commands.similar(),
      refetchInterval: EVERY_MINUTE,
      staleTime: 0,
    },
    queryClient,
  )
  return computed(() => data.value ?? [])
}

/** Where an incident is opened about them: what is known stands in the form already. */
export const toOpen = ({ place, category, tickets }: SimilarView) => ({
  name: 'incidents',
  query: { place, category, tickets },
})

/** They are no incident; on the record. */
export async function declineSimilar({ category, place }: SimilarView): Promise<void> {
  await commands.notOne(category, place)
  await refresh(['similar'])
}
