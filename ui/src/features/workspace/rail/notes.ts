/** One line per step: what stands on the record. */
import { text } from '@/i18n'
import type { Facts, Step, Ticket, TicketView } from '@/ipc'
import { formatSpent } from '@/shared/format'
import { placeOf } from '../steps'

export const FACTS = ['who', 'when', 'where', 'what', 'why', 'how'] as const
/** How many of the six are known; a moment also tells when. */
export const factsKnown = (facts: Facts) =>
  FACTS.filter((fact) => Boolean(facts[fact]?.trim()) || (fact === 'when' && Boolean(facts.occurred))).length

const of: Record<Step, (ticket: Ticket) => string> = {
  listen(ticket) {
    if (ticket.statement === '') return text('workspace.rail.toRecord')
    const feeling = ticket.feelings.at(-1)
    const mood = feeling && `${text(`names.emotion.${feeling.emotion}`)} ${feeling.strength}`
    const { entered, left } = ticket.steps[0]
    const spent = entered && left ? (Date.parse(left) - Date.parse(entered)) / 1000 : undefined
    return [mood, spent !== undefined && spent < 3600 && formatSpent(spent)].filter(Boolean).join(' · ')
  },
  apologize: ({ apology }) => (apology === null ? '' : text('workspace.rail.said')),
  gather({ facts, attribution }) {
    const known = factsKnown(facts)
    return known === 6 && attribution
      ? text(`workspace.rail.side.${attribution.side}`)
      : text('workspace.rail.facts', { n: known })
  },
  propose({ offers, round }) {
    const here = offers.filter((offer) => offer.round === round && offer.state !== 'withdrawn')
    if (here.some(({ approval }) => approval.state === 'requested')) return text('workspace.rail.approval')
    return here.length > 0
      ? text('workspace.rail.offers', { n: here.length })
      : text('workspace.rail.atLeastTwo')
  },
  ask({ offers, round, escalations, final_reply }) {
    const chosen = offers.find((offer) => offer.round === round && offer.state === 'chosen')
    if (chosen) return text('workspace.rail.chosen', { n: chosen.no })
    const state = escalations.at(-1)?.state.state
    if (state === 'waiting' || state === 'accepted') return text('workspace.rail.escalated')
    return final_reply === null ? '' : text('workspace.rail.replied')
  },
  follow_up: () => '',
}

/** The last step is one of several moves; the desk says which is next. */
function followUp({ ticket, next }: TicketView): string {
  if (ticket.step !== 'follow_up' || ticket.end) return ''
  if (next === 'sign') return text('workspace.rail.toSign')
  if (next === 'call_back') return text('workspace.rail.toCall')
  if (next === 'close') return text('workspace.rail.toClose')
  const open = ticket.promises.filter(({ state }) => state.state === 'open').length
  return open > 0 ? text('workspace.rail.promises', { n: open }) : ''
}

export function noteOf(view: TicketView, step: Step): string {
  if (step === 'follow_up') return followUp(view)
  const record = view.ticket.steps[placeOf(step)]
  return record?.overridden ? text('workspace.rail.overridden') : of[step](view.ticket)
}
