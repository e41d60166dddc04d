import { expect, test } from 'vitest'
import type { Formula } from '@/ipc'
import { formulaOf, formulaWords, partsOf } from './formula'

const formulas: [Formula | null, string][] = [
  [null, '不涉及金额'],
  [{ open: true }, '在授权内商定'],
  [{ same_as: 'deposit' }, '与预存款或押金相同'],
  [{ per_day_of: 'monthly_rent', divisor: 30 }, '月租 ÷ 30 × 天数'],
  [{ percent_per_day_of: 'installation_fee', percent: 1 }, '装移机费 × 1% × 天数'],
  [{ per_mille_per_day_of: 'arrears', per_mille: 3 }, '欠费金额 × 3‰ × 天数'],
  [{ multiple_of: 'charge', times: 2, at_least_fen: 0, besides_refund: false }, '争议费用 × 2'],
  [
    { multiple_of: 'charge', times: 3, at_least_fen: 50_000, besides_refund: true },
    '争议费用 × 3，至少 ¥500.00，争议费用另退',
  ],
]

test.each(formulas)('taken apart and put together, %j stays what it is', (formula, words) => {
  expect(formulaOf(partsOf(formula))).toEqual(formula)
  expect(formulaWords(formula)).toBe(words)
})

test('a multiple of an older library is all that is paid', () => {
  expect(partsOf({ multiple_of: 'charge', times: 2, at_least_fen: 0 }).besides).toBe(false)
})
