import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync('src/shared/tokens.css', 'utf8')

function tokensOf(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`))
  const body = block.slice(0, block.indexOf('\n}'))
  return Object.fromEntries([...body.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]))
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const papers = ['--paper', '--sheet', '--sheet-2']
const text: [string, string][] = [
  ...['--ink', '--ink-2', '--ink-3', '--jade', '--vermilion', '--amber', '--sky', '--moss'].flatMap((ink) =>
    papers.map((paper): [string, string] => [ink, paper]),
  ),
  ['--ink-on', '--jade'],
  ['--ink-on', '--jade-hover'],
  ['--ink-on', '--vermilion'],
  ['--ink', '--jade-2'],
  ['--jade', '--jade-2'],
  ['--jade', '--jade-3'],
  ['--ink-2', '--jade-3'],
  ['--ink-3', '--jade-3'],
  ['--ink', '--amber-2'],
  ['--amber', '--amber-2'],
  ['--vermilion', '--vermilion-2'],
  ['--sky', '--sky-2'],
  ['--moss', '--moss-2'],
]
const edges: [string, string][] = papers.map((paper) => ['--edge', paper])

describe.each([
  ['light', ':root'],
  ['dark', ":root[data-theme='dark']"],
])('%s', (_, selector) => {
  const tokens = tokensOf(selector)
  const ratio = ([front, back]: [string, string]) => contrast(tokens[front] ?? '', tokens[back] ?? '')

  test.each(text)('%s on %s can be read', (front, back) => {
    expect(ratio([front, back])).toBeGreaterThanOrEqual(4.5)
  })
  test.each(edges)('%s on %s can be seen', (front, back) => {
    expect(ratio([front, back])).toBeGreaterThanOrEqual(3)
  })
})
