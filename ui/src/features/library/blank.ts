/** Parts as they begin. */
import type { Both, Item, ItemKind } from '@/ipc'
import { freshId } from './text/order'

/** Kinds of which there can be any number. */
export type Made = Exclude<ItemKind, 'patterns' | 'multiples'>

const DAY_MS = 86_400_000
/** A statement begins with the minute in which it is made: it holds at once. */
export const minuteOf = (now: number) => new Date(now - (now % 60_000))
const nothing = () => ({ zh: '', en: '' })

/** A new part of a kind; its id comes from the English title and stays. */
export function blank(kind: Made, title: Both<string>, taken: readonly string[], now = Date.now()): Item {
  const id = freshId(taken, title.en.trim() === '' ? kind : title.en)
  if (kind === 'playbook')
    return {
      kind,
      item: {
        id,
        title,
        aim: nothing(),
        categories: [],
        steps: [],
        emotions: [],
        triggers: { zh: [], en: [] },
        moves: [],
        wordings: [],
        questions: [],
        look_ups: [],
        offers: [],
        prevention: [],
        hand_over: [],
      },
    }
  if (kind === 'checklist')
    return {
      kind,
      item: {
        id,
        scope: [],
        title,
        start: 'question',
        questions: [{ id: 'question', ask: nothing(), look_up: nothing(), answers: [] }],
      },
    }
  if (kind === 'rule')
    return {
      kind,
      item: {
        id,
        kind: 'goodwill',
        title,
        source: nothing(),
        says: nothing(),
        confirmed: false,
        remedy: null,
        formula: null,
      },
    }
  return {
    kind,
    item: {
      id,
      title,
      text: nothing(),
      categories: [],
      from: minuteOf(now).toISOString(),
      until: new Date(now + DAY_MS).toISOString(),
    },
  }
}

/** The same with a name of its own. */
export function copyAs(item: Item, title: Both<string>, taken: readonly string[]): Item {
  const copy = JSON.parse(JSON.stringify(item)) as Item
  if (copy.kind === 'patterns' || copy.kind === 'multiples') return copy
  copy.item.id = freshId(taken, title.en.trim() === '' ? copy.item.id : title.en)
  copy.item.title = title
  return copy
}
