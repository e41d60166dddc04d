import { describe, expect, test } from 'vitest'
import { readMoney, writeMoney } from './money'

describe('readMoney', () => {
  test.each([
    ['129', 12900],
    ['129.5', 12950],
    ['1,234.50', 123450],
    ['１２９．５０', 12950],
    ['¥129', 12900],
    ['￥ 129 元', 12900],
    ['.5', 50],
    ['0.29', 29],
    ['1.10', 110],
    ['129.500', 12950],
    ['129。5', 12950],
    ['1,000,000', 100_000_000],
  ])('%s', (typed, fen) => expect(readMoney(typed)).toEqual({ kind: 'amount', fen }))

  test.each([
    ['abc', 'notAmount'],
    ['.', 'notAmount'],
    ['1.2.3', 'notAmount'],
    ['1.005', 'cents'],
    ['-5', 'negative'],
    ['－５', 'negative'],
    ['1000000.01', 'tooLarge'],
    ['9'.repeat(400), 'tooLarge'],
  ])('%s is refused', (typed, why) => expect(readMoney(typed)).toEqual({ kind: 'wrong', why }))

  test('nothing typed is no amount, not zero', () => expect(readMoney('  ')).toEqual({ kind: 'empty' }))
})

test('what is written can be read again', () => {
  for (const fen of [0, 5, 99, 100, 12950, 12345678]) {
    expect(readMoney(writeMoney(fen))).toEqual({ kind: 'amount', fen })
  }
})
