import { text } from '@/i18n'
import type { Earlier } from '@/ipc'

/**
 * The alarm in a few words (domain §13): which time it is within the days that count, else what is older and not done with. Undefined where
 * nothing came before that matters.
 */
export function againText({ counts, tickets }: Earlier): string | undefined {
  if (counts > 0) return text('contact.again', { n: counts + 1 })
  if (tickets.some(({ line }) => line.ended === null)) return text('contact.unfinished')
  return tickets.length > 0 ? text('contact.unkept') : undefined
}
