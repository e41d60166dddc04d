/**
 * What was promised in words and is no promise yet (domain §12). A proposal is kept as a draft of its ticket until it is answered or its time has
 * passed: it outlasts the screen on which it was said, a locked counter and a power cut, and goes to a colleague with what else is unfinished.
 */
import { useQuery } from '@tanstack/vue-query'
import { computed, type WritableComputedRef } from 'vue'
import { commands, queryClient, refresh, type Promised } from '.'

const draftOf = (ticket: string) => `ticket:${ticket}:worded`
const reading = (ticket: string) => ({
  queryKey: ['worded', ticket],
  queryFn: async () => JSON.parse((await commands.draft(draftOf(ticket))) ?? '[]') as readonly Promised[],
})

/** One after the other, so that an earlier list never comes to lie over a later one. */
let storing: Promise<unknown> = Promise.resolve()
function keep(ticket: string, all: readonly Promised[]): Promise<unknown> {
  queryClient.setQueryData(['worded', ticket], all)
  const key = draftOf(ticket)
  storing = storing
    .then(() => (all.length > 0 ? commands.saveDraft(key, JSON.stringify(all)) : commands.discardDraft(key)))
    .then(() => refresh(['unfinished']))
    // It stands on the screen all the same, and what it was said in is on the record.
    .catch((error) => reportError(error))
  return storing
}

/** Keeps what was just said, after what was said before and not answered. */
export async function propose(ticket: string, said: readonly Promised[]): Promise<void> {
  if (said.length === 0) return
  // Without what was kept before, what was just said is still to be asked.
  const before = await queryClient.ensureQueryData(reading(ticket)).catch(() => [])
  await keep(ticket, [...before, ...said])
}

/** The proposals of a ticket, the first said first; what is answered is taken out. */
export function useWorded(ticket: string): WritableComputedRef<readonly Promised[]> {
  const { data } = useQuery(reading(ticket), queryClient)
  return computed({ get: () => data.value ?? [], set: (all) => void keep(ticket, all) })
}
