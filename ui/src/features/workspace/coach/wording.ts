/** A suggested sentence with what the clerk filled in by hand. */
import type { Part, SlotName } from '@/ipc'
import type { SlotPart } from '@/shared/components/SlotText.vue'

/** A wording, a pinned statement, an offer's text: whatever has slots. `id` goes into the record of what was said. */
export interface Sentence {
  id: string
  parts: readonly Part[]
}

/** What picking a sentence does: it goes into the step's field, or it was said. */
export type Use = 'insert' | 'say'

/** Filled in by hand, for as long as the ticket is on the screen; a slot means the same in every wording. */
export type Filled = Partial<Record<SlotName, string>>

const valueOf = (part: Part, filled: Filled) =>
  part.filled ? part.text : (part.slot && filled[part.slot]?.trim()) || undefined

/** For SlotText. */
export const partsOf = (parts: readonly Part[], filled: Filled = {}): SlotPart[] =>
  parts.map((part) =>
    part.slot === null ? { text: part.text } : { slot: part.text, value: valueOf(part, filled) },
  )

/** The slots still open, each once, with the name to ask by. */
export function openSlots(parts: readonly Part[], filled: Filled): { slot: SlotName; label: string }[] {
  const open = new Map<SlotName, string>()
  for (const part of parts)
    if (part.slot !== null && valueOf(part, filled) === undefined) open.set(part.slot, part.text)
  return [...open].map(([slot, label]) => ({ slot, label }))
}

/** The sentence; undefined while a slot is open, for what has a gap can't be said (domain §7). */
export function sentenceOf(parts: readonly Part[], filled: Filled): string | undefined {
  const pieces = parts.map((part) => (part.slot === null ? part.text : valueOf(part, filled)))
  return pieces.every((piece) => piece !== undefined) ? pieces.join('') : undefined
}
