/** Lines of two versions as people read them: the file's marks are left out, its keys are told apart from what they say. */
import { text, textFor } from '@/i18n'
import type { DiffLine } from '@/ipc'

export interface ReadLine {
  change: DiffLine['change']
  key: string
  words: string
}

const LINE = /^\s*(?:"([a-z_]+)":\s*)?(.*?),?\s*$/

/** One line; undefined where nothing but the file's own marks stands in it. */
function read({ change, text: line }: DiffLine): ReadLine | undefined {
  if (change === 'skipped') return { change, key: '', words: '' }
  const [, name = '', value = ''] = LINE.exec(line) ?? []
  if (/^[[\]{}]*$/.test(value)) return undefined
  return {
    change,
    key: name === '' ? '' : (textFor(`library.diffKey.${name}`, {}) ?? name),
    words: said(value),
  }
}

function said(value: string): string {
  try {
    const plain: unknown = JSON.parse(value)
    if (typeof plain === 'boolean') return text(plain ? 'library.diff.yes' : 'library.diff.no')
    if (plain === null) return text('library.diff.none')
    const name = String(plain)
    const places = ['names.step', 'names.emotion', 'library.input']
    const found = places.map((place) => textFor(`${place}.${name}`, {}))
    return found.find((words) => words !== undefined) ?? name
  } catch {
    return value
  }
}

/** Without lines of mere marks, and never with two gaps one after the other. */
export const readLines = (lines: readonly DiffLine[]): ReadLine[] =>
  lines
    .map(read)
    .filter((line) => line !== undefined)
    .filter((line, at, all) => line.change !== 'skipped' || (at > 0 && all[at - 1]?.change !== 'skipped'))
