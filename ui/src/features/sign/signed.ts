/** What the record says of signatures, in people's words. */
import { text } from '@/i18n'
import type { Complainant, Manner, Party, Signature, Ticket } from '@/ipc'
import { formatTime, hallDaysBetween } from '@/shared/format'
import { momentText } from '@/shared/formats'

export const PARTIES: readonly Party[] = ['customer', 'clerk', 'manager']

export interface SignedState {
  text: string
  tone: 'moss' | 'amber' | 'sky' | 'plain'
}

/** The last signature of a party, void ones included: a new one takes its place. */
const lastOf = (ticket: Ticket, party: Party): Signature | undefined =>
  ticket.signatures.findLast((one) => one.party === party && !one.void) ??
  ticket.signatures.findLast((one) => one.party === party)

export const isSigned = (ticket: Ticket, party: Party) =>
  ticket.signatures.some((one) => one.party === party && !one.void)

export function stateOf(ticket: Ticket, party: Party, now: string): SignedState {
  const last = lastOf(ticket, party)
  if (!last)
    return { text: text(party === 'manager' ? 'sign.state.whenNeeded' : 'sign.state.none'), tone: 'plain' }
  if (last.void) return { text: text('sign.state.void'), tone: 'amber' }
  const time = hallDaysBetween(last.at, now) === 0 ? formatTime(last.at) : momentText(last.at, now)
  return {
    text: text('sign.state.at', { state: mannerText(last.manner), time }),
    tone: last.manner.manner === 'not_signed' ? 'sky' : 'moss',
  }
}

function mannerText(manner: Manner): string {
  if (manner.manner !== 'not_signed') return text(`sign.state.${manner.manner}`)
  return text('sign.state.not_signed', { why: manner.reason || text(`sign.unsigned.${manner.why}`) })
}

/** 客户 · 代理人 · 经办人 · 值班经理 */
export function partyText(party: Party, { representative }: Complainant): string {
  return text(party === 'customer' && representative ? 'sign.who.representative' : `sign.who.${party}`)
}

/** 张明先生; the representative's name where one acts for the customer. */
export function personText({ name, address, representative }: Complainant): string {
  if (representative) return representative.name
  return name ? text(`names.person.${address}`, { name }) : text('names.address.neutral')
}
