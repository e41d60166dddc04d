import { textFor } from '@/i18n'
import { asDeskError } from './errors'

/** What an ErrorPanel shows: `<ErrorPanel v-bind="wordsOf(error)" />`. */
export interface ErrorWords {
  happened: string
  kept?: string
  todo?: string
  incident?: string
}

/** The words for whatever was thrown; a code without words of its own gets the general ones and keeps its incident. */
export function wordsOf(thrown: unknown): ErrorWords {
  const { code, params, incident } = asDeskError(thrown)
  const known = textFor(`errors.${code}.happened`, params) === undefined ? 'unexpected' : code
  const word = (part: string) => textFor(`errors.${known}.${part}`, params)
  return { happened: word('happened') ?? code, kept: word('kept'), todo: word('todo'), incident }
}
