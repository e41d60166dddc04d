import { expect, test } from 'vitest'
import { readDay } from './day'

const now = new Date('2026-11-21T02:00:00Z')

test.each([
  ['11-20', false, '2026-11-20'],
  ['2026-11-21', false, '2026-11-21'],
  ['２０２６１１２１', false, '2026-11-21'],
  ['1201', true, '2026-12-01'],
  ['1月5日', true, '2027-01-05'],
  ['12-05', false, '2025-12-05'],
  ['昨天', false, '2026-11-20'],
])('%s', (typed, ahead, day) => expect(readDay(typed, now, ahead)).toBe(day))

test.each(['', ' ', '13-40', '2026-02-30', '10:00', '明年', '5'])('%j is no day', (typed) =>
  expect(readDay(typed, now)).toBeUndefined(),
)
