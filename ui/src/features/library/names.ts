/** What parts, their kinds and their authors are called. */
import { language, text } from '@/i18n'
import type { Both, Item, ItemKind, StaffId } from '@/ipc'
import { useOpening } from '@/ipc/opening'

/** Tabs of the screen; what claims of several times a charge rest on stands with the rules. */
export const TABS = [
  'playbook',
  'checklist',
  'patterns',
  'rule',
  'statement',
] as const satisfies readonly ItemKind[]
export type Tab = (typeof TABS)[number]
export const tabOf = (kind: ItemKind): Tab => (kind === 'multiples' ? 'rule' : kind)

export const bothText = (both: Both<string>) => (language.value === 'en' ? both.en : both.zh)

export function titled(kind: ItemKind, title: Both<string> | null): string {
  if (title === null) return text(`library.only.${kind === 'patterns' ? 'patterns' : 'multiples'}`)
  return bothText(title).trim() || text('library.untitled')
}
export const titleOf = (item: Item) =>
  titled(item.kind, item.kind === 'patterns' || item.kind === 'multiples' ? null : item.item.title)

export function useAuthor() {
  const { nameOf } = useOpening()
  return {
    /** Who published it; what nobody has changed came with the program. */
    authorText: (author: StaffId | null) => (author === null ? text('library.shipped') : nameOf(author)),
  }
}
