import { text, textFor } from '@/i18n'
import { formatClock } from '@/shared/format'
import type { CharacterAt } from './bindings'
import { asDeskError } from './errors'

/** What an ErrorPanel shows: `<ErrorPanel v-bind="wordsOf(error)" />`. */
export interface ErrorWords {
  happened: string
  kept?: string
  todo?: string
  incident?: string
}

/** Which parameters carry names of the record, and of what kind. */
const KINDS: Readonly<Record<string, string>> = {
  field: 'field',
  step: 'step',
  needed: 'step',
  now: 'step',
  to: 'step',
  missing: 'missing',
  from: 'grantor',
  end: 'end',
}

/** The words for whatever was thrown; a code without words of its own gets the general ones and keeps its incident. */
export function wordsOf(thrown: unknown): ErrorWords {
  const error = asDeskError(thrown)
  const { code, params, incident } = error
  const known = textFor(`errors.${code}.happened`, {}) === undefined ? 'unexpected' : code
  const values = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, inWords(name, value)]),
  )
  if (typeof params.why === 'string')
    values.why = lineOf({ code: params.why, params: { ...params, why: undefined } })
  if (error.characters.length > 0) values.characters = error.characters.map(placed).join(' · ')
  const word = (part: string) => textFor(`errors.${known}.${part}`, values)
  return { happened: word('happened') ?? code, kept: word('kept'), todo: word('todo'), incident }
}

/** One line, for a toast or under a field. */
export const lineOf = (thrown: unknown): string => wordsOf(thrown).happened

/** A character that can't be printed, with its code, as people can point at it. */
export const characterText = ({ character, code_point }: CharacterAt): string =>
  text('errors.character', { character: character ?? text('errors.invisible'), code: code_point })

const placed = (one: CharacterAt): string =>
  text('errors.characterAt', { field: one.field, character: characterText(one) })

/** A name of the record (`read_back`, or several with commas) and a moment in people's words; other values as they are. */
function inWords(name: string, value: unknown): unknown {
  if (name === 'until' && typeof value === 'string') return formatClock(value)
  const kind = KINDS[name]
  if (kind === undefined || typeof value !== 'string') return value
  return value
    .split(',')
    .map((one) => textFor(`names.${kind}.${one}`, {}) ?? one)
    .join('、')
}
