/** The customer's own demand of this round. */
import type { Action, Demand, Ticket } from '@/ipc'

export const demandOf = ({ demands, round }: Ticket): Demand | undefined =>
  demands.find((demand) => demand.round === round)

export interface DemandTyped {
  text: string
  amount: number | null
  basis: string
}

export const typedDemand = (ticket: Ticket): DemandTyped => {
  const demand = demandOf(ticket)
  return { text: demand?.text ?? '', amount: demand?.amount ?? null, basis: demand?.basis ?? '' }
}

export const recordDemand = ({ text, amount, basis }: DemandTyped): Action => ({
  do: 'record_demand',
  text,
  amount,
  basis,
})

/** With a level above, not decided yet. */
export const isEscalated = ({ escalations }: Ticket): boolean => {
  const state = escalations.at(-1)?.state.state
  return state === 'waiting' || state === 'accepted'
}
