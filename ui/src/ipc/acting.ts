/** Actions on a ticket from a list of many: performed at once, told, and to be taken back as long as its toast stands. */
import { textFor } from '@/i18n'
import { toast } from '@/shared/toasts'
import { commands, lineOf, refresh, type Action, type Perform } from '.'
import { asDeskError, DeskError } from './errors'

/** Reads that may show a ticket. */
const SHOWN = ['queue', 'promises', 'followUps', 'ticket', 'log', 'coach', 'contacts']

/** Where a list saw the ticket. */
export interface Seen {
  ticket: { id: string }
  revision: number
}

/** Carries it out and reads anew what shows it. What is refused is thrown; a ticket that has changed meanwhile is read anew, too. */
export async function act(seen: Seen, actions: Action[], clears: string[] = []): Promise<void> {
  const done = await perform({
    ticket: seen.ticket.id,
    revision: seen.revision,
    actions,
    clears,
  })
  const undo = done.undo?.perform
  const said = textFor(`workspace.did.${actions.at(-1)?.do}`, {})
  if (said) toast(said, undo ? { undo: () => perform(undo).catch(told) } : {})
}

async function perform(request: Perform) {
  try {
    const outcome = await commands.perform(request)
    await refresh(SHOWN)
    return outcome
  } catch (thrown) {
    const error = asDeskError(thrown)
    if (error.code === 'stale') await refresh(SHOWN)
    throw error
  }
}

/** Says why it was not done. */
export const told = (error: unknown) => void toast(lineOf(error as DeskError), { tone: 'red' })
