import { readMoment } from './moment'

/** When something happened, as forms ask for it: a moment, the customer's words, and what is typed but not read. */
interface Typed {
  occurred?: string | null
  when?: string
  occurred_typed: string
}

/**
 * What goes on record. Nothing typed is dropped: what is no moment joins the words; a moment that was not taken, because
 * it has not come yet, is sent all the same and refused by the desk at its field.
 */
export function occurrence({ occurred = null, when = '', occurred_typed: typed }: Typed, now: Date) {
  if (occurred !== null || typed === '') return { occurred, when }
  const read = readMoment(typed, now)
  if (read) return { occurred: read.toISOString(), when }
  return { occurred, when: when.trim() === '' ? typed : `${when}；${typed}` }
}
