/** Texts with slots as they are written: `{customer}，您请坐。` The boundary decides; here a fault is told while one types. */
import { text } from '@/i18n'
import type { SlotName } from '@/ipc'
import { lengthOf } from '@/shared/text/clean'
import type { SlotPart } from '@/shared/components/SlotText.vue'

/** Every slot, in the order of the menu. */
export const SLOTS = [
  'customer',
  'place',
  'area',
  'service',
  'amount',
  'remedy',
  'date',
  'due',
  'time_limit',
  'unit',
  'reviewer',
  'staff',
  'offer',
  'offer_one',
  'offer_two',
  'claimed',
  'contract_end',
  'settlement',
  'held_until',
  'period',
  'item',
  'plan',
  'app',
  'usage',
  'hotline',
] as const satisfies readonly SlotName[]

/** Longest text, in characters. */
export const TEXT_MOST = 400

export type TemplateFault =
  { kind: 'empty' | 'notOpened' | 'notClosed' | 'tooLong' } | { kind: 'noSuchSlot'; key: string }

const isSlot = (key: string): key is SlotName => (SLOTS as readonly string[]).includes(key)

/** Its pieces: text, and what stands between braces. */
const piecesOf = (written: string) => written.split(/(\{[^{}]*\})/).filter((piece) => piece !== '')

/** What keeps a text from being taken; undefined when nothing does. */
export function templateFault(written: string): TemplateFault | undefined {
  if (written.trim() === '') return { kind: 'empty' }
  if (lengthOf(written) > TEXT_MOST) return { kind: 'tooLong' }
  for (const piece of piecesOf(written)) {
    const key = /^\{([^{}]*)\}$/.exec(piece)?.[1]
    if (key !== undefined && !isSlot(key)) return { kind: 'noSuchSlot', key }
    if (key === undefined && piece.includes('{')) return { kind: 'notClosed' }
    if (key === undefined && piece.includes('}')) return { kind: 'notOpened' }
  }
  return undefined
}

/** The slots in it, sorted, each once. */
export function slotsOf(written: string): SlotName[] {
  const keys = piecesOf(written).map((piece) => piece.replace(/^\{|\}$/g, ''))
  return SLOTS.filter((slot) => written.includes(`{${slot}}`) && keys.includes(slot))
}

/** The slots that only one of two languages asks for. */
export function slotsApart(zh: string, en: string): SlotName[] {
  const [left, right] = [slotsOf(zh), slotsOf(en)]
  return SLOTS.filter((slot) => left.includes(slot) !== right.includes(slot))
}

export const slotWord = (slot: SlotName) => text(`library.slot.${slot}`)

/** As it is read: every slot by its name. */
export const readable = (written: string): SlotPart[] =>
  piecesOf(written).map((piece) => {
    const key = /^\{([^{}]*)\}$/.exec(piece)?.[1]
    return key !== undefined && isSlot(key) ? { slot: key, value: slotWord(key) } : { text: piece }
  })

/** What is wrong with a text, in words. */
export function faultWords(fault: TemplateFault): string {
  if (fault.kind === 'noSuchSlot') return text('library.fault.noSuchSlot', { key: fault.key })
  if (fault.kind === 'tooLong') return text('library.fault.tooLong', { n: TEXT_MOST })
  return text(`library.fault.${fault.kind}`)
}
