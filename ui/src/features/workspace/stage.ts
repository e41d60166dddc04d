/** For tests: a ticket at its first step, with what a test changes about it. */
import type { ActionKind, Ticket, TicketView } from '@/ipc'

export const NOW = '2026-11-21T06:32:00.000Z'
const blank = { entered: null, left: null, overridden: null }
export function viewOf(change: Partial<Ticket> = {}, view: Partial<TicketView> = {}): TicketView {
  const ticket: Partial<Ticket> = {
    id: 't7',
    number: 'A01-1-20261121-007',
    revision: 3,
    received: NOW,
    intake: {
      complainant: {
        name: '张',
        address: 'sir',
        phone: '138****5678',
        contact: null,
        level: 'ordinary',
        presence: 'in_person',
        representative: null,
      },
      channel: 'counter',
      category: '2.2',
      emotion: 'angry',
      strength: 3,
      occurred: null,
      when: '',
      phenomenon: '掉线',
      wish: null,
      area: '',
    },
    earlier: 0,
    raised: [],
    step: 'listen',
    steps: [blank, blank, blank, blank, blank, blank],
    round: 1,
    statement: '',
    key_words: [],
    feelings: [],
    apology: null,
    apology_source: null,
    facts: {},
    checks: [],
    evidence: [],
    attribution: null,
    read_back: null,
    offers: [],
    escalations: [],
    promises: [],
    slips: [],
    said: [],
    visits: [],
    waitings: [],
    follows: null,
    holder: '1024',
    end: null,
    ...change,
  }
  return {
    ticket: ticket as Ticket,
    gates: [{ step: 'listen', missing: ['statement'] }],
    allowed: [],
    deadlines: [],
    next: 'continue',
    contacts: [],
    others: [],
    linked: [],
    people: [{ id: '1025', name: '李娜', role: 'clerk', active: true }],
    read_back: '',
    now: NOW,
    ...view,
  }
}
export const refused = (...kinds: ActionKind[]): TicketView['allowed'] =>
  kinds.map((action) => ({
    action,
    refusal: { code: 'ended', params: { end: 'broken_off' }, characters: [], incident: null },
  }))
