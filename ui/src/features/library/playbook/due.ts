/** By when something is usually done, as it is written and as it is read. */
import { text } from '@/i18n'
import type { UsualDue } from '@/ipc'

export const DUE_KINDS = ['minutes', 'hours', 'days', 'noon', 'evening'] as const
export type DueKind = (typeof DUE_KINDS)[number]

export function dueParts(due: UsualDue): { kind: DueKind; n: number } {
  for (const kind of DUE_KINDS) {
    const n = (due as Partial<Record<DueKind, number>>)[kind]
    if (n !== undefined) return { kind, n }
  }
  return { kind: 'hours', n: 24 }
}

export const dueOf = (kind: DueKind, n: number): UsualDue => ({ [kind]: n }) as unknown as UsualDue

export function dueWords(due: UsualDue): string {
  const { kind, n } = dueParts(due)
  const today = (kind === 'noon' || kind === 'evening') && n === 0
  return today ? text(`library.due.${kind}Today`) : text(`library.due.${kind}`, { n })
}
