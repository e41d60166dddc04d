/**
 * Which texts of a ticket the customer hears or reads: these are checked for wording (domain §6). What the customer said (statement, facts,
 * demand, remark) is written as it was said, and what colleagues write to each other (notes, escalation, reasons for skipping a step, for
 * returning an offer, for a broken promise) is theirs: neither is checked. A new field that is printed or spoken gets its line here.
 */
export const SPOKEN = {
  apology: 'said at the counter',
  read_back: 'said at the counter, printed on the slip',
  speech: 'said at the counter',
  explanation: 'printed on the slip',
  offer_action: 'said at the counter, printed on the slip',
  offer_note: 'printed on the slip',
  demand_declined: 'explained at the counter, printed on the slip',
  final_reply: 'read by the customer',
  promise: 'said at the counter, printed on the slip',
} as const

export type SpokenField = keyof typeof SPOKEN
