import type { WaitingCard, WaitingRemedy } from '@/ipc'

/** What a card is told apart by: its ticket, what of it is asked for, and when that was; asked for again it is another one. */
export const keyOf = ({ line, asked, at }: WaitingCard): string =>
  `${line.id}/${asked.what === 'offer' ? asked.offer.no : 'time'}/${at}`

/** The common remedy of an incident. */
export const remedyKey = ({ incident }: WaitingRemedy): string => `incident/${incident.id}`
