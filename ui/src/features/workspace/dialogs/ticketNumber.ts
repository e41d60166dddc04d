/** A ticket by the number that people type or read out: whole, or its end where the rest is clear. */
import { text } from '@/i18n'
import { commands, lineOf, type TicketNumber } from '@/ipc'

export const EXAMPLE = 'A01-1-20261121-007'
/** Hall, counter, day, the day's sequence: from the end on as much as was said, of the day as few figures as it takes. */
const PARTS = [/^\d{1,6}$/, /^\d{1,8}$/, /^[A-Z0-9]{1,4}$/i, /^[A-Z0-9]{1,8}$/i]

/** What was typed, in parts from the end on; undefined where it is no ticket number, nor the end of one. */
function partsOf(typed: string): string[] | undefined {
  const plain = typed.normalize('NFKC').trim()
  const parts = plain.split(/[\s\-–—]+/).reverse()
  if (parts.length > PARTS.length || !parts.every((part, at) => PARTS[at]?.test(part))) return undefined
  // Before the counter the day stands whole.
  if (parts.length > 2 && parts[1]?.length !== 8) return undefined
  return [(parts[0] ?? '').padStart(3, '0'), ...parts.slice(1)]
}

/** Whether a number ends as it was said: the day by its last figures, everything else whole. */
export function endsAs(number: string, parts: readonly string[]): boolean {
  const own = number.toLowerCase().split('-').reverse()
  return parts.every((part, at) => (at === 1 ? own[at]?.endsWith(part) : own[at] === part.toLowerCase()))
}

/** The ticket, or in words why there is none. Nothing is written before it is found: a slip of the finger must not end or tie a ticket. */
export async function ticketOf(typed: string): Promise<{ number: TicketNumber } | { wrong: string }> {
  const parts = partsOf(typed)
  if (!parts) return { wrong: text('workspace.dialog.number.malformed', { example: EXAMPLE }) }
  const search = [...parts].reverse().join('-')
  try {
    const { lines, more } = await commands.queue({ lane: 'open', search, after: null })
    const [one, ...others] = lines.filter(({ number }) => endsAs(number, parts))
    if (one && others.length === 0 && !more) return { number: one.number }
    if (one || more)
      return { wrong: text('workspace.dialog.number.several', { end: search, example: EXAMPLE }) }
    return { wrong: lineOf({ code: 'unknown_ticket' }) }
  } catch (error) {
    return { wrong: lineOf(error) }
  }
}
