/** The texts with slots in a part of the library, wherever they stand in it. */
import type { Item } from '@/ipc'
import { templateFault } from '../text/template'

export interface Pair {
  zh: string
  en: string
}

/** Every text with slots, as the very entries of the part. */
export function templatesOf(item: Item): Pair[] {
  if (item.kind === 'statement') return [item.item.text]
  if (item.kind !== 'playbook') return []
  const { moves, wordings, questions, look_ups, offers, prevention, hand_over } = item.item
  return [
    ...moves,
    ...wordings,
    ...questions,
    ...offers.flatMap(({ action, unit }) => [action, unit]),
    ...look_ups,
    ...prevention,
    ...hand_over,
  ]
}

const broken = ({ zh, en }: Pair) => templateFault(zh) !== undefined || templateFault(en) !== undefined

/** How many of its texts can't be taken as they stand. */
export const brokenTexts = (item: Item): number => templatesOf(item).filter(broken).length

/** A copy that the boundary can read: a text still being written is held by a dash in both languages, so that the rest can be looked over. */
export function lookable(item: Item): Item {
  const copy = JSON.parse(JSON.stringify(item)) as Item
  for (const pair of templatesOf(copy)) if (broken(pair)) pair.zh = pair.en = '—'
  return copy
}
