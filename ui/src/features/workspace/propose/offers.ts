/** The offers of the present round, and what is said of them. */
import type { Approval, Basis, Offer, OfferIdea, OfferTerms, RemedyKind, StaffView, Ticket } from '@/ipc'
import { hasMonths, hasWorth } from '@/shared/remedy'

/** On the table or chosen among, in the order in which they were made. */
export const roundOffers = ({ offers, round }: Ticket): Offer[] =>
  offers.filter((offer) => offer.round === round && offer.state !== 'withdrawn')

export const withdrawnOffers = ({ offers, round }: Ticket): Offer[] =>
  offers.filter((offer) => offer.round === round && offer.state === 'withdrawn')

export const chosenOffer = (ticket: Ticket): Offer | undefined =>
  roundOffers(ticket).find(({ state }) => state === 'chosen')

/** The number the next offer will get; it is also the key that opens it. */
export const nextOfferNo = ({ offers }: Ticket): number => Math.max(0, ...offers.map(({ no }) => no)) + 1

export type ApprovalTone = 'moss' | 'amber' | 'sky' | 'red'

export const approvalTone: Record<Approval['state'], ApprovalTone> = {
  within: 'moss',
  needed: 'amber',
  requested: 'sky',
  granted: 'moss',
  returned: 'red',
}

export const isApprovalWanted = ({ state, approval }: Offer) =>
  state === 'open' && ['needed', 'requested', 'returned'].includes(approval.state)

/** Before a manager lies somebody else's offer; whether this manager may grant it, the desk decides. */
export const isJudged = (offer: Offer, staff: StaffView | undefined) =>
  isApprovalWanted(offer) && staff !== undefined && staff.role !== 'clerk' && staff.id !== offer.by

/** An offer as it is being typed. */
export interface OfferTyped {
  action: string
  unit: string
  due: string | null
  /** What stands in its field without being a moment. */
  due_typed: string
  kind: RemedyKind | 'none'
  amount: number | null
  months: number | null
  basis: Basis | null
  basis_note: string
  /** The rule that it rests on. */
  rule: string | null
  /** The figures for it: helps, not on the record. */
  figure: number | null
  days: number | null
  /** What the customer's claim is set against, and how many times it was said. */
  charge: number | null
  times: number | null
  /** The usual offer that it was filled in with. */
  source: string | null
  /** As it was filled in. */
  inserted: string
}

const NO_HELP = { figure: null, days: null, charge: null, times: null, source: null, inserted: '' }

/** A new offer before anything is typed. */
export const blankOffer = (unit: string): OfferTyped => ({
  action: '',
  unit,
  due: null,
  due_typed: '',
  kind: 'none',
  amount: null,
  months: null,
  basis: null,
  basis_note: '',
  rule: null,
  ...NO_HELP,
})

/** A usual offer, its text without gaps, as it would be typed. */
export const typedIdea = (idea: OfferIdea, action: string, unit: string): OfferTyped => ({
  ...blankOffer(unit),
  action,
  due: idea.due,
  kind: idea.remedy ?? 'none',
  amount: idea.amount,
  months: idea.months,
  basis: idea.basis,
  basis_note: idea.rule?.cited ?? '',
  rule: idea.rule?.id ?? null,
  source: idea.id,
  inserted: action,
})

export const typedOf = ({ action, unit, due, remedy, basis, basis_note, rule }: OfferTerms): OfferTyped => ({
  action,
  unit,
  due,
  due_typed: '',
  kind: remedy?.kind ?? 'none',
  amount: remedy?.amount ?? null,
  months: remedy?.months ?? null,
  basis,
  basis_note: basis_note ?? '',
  rule: rule ?? null,
  ...NO_HELP,
})

/** The terms as the record takes them; undefined while time or basis is missing. */
export function termsOf({ action, unit, due, kind, amount, months, basis, basis_note, rule }: OfferTyped) {
  if (due === null || basis === null) return undefined
  const remedy =
    kind === 'none'
      ? null
      : { kind, amount: hasWorth(kind) ? amount : null, months: hasMonths(kind) ? months : null }
  return { action, remedy, unit, due, basis, basis_note, rule } satisfies OfferTerms
}
