/** What the trail says in codes, in the language of the window. */
import { text, textFor } from '@/i18n'
import type { AuditFaultView, Plea } from '@/ipc'

export function faultText({ kind, line, found, anchor }: AuditFaultView): string {
  if (kind === 'gap') return text('audit.fault.gap', { expected: line, found: found ?? '' })
  if (kind === 'cut_off' || kind === 'rewritten') return text(`audit.fault.${kind}`, { anchor: anchor ?? '' })
  return text(`audit.fault.${kind}`, { line })
}

/** `playbook/broadband_cuts_out`, a part of the library, by its kind; a part that is the only one of its kind by that alone. Else nothing. */
export function partText(object: string): string | undefined {
  const [kind = '', id] = object.split('/')
  const name = textFor(`library.kind.${kind}`, {})
  if (name === undefined || id === undefined) return undefined
  return id === kind ? name : `${name} ${id}`
}

/** `failed=3`, `tickets=12 events=480`, `begun`: each word has its text; one without is shown as it is. */
export function detailText(detail: string): string {
  return detail
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [name = '', n] = word.split('=')
      return name in WORDS ? WORDS[name as keyof typeof WORDS](n ?? '') : word
    })
    .join(' · ')
}

const PLEAS: Record<Plea, true> = { purpose_over: true, consent_withdrawn: true, unlawful: true }
const WORDS = {
  failed: (n: string) => text('audit.detail.failed', { n }),
  tickets: (n: string) => text('audit.detail.tickets', { n }),
  contacts: (n: string) => text('audit.detail.contacts', { n }),
  events: (n: string) => text('audit.detail.events', { n }),
  evidence: (n: string) => text('audit.detail.evidence', { n }),
  evidence_lost: (n: string) => text('audit.detail.evidence_lost', { n }),
  lines: (n: string) => text('audit.detail.lines', { n }),
  kept: (n: string) => text('audit.detail.kept', { n }),
  request: (plea: string) => (plea in PLEAS ? text(`audit.detail.request.${plea as Plea}`) : plea),
  to: (n: string) => text('audit.detail.to', { n }),
  forms: (n: string) => text('audit.detail.forms', { n }),
  version: (n: string) => text('audit.detail.version', { n }),
  as: (n: string) => text('audit.detail.as', { n }),
  taken_out: () => text('audit.detail.taken_out'),
  unregistered: () => text('audit.detail.unregistered'),
  representative: () => text('audit.detail.representative'),
  begun: () => text('audit.detail.begun'),
  waiting_agreement: () => text('paper.kind.waiting_agreement'),
  authorisation_letter: () => text('paper.kind.authorisation_letter'),
  full: () => text('audit.detail.full'),
  masked: () => text('audit.detail.masked'),
  printed: () => text('audit.detail.printed'),
  saved: () => text('audit.detail.saved'),
  shown: () => text('audit.detail.shown'),
  expected_events: (n: string) => text('audit.detail.expected_events', { n }),
  expected_lines: (n: string) => text('audit.detail.expected_lines', { n }),
  rewritten: () => text('audit.detail.rewritten'),
  missing: () => text('audit.detail.missing'),
  damaged: () => text('audit.detail.damaged'),
  before_upgrade: () => text('audit.detail.before_upgrade'),
  chosen: () => text('audit.detail.chosen'),
  hand_over: () => text('audit.detail.hand_over'),
  final_reply: () => text('audit.detail.final_reply'),
  over: (n: string) => text('audit.detail.over', { n }),
  approve_offer: () => text('authority.list.approve'),
  return_offer: () => text('authority.list.sendBack'),
  grant_extension: () => text('authority.list.grant'),
  refuse_extension: () => text('authority.list.deny'),
  forgotten: () => text('audit.detail.forgotten'),
} as const
