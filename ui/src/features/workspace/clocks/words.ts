import { text } from '@/i18n'
import type { ClockState, Deadline, DeadlineView, Ticket } from '@/ipc'

export const TONES = {
  overdue: 'red',
  missed: 'red',
  due_soon: 'amber',
  paused: 'sky',
  on_time: 'plain',
  met: 'moss',
} as const satisfies Record<ClockState, string>

export const standingText = (state: ClockState) => text(`names.clock.${state}`)

/** 厅内时限 · 营业日计时; the text and article where it is a published rule. Hall norms are never shown as law (domain §17). */
export function authorityText({ kind, norm, counting }: Deadline): string {
  const clock = text(`names.counting.${counting}`)
  const whose =
    norm === 'law' || norm === 'order'
      ? text(`workspace.clocks.authority.${kind.kind === 'repair' ? 'repair' : 'appeal'}`)
      : text(`workspace.clocks.authority.${norm}`)
  return `${whose} · ${clock}`
}

/** What runs comes before what is done, and what is due first first. */
export const byUrgency = (clocks: readonly DeadlineView[]): DeadlineView[] =>
  [...clocks].sort(
    (a, b) =>
      Number(a.deadline.met !== null) - Number(b.deadline.met !== null) ||
      Date.parse(a.deadline.due) - Date.parse(b.deadline.due),
  )

/** “上门检修” · 王敏: what was promised, and by whom. */
export function promiseOf(ticket: Ticket, { deadline: { kind } }: DeadlineView): string | undefined {
  if (kind.kind !== 'promise') return undefined
  const promise = ticket.promises.find(({ no }) => no === kind.no)
  return promise && text('workspace.clocks.promise', { what: promise.text, owner: promise.owner })
}
