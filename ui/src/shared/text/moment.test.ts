import { describe, expect, test } from 'vitest'
import { quickMoment, readMoment } from './moment'

// 2026-11-21 (Saturday) 14:32:07 in the hall
const now = new Date('2026-11-21T06:32:07Z')

describe('readMoment', () => {
  test.each([
    ['10:00', '2026-11-21T10:00'],
    ['１０：００', '2026-11-21T10:00'],
    ['1000', '2026-11-21T10:00'],
    ['9点', '2026-11-21T09:00'],
    ['9点半', '2026-11-21T09:30'],
    ['下午3点20', '2026-11-21T15:20'],
    ['中午12点', '2026-11-21T12:00'],
    ['今早', '2026-11-21T09:00'],
    ['昨天 15:30', '2026-11-20T15:30'],
    ['昨晚8点', '2026-11-20T20:00'],
    ['前天上午10点左右', '2026-11-19T10:00'],
    ['11-20 9:00', '2026-11-20T09:00'],
    ['11/20 9:00', '2026-11-20T09:00'],
    ['1120 0900', '2026-11-20T09:00'],
    ['11月20日 9:00', '2026-11-20T09:00'],
    ['11月21日（周六）10:00', '2026-11-21T10:00'],
    ['12-30 9:00', '2025-12-30T09:00'],
    ['2026-11-20 09:05', '2026-11-20T09:05'],
    ['2026-11-20T09:05', '2026-11-20T09:05'],
    ['2025年12月31日（周三）23:59', '2025-12-31T23:59'],
  ])('%s', (typed, hall) => expect(readMoment(typed, now)).toEqual(new Date(`${hall}:00+08:00`)))

  test.each(['', '很久以前', '25:00', '10:61', '11-20', '2-30 9:00', '13-01 9:00', '昨天'])(
    '%j is not guessed at',
    (typed) => expect(readMoment(typed, now)).toBeUndefined(),
  )

  test.each([
    ['明天12点', '2026-11-22T12:00'],
    ['后天上午', '2026-11-23T09:00'],
    ['12-5 18:00', '2026-12-05T18:00'],
    ['1-5 18:00', '2027-01-05T18:00'],
    ['18:00', '2026-11-21T18:00'],
  ])('%s, looking ahead', (typed, hall) =>
    expect(readMoment(typed, now, true)).toEqual(new Date(`${hall}:00+08:00`)),
  )

  test('yesterday is another day just after midnight in the hall', () => {
    const midnight = new Date('2026-11-20T16:01:00Z')
    expect(readMoment('昨天 23:00', midnight)).toEqual(new Date('2026-11-20T23:00:00+08:00'))
  })
})

test('the quick choices never lie in the future', () => {
  const early = new Date('2026-11-20T23:10:30Z') // 07:10 in the hall
  expect(quickMoment('justNow', early)).toEqual(new Date('2026-11-21T07:10:00+08:00'))
  expect(quickMoment('thisMorning', early)).toEqual(new Date('2026-11-21T07:10:00+08:00'))
  expect(quickMoment('thisMorning', now)).toEqual(new Date('2026-11-21T09:00:00+08:00'))
  expect(quickMoment('yesterday', now)).toEqual(new Date('2026-11-20T12:00:00+08:00'))
})

test('the choices ahead', () => {
  expect(quickMoment('todayEvening', now)).toEqual(new Date('2026-11-21T18:00:00+08:00'))
  expect(quickMoment('tomorrowNoon', now)).toEqual(new Date('2026-11-22T12:00:00+08:00'))
  expect(quickMoment('in24Hours', now)).toEqual(new Date('2026-11-22T14:32:00+08:00'))
  const lastDay = new Date('2026-12-31T06:00:00Z')
  expect(quickMoment('tomorrowNoon', lastDay)).toEqual(new Date('2027-01-01T12:00:00+08:00'))
})
