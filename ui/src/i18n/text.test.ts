import { afterEach, expect, test } from 'vitest'
import { setLanguage, text, textFor } from '.'

afterEach(() => setLanguage('zh-CN'))

test('fills values in', () => {
  expect(text('shared.save.at', { time: '14:32:07' })).toBe('已保存 14:32:07')
})
test('follows the language', () => {
  setLanguage('en')
  expect(text('shared.save.at', { time: '14:32:07' })).toBe('Saved 14:32:07')
  expect(document.documentElement.lang).toBe('en')
})
test('tells when there is no text for a key from outside', () => {
  expect(textFor('errors.no_such_code', {})).toBeUndefined()
})
test('a wrong key, a missing or an unknown value does not compile', () => {
  // @ts-expect-error no such key
  text('shared.nothing')
  // @ts-expect-error the value `time` is missing
  expect(() => text('shared.save.at')).not.toThrow()
  // @ts-expect-error `hour` is not in the message
  text('shared.save.at', { hour: 1 })
})
