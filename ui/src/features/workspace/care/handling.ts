/** How long a clerk has had a ticket open today, by the desk's clock; kept while the program runs and nowhere else. */
import { hallDaysBetween } from '@/shared/format'

/** After so many minutes a gentle word, where nobody has chosen otherwise: the customer should have a first firm answer by then (domain §19). */
export const SLOW_AFTER = 3

const opened = new Map<string, number>()

/** When `staff` opened `ticket` first today; `now` if that is just now. */
export function openedAt(staff: string, ticket: string, now: number): number {
  const key = `${staff} ${ticket}`
  const before = opened.get(key)
  if (before !== undefined && hallDaysBetween(before, now) === 0) return before
  opened.set(key, now)
  return now
}
