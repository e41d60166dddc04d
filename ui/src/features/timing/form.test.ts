import { describe, expect, test } from 'vitest'
import type { Timing } from '@/ipc'
import { readTime } from '@/shared/text/time'
import { wrongIn } from './faults'
import { emptyYear, placeOfDays, read, readLength, sameForm, toForm } from './form'
import { shipped } from './timing.testdesk'
import { monthsOf } from './year'

describe('a time of a day', () => {
  test.each([
    ['8:30', '08:30'],
    ['0830', '08:30'],
    ['830', '08:30'],
    ['８：３０', '08:30'],
    ['8', '08:00'],
    ['24:00', '24:00'],
  ])('%s is %s', (typed, time) => expect(readTime(typed)).toBe(time))
  test.each([[''], ['25'], ['8:60'], ['24:01'], ['早上'], ['8:3'], ['-1']])('%s is none', (typed) =>
    expect(readTime(typed)).toBeUndefined(),
  )
})

test.each([
  ['30', 'minutes', 30],
  ['２', 'hours', 120],
  ['2208', 'hours', 2208 * 60],
  ['2209', 'hours', undefined],
  ['0', 'hours', undefined],
  ['1.5', 'hours', undefined],
  ['', 'minutes', undefined],
  ['一天', 'hours', undefined],
] as const)('%s %s', (amount, unit, minutes) => expect(readLength({ amount, unit })).toBe(minutes))

test('what was not touched is read as it was', () => {
  const timing = shipped()
  const { timing: again, unread } = read(toForm(timing))
  expect(again).toEqual(timing)
  expect(unread.size).toBe(0)
  expect(sameForm(toForm(timing), toForm(timing))).toBe(true)
})

test('what can’t be read is told at its place, and the rest is read', () => {
  const form = toForm(shipped())
  form.week[0]![0]!.close = '六点'
  form.years[0]!.days[0]!.from = ''
  form.terms.answer.amount = '一天'
  const reading = read(form)
  expect([...reading.unread.keys()]).toEqual([
    'term.answer',
    'week.0',
    placeOfDays(form.years[0]!.days[0]!, 'from'),
  ])
  expect(reading.timing.calendar.week[0]).toEqual([])
  expect(reading.timing.calendar.years[0]!.days).toHaveLength(shipped().calendar.years[0]!.days.length - 1)
})

test('a new year has the names of its holidays and no days', () => {
  const form = toForm(shipped())
  form.years.push(emptyYear(2027, '通知'))
  const { unread } = read(form)
  expect([...unread.values()]).toEqual(Array.from({ length: 7 }, () => 'day'))
})

test('faults stand at the fields that they are about', () => {
  const form = toForm(shipped())
  const [first, second] = form.years[0]!.days
  second!.from = first!.from
  const wrong = wrongIn(form, read(form), [
    { fault: 'overlap', date: second!.from, names: [first!.name, second!.name] },
    { fault: 'week_hours', weekday: 3 },
    { fault: 'missing', year: 2026, holiday: '中秋' },
    { fault: 'missing', year: 2026, holiday: '端午' },
    { fault: 'never_open' },
  ])
  expect(Object.fromEntries(wrong)).toEqual({
    [placeOfDays(second!, 'from')]: '和“元旦”有重叠的日子',
    'week.3': '每段要先开后关，前后两段不能重叠',
    'year.2026': '还缺：中秋、端午',
    week: '一周里没有一天营业，时限无从计起',
  })
})

test('the second reminder is nearer to the due time', () => {
  const form = toForm(shipped())
  form.reminders = [
    { amount: '4', unit: 'hours' },
    { amount: '240', unit: 'minutes' },
  ]
  expect([...wrongIn(form, read(form), []).keys()]).toEqual(['reminder.1'])
  form.reminders[1].amount = ''
  expect(read(form).timing.norms.reminders).toEqual([240])
})

describe('the picture of a year', () => {
  const days = (timing: Timing, year: number) => monthsOf(timing.calendar, year).flat()
  test('has every day once, the leap day too', () => {
    expect(days(shipped(), 2026)).toHaveLength(365)
    expect(days(shipped(), 2028)).toHaveLength(366)
    expect(monthsOf(shipped().calendar, 2028)[1]!.at(-1)!.date).toBe('2028-02-29')
  })
  test('tells holidays, swapped days and weekends apart', () => {
    const at = (date: string) => days(shipped(), 2026).find((one) => one.date === date)!
    expect(at('2026-10-01')).toMatchObject({ kind: 'holiday', name: '国庆节', hours: [] })
    expect(at('2026-10-10')).toMatchObject({ kind: 'worked', weekday: 5 })
    expect(at('2026-10-10').hours).toEqual([{ open: '08:30', close: '18:00' }])
    expect(at('2026-10-11')).toMatchObject({ kind: 'ordinary', weekday: 6, name: '' })
    expect(at('2026-11-23')).toMatchObject({ kind: 'ordinary', weekday: 0 })
  })
})
