/** Lists that are edited: adding, taking out, moving. */
import { toRaw } from 'vue'

const names = new WeakMap<object, string>()
let count = 0

/** A name for an entry that stays with it wherever it moves; entries have no ids of their own. */
export function nameOf(entry: object): string {
  const raw = toRaw(entry)
  const known = names.get(raw)
  if (known !== undefined) return known
  const name = `entry-${++count}`
  names.set(raw, name)
  return name
}

/** Moves an entry past its next neighbour of the same kind; says whether there was one. */
export function moveEntry<T>(list: T[], entry: T, step: 1 | -1, same: (one: T) => boolean): boolean {
  const from = list.indexOf(entry)
  let to = from + step
  while (to >= 0 && to < list.length && !same(list[to] as T)) to += step
  if (from < 0 || to < 0 || to >= list.length) return false
  list.splice(to, 0, ...list.splice(from, 1))
  return true
}

/** Takes an entry out; gives back what puts it in again. */
export function removeEntry<T>(list: T[], entry: T): () => void {
  const at = list.indexOf(entry)
  if (at < 0) return () => undefined
  list.splice(at, 1)
  return () => void list.splice(Math.min(at, list.length), 0, entry)
}

/** An id that none of these has yet, beginning with `stem`. */
export function freshId(taken: readonly string[], stem: string): string {
  const base = idLike(stem)
  if (!taken.includes(base)) return base
  let n = 2
  while (taken.includes(`${base}_${n}`)) n++
  return `${base}_${n}`
}

/** Small letters, figures and `_`, beginning with a letter. */
function idLike(words: string): string {
  const plain = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 48)
  return plain === '' ? 'own' : plain
}
