import { text, textFor } from '@/i18n'
import { formatClock } from '@/shared/format'
import { momentText } from '@/shared/formats'
import type { CharacterAt, LibraryFault } from './bindings'
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
  power: 'power',
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
  if (error.faults.length > 0) Object.assign(values, faultsIn(error.faults))
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

/** What is wrong with a part of the library, and in which line where it came out of a file. */
export function faultText({ line, code, about }: LibraryFault): string {
  const what = text(`errors.fault.${code}`, { about })
  return line > 0 ? text('errors.fault.at', { line, what }) : what
}

/** The first faults in words; the rest as a figure, for they may be many. */
function faultsIn(faults: readonly LibraryFault[]): Record<string, unknown> {
  const shown = faults.slice(0, FAULTS_SHOWN).map(faultText)
  if (faults.length > FAULTS_SHOWN) shown.push(text('errors.fault.more', { n: faults.length - FAULTS_SHOWN }))
  return { count: faults.length, faults: shown.join('；') }
}
const FAULTS_SHOWN = 5

/** A name of the record (`read_back`, or several with commas) and a moment in people's words; other values as they are. */
function inWords(name: string, value: unknown): unknown {
  if (name === 'until' && typeof value === 'string') return formatClock(value)
  if (name === 'latest' && typeof value === 'string') return momentText(value)
  const kind = KINDS[name]
  if (kind === undefined || typeof value !== 'string') return value
  return value
    .split(',')
    .map((one) => textFor(`names.${kind}.${one}`, {}) ?? one)
    .join('、')
}
