import { describe, expect, test } from 'vitest'
import { cleanText, halfWidth, lengthOf } from './clean'

describe('cleanText', () => {
  test.each([
    ['张\u0000三\u001B', '张三', ['control']],
    ['\u202Eabc\u202C', 'abc', ['bidi']],
    ['a\u2066b\u2069\u200F', 'ab', ['bidi']],
    ['\uFEFF宽\u200B带', '宽带', ['invisible']],
    ['一行\n二行\t列', '一行\n二行\t列', []],
    ['一行\r\n二行', '一行\n二行', []],
    ['一行\u2028二行', '一行\n二行', []],
    ['宽\u2060带', '宽带', ['invisible']],
    ['䶮㛃𬭚𫖯😀', '䶮㛃𬭚𫖯😀', []],
  ])('%j', (raw, text, removed) => {
    expect(cleanText(raw)).toMatchObject({ text, removed })
  })
  test('the caret stays between the same two characters', () => {
    expect(cleanText('a\u200Bb\u200Bc', 3)).toEqual({ text: 'abc', caret: 2, removed: ['invisible'] })
  })
})

test('full-width signs become plain ones', () => {
  expect(halfWidth('１３８－１２３４\u3000￥５．５０')).toBe('138-1234 ￥5.50')
})

test('a rare character and an emoji count as one', () => {
  expect(lengthOf('𬭚😀龙')).toBe(3)
})
