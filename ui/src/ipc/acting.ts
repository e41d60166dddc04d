/** Actions on a ticket from a list of many: performed at once, told, and to be taken back as long as its toast stands. */
import { text, textFor } from '@/i18n'
import { toast } from '@/shared/toasts'
import { commands, lineOf, refresh, type Action, type Outcome, type Perform } from '.'
import { asDeskError, DeskError } from './errors'
import { propose } from './worded'

/** Reads that may show a ticket. */
export const SHOWN = [
  'queue',
  'promises',
  'followUps',
  'approvals',
  'units',
  'incidents',
  'incident',
  'similar',
  'ticket',
  'log',
  'coach',
  'contacts',
]

/** Where a list saw the ticket. */
export interface Seen {
  ticket: { id: string }
  revision: number
}

/** Carries it out; what was promised in it is kept to be asked for. Every write to a ticket from outside of its workspace goes through here. */
export async function carryOut(request: Perform): Promise<Outcome> {
  const outcome = await commands.perform(request)
  await propose(request.ticket, outcome.worded)
  return outcome
}

/** Carries it out and reads anew what shows it. What is refused is thrown; a ticket that has changed meanwhile is read anew, too. */
export async function act(
  seen: Seen,
  actions: Action[],
  clears: string[] = [],
  said = textFor(`workspace.did.${actions.at(-1)?.do}`, {}),
): Promise<void> {
  const request = { ticket: seen.ticket.id, revision: seen.revision, actions, clears }
  tell(await readingAnew(() => carryOut(request)), said)
}

/** Says what was done, with the way back, and that something of it was promised. */
export function tell({ undo, worded }: Outcome, said: string | undefined): void {
  const back = undo?.perform
  if (said) toast(said, back ? { undo: () => takeBack(back).catch(told) } : {})
  if (worded.length > 0) toast(text('promise.worded.later', { text: worded[0]?.text ?? '' }))
}

/** On the record as it is then, should something else have been done since. */
export async function takeBackOn(back: Perform): Promise<Outcome> {
  const { ticket } = await commands.ticket({ id: back.ticket })
  return carryOut({ ...back, revision: ticket.revision })
}
const takeBack = (back: Perform) => readingAnew(() => takeBackOn(back))

async function readingAnew<T>(deed: () => Promise<T>): Promise<T> {
  try {
    const done = await deed()
    await refresh(SHOWN)
    return done
  } catch (thrown) {
    const error = asDeskError(thrown)
    if (error.code === 'stale') await refresh(SHOWN)
    throw error
  }
}

/** Says why it was not done. */
export const told = (error: unknown) => void toast(lineOf(error as DeskError), { tone: 'red' })
