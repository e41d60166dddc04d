import type { WaitingCard } from '@/ipc'

/** What a card is told apart by: its ticket, and what of it is asked for. */
export const keyOf = ({ line, asked }: WaitingCard): string =>
  `${line.id}/${asked.what === 'offer' ? asked.offer.no : 'time'}`
