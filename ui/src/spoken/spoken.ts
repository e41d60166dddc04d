/**
 * Which texts the customer hears or reads: these are checked for wording (domain §6), and whether they are printed: a rewrite that is fit
 * to be said is nonsense on paper. What the customer said (statement, facts, demand, remark) is written as it was said, and what colleagues write to
 * each other (notes, escalation, reasons for skipping a step, for returning an offer, for a broken promise) is theirs: neither is checked. A new field
 * that is printed or spoken gets its line here.
 */
export const SPOKEN = {
  /** Said at the counter. */
  apology: { printed: false },
  /** Said at the counter, printed on the slip. */
  read_back: { printed: true },
  /** Said at the counter. */
  speech: { printed: false },
  /** Printed on the slip. */
  explanation: { printed: true },
  /** Said at the counter, printed on the slip. */
  offer_action: { printed: true },
  /** Printed on the slip. */
  offer_note: { printed: true },
  /** Explained at the counter, printed on the slip. */
  demand_declined: { printed: true },
  /** Said at the counter or on the telephone: what an enquiry or a fault report was answered. */
  contact_answer: { printed: false },
  /** Read by the customer. */
  final_reply: { printed: true },
  /** Said at the counter, printed on the slip. */
  promise: { printed: true },
} as const

export type SpokenField = keyof typeof SPOKEN
