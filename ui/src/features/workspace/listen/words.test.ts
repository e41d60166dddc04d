import { expect, test } from 'vitest'
import { repeatedWords } from './words'

test('finds what comes back, most often first, and leaves filler words alone', () => {
  expect(repeatedWords('宽带老是掉线，我们开会掉线，你们客服说回电没有回电，我们就是一直掉线')).toEqual([
    '掉线',
    '回电',
  ])
})
test('says nothing of a statement without repetition', () => {
  expect(repeatedWords('')).toEqual([])
  expect(repeatedWords('上网慢，测速只有一半')).toEqual([])
})
