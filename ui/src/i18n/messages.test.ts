import { describe, expect, test } from 'vitest'
import { en, zhCN } from './messages'

function leaves(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value as object, `${path}${key}.`),
  )
}
const placeholders = (message: string) => [...message.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

const chinese = leaves(zhCN)
const english = new Map(leaves(en))

describe('the two languages', () => {
  test('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort())
  })
  test.each(chinese)('%s has the same placeholders in both', (key, message) => {
    expect([...new Set(placeholders(english.get(key) ?? ''))]).toEqual([...new Set(placeholders(message))])
  })
  test.each([...chinese, ...english])('%s is a finished text', (_, message) => {
    expect(message).toBe(message.trim())
    expect(message).not.toBe('')
    // These mean something to vue-i18n (linked messages, plural forms); write them another way.
    expect(message).not.toMatch(/[@|]/)
  })
})
