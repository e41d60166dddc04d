import { useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { text } from '@/i18n'
import {
  asDeskError,
  commands,
  lineOf,
  queryClient,
  refresh,
  wordsOf,
  type ErrorWords,
  type Manner,
  type Party,
} from '@/ipc'
import { toast } from '@/shared/toasts'

/** The ticket, its slip, and what can be done with them here. */
export function useSign(id: () => string) {
  const ticket = useQuery({
    queryKey: computed(() => ['ticket', id()]),
    queryFn: () => commands.ticket({ id: id() }),
  })
  const request = (composed: string | null) => ({ ticket: { id: id() }, masked: false, composed })
  // Under the ticket's key: whatever changes the ticket composes the slip anew. Never kept: its time of printing counts.
  const slip = useQuery({
    queryKey: computed(() => ['ticket', id(), 'slip']),
    queryFn: () => commands.slip(request(null)),
    gcTime: 0,
  })
  const busy = ref<'sign' | 'save' | 'print'>()
  const result = ref<string>()
  const trouble = ref<ErrorWords>()

  /** One after the other: what is pressed while something else is under way waits for it; the same twice is once. */
  const underWay = new Set<'sign' | 'save' | 'print'>()
  let last: Promise<unknown> = Promise.resolve()
  async function during<T>(what: 'sign' | 'save' | 'print', work: () => Promise<T>): Promise<T | undefined> {
    if (underWay.has(what)) return undefined
    underWay.add(what)
    const turn = last.then(async () => {
      busy.value = what
      try {
        return await work()
      } finally {
        busy.value = undefined
        underWay.delete(what)
      }
    })
    last = turn.catch(() => undefined)
    return turn
  }

  /** Records how a party signed, or why not. True when it stands on the record. */
  async function sign(party: Party, signature: Manner, clears: string[]): Promise<boolean> {
    const done = await during('sign', async () => {
      const revision = ticket.data.value?.ticket.revision
      if (revision === undefined) return false
      try {
        const perform = {
          ticket: id(),
          revision,
          actions: [{ do: 'sign' as const, party, signature }],
          clears,
        }
        const { view } = await commands.perform(perform)
        queryClient.setQueryData(['ticket', id()], view)
        await refresh(['queue', 'ticket'])
        return true
      } catch (error) {
        toast(lineOf(error), { tone: 'red' })
        if (asDeskError(error).code === 'stale') await refresh(['ticket'])
        return false
      }
    })
    return done ?? false
  }

  /** Sends back the moment of composing, so that what goes out is byte for byte what is shown. */
  async function hand(out: 'save' | 'print', printer: { name: string; title: string }): Promise<void> {
    await during(out, async () => {
      const composed = slip.data.value?.composed
      if (composed === undefined) return
      trouble.value = result.value = undefined
      try {
        if (out === 'save') {
          result.value = text('sign.print.saved', { path: await commands.saveSlip(request(composed)) })
        } else {
          await commands.printSlip(request(composed), printer.name)
          result.value = text('sign.print.printed', { printer: printer.title })
        }
        toast(result.value)
        await refresh(['queue', 'ticket'])
      } catch (error) {
        trouble.value = wordsOf(error)
      }
    })
  }
  return { ticket, slip, busy, result, trouble, sign, hand }
}
