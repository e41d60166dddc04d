/** A suggested sentence with what the clerk filled in by hand. */
import { inject, provide, shallowReactive, type InjectionKey } from 'vue'
import { text } from '@/i18n'
import type { Part, SlotName } from '@/ipc'
import type { SlotPart } from '@/shared/components/SlotText.vue'

/** A wording, a pinned statement, an offer's text: whatever has slots. `id` goes into the record of what was said. */
export interface Sentence {
  id: string
  parts: readonly Part[]
}

/** What picking a sentence does: it goes into the step's field, or it was said. */
export type Use = 'insert' | 'say'

/** What one sentence's slots hold by hand; it goes before what the ticket fills in, also where it is blank. */
export type Filled = Partial<Record<SlotName, string>>

/** A name stays the same from one sentence to the next; a sum, a day, a span of time does not. */
const LASTING: readonly SlotName[] = [
  'customer',
  'place',
  'area',
  'service',
  'unit',
  'reviewer',
  'contract_end',
  'settlement',
  'held_until',
  'period',
  'item',
  'plan',
  'app',
  'hotline',
]

/** What was filled in by hand on a ticket, sentence by sentence, for as long as it is on the screen. */
export function byHand() {
  const sentences = shallowReactive(new Map<string, Filled>())
  const last: Filled = {}
  return {
    of: (id: string): Filled => sentences.get(id) ?? {},
    /** What the ticket says as well is left to it: it may know better tomorrow. */
    keep({ id, parts }: Sentence, filled: Filled) {
      const own = slotsOf(parts).filter((slot) => filled[slot] !== valueOf(parts, slot, {}))
      sentences.set(id, Object.fromEntries(own.map((slot) => [slot, filled[slot]])))
      for (const slot of own) if (LASTING.includes(slot) && filled[slot]?.trim()) last[slot] = filled[slot]
    },
    /** What its fields begin with: what they hold, and a name from the sentence before, to be looked at and confirmed. */
    begin: ({ id, parts }: Sentence): Filled =>
      Object.fromEntries(
        slotsOf(parts).map((slot) => [
          slot,
          valueOf(parts, slot, sentences.get(id) ?? {}) ?? last[slot] ?? '',
        ]),
      ),
  }
}
const key: InjectionKey<ReturnType<typeof byHand>> = Symbol('filled by hand')
export const provideByHand = () => provide(key, byHand())
export const useByHand = () => inject(key, byHand, true)

const filledIn = (part: Part, filled: Filled) =>
  part.slot !== null && filled[part.slot] !== undefined
    ? filled[part.slot]?.trim() || undefined
    : part.filled
      ? part.text
      : undefined
const valueOf = (parts: readonly Part[], slot: SlotName, filled: Filled) =>
  parts.flatMap((part) => (part.slot === slot ? [filledIn(part, filled)] : []))[0]

/** For SlotText. */
export const partsOf = (parts: readonly Part[], filled: Filled = {}): SlotPart[] =>
  parts.map((part) =>
    part.slot === null
      ? { text: part.text }
      : { slot: text(`library.slot.${part.slot}`), value: filledIn(part, filled) },
  )

/** Its slots, each once. */
export const slotsOf = (parts: readonly Part[]): SlotName[] => [
  ...new Set(parts.flatMap(({ slot }) => (slot === null ? [] : [slot]))),
]

/** The sentence; undefined while a slot is open, for what has a gap can't be said (domain §7). */
export function sentenceOf(parts: readonly Part[], filled: Filled): string | undefined {
  const pieces = parts.map((part) => filledIn(part, filled))
  return pieces.every((piece) => piece !== undefined) ? pieces.join('') : undefined
}

/** So many characters in a row are still the sentence that stood there; of an alphabet it takes more of them. */
const LEFT = { han: 4, alphabet: 12 }
const lettersOf = (text: string) => [...text.toLowerCase().matchAll(/[\p{L}\p{N}]/gu)].map(([one]) => one)

/** Whether anything of an inserted sentence is left in what is typed now; what was written over it comes from no wording. */
export function isLeft(inserted: string, typed: string): boolean {
  const [before, now] = [lettersOf(inserted), lettersOf(typed).join('')]
  const run = Math.min(/\p{Script=Han}/u.test(inserted) ? LEFT.han : LEFT.alphabet, before.length)
  if (run === 0) return false
  return before.some(
    (_, at) => at + run <= before.length && now.includes(before.slice(at, at + run).join('')),
  )
}
