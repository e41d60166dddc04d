import type { WaitingCard, WaitingRemedy } from '@/ipc'

/** What a card is told apart by: its ticket, and what of it is asked for. */
export const keyOf = ({ line, asked }: WaitingCard): string =>
  `${line.id}/${asked.what === 'offer' ? asked.offer.no : 'time'}`

/** The common remedy of an incident. */
export const remedyKey = ({ incident }: WaitingRemedy): string => `incident/${incident.id}`
