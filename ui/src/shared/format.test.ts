import { afterEach, describe, expect, test } from 'vitest'
import { setLanguage } from '@/i18n'
import {
  formatClock,
  formatMoment,
  formatMoney,
  formatSpent,
  fromHallTime,
  groupPhone,
  hallDaysBetween,
  hallTime,
  maskPhone,
  remaining,
} from './format'
import { dueText } from './formats'

const now = '2026-11-21T06:32:07Z'
afterEach(() => setLanguage('zh-CN'))

describe('moments', () => {
  test('are written on the clock of the hall', () => {
    expect(formatMoment('2026-11-21T02:00:00Z', 'zh-CN', now)).toBe('11月21日（周六）10:00')
    expect(formatMoment('2026-11-21T02:00:00Z', 'en', now)).toBe('Sat 21 Nov 10:00')
    expect(formatClock(now)).toBe('14:32:07')
  })
  test('carry the year only when it is another one, by the calendar of the hall', () => {
    expect(formatMoment('2025-12-31T15:59:00Z', 'zh-CN', now)).toBe('2025年12月31日（周三）23:59')
    expect(formatMoment('2025-12-31T16:00:00Z', 'zh-CN', now)).toBe('1月1日（周四）00:00')
  })
  test('have no summer time, not even in the years that had it', () => {
    expect(hallTime('1988-07-01T00:00:00Z').hour).toBe(8)
  })
  test('come back from their parts', () => {
    const at = fromHallTime(2026, 11, 21, 10, 0)
    expect(at.toISOString()).toBe('2026-11-21T02:00:00.000Z')
    expect(hallTime(at)).toMatchObject({ month: 11, day: 21, hour: 10, weekday: 6 })
  })
  test('days are counted at midnight of the hall', () => {
    expect(hallDaysBetween('2026-11-21T15:59:00Z', '2026-11-21T16:00:00Z')).toBe(1)
  })
})

describe('time left', () => {
  test.each([
    ['2026-11-21T08:24:07Z', '剩 1 小时 52 分', '1 h 52 min left'],
    ['2026-11-21T06:12:07Z', '超 20 分钟', '20 min over'],
    ['2026-11-21T06:32:06Z', '超 1 分钟', '1 min over'],
    ['2026-11-21T06:32:36Z', '剩 0 分钟', '0 min left'],
    ['2026-11-22T10:32:07Z', '剩 1 天 4 小时', '1 d 4 h left'],
    ['2026-11-22T06:32:07Z', '剩 1 天', '1 d left'],
    ['2026-11-21T09:32:07Z', '剩 3 小时', '3 h left'],
    ['2026-11-19T04:32:07Z', '超 2 天 2 小时', '2 d 2 h over'],
    ['2026-11-21T04:32:07Z', '超 2 小时', '2 h over'],
  ])('%s', (due, chinese, english) => {
    expect(dueText(due, now)).toBe(chinese)
    setLanguage('en')
    expect(dueText(due, now)).toBe(english)
  })
  test('never shows more time than there is', () => {
    expect(remaining('2026-11-21T07:32:06Z', now)).toEqual({ late: false, days: 0, hours: 0, minutes: 59 })
  })
})

describe('money', () => {
  test.each([
    [123450, '¥1,234.50'],
    [0, '¥0.00'],
    [5, '¥0.05'],
    [-12900, '-¥129.00'],
    ['900719925474099301', '¥9,007,199,254,740,993.01'],
  ])('%s', (fen, written) => expect(formatMoney(fen)).toBe(written))
})

describe('phone numbers', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['01012345678', '*******5678'],
    ['10000', '***00'],
    ['', ''],
  ])('%s is masked', (phone, masked) => expect(maskPhone(phone)).toBe(masked))
  test.each([
    ['13812345678', '138 1234 5678'],
    ['1381', '138 1'],
    ['138', '138'],
    ['01012345678', '01012345678'],
    ['138123456789', '138123456789'],
  ])('%s is grouped', (digits, grouped) => expect(groupPhone(digits)).toBe(grouped))
})

test.each([
  [161, '02:41'],
  [3761, '1:02:41'],
  [-5, '00:00'],
])('%d seconds spent', (seconds, written) => expect(formatSpent(seconds)).toBe(written))
