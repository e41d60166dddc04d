/** A year as it is drawn: what each of its days is. Nothing is worked out by this but the picture. */
import type { Calendar, OpenFrom, SpecialDays } from '@/ipc'

export interface DayMark {
  /** `2026-10-01` */
  date: string
  day: number
  /** Monday = 0. */
  weekday: number
  /** A holiday, a working day on a weekend, or a day like its weekday. */
  kind: 'holiday' | 'worked' | 'ordinary'
  name: string
  /** Empty = closed. */
  hours: readonly OpenFrom[]
}

const two = (n: number) => String(n).padStart(2, '0')
export const dateOf = (year: number, month: number, day: number) => `${year}-${two(month)}-${two(day)}`
export const DAY_MS = 86_400_000
/** The day `days` after another. */
export const shifted = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** Every day of a year, by month. */
export function monthsOf(calendar: Calendar, year: number): DayMark[][] {
  const special = calendar.years.flatMap(({ days }) => days)
  return Array.from({ length: 12 }, (_, month) => {
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
    return Array.from({ length }, (_, at) => markOf(calendar, special, year, month, at + 1))
  })
}

function markOf(
  calendar: Calendar,
  special: readonly SpecialDays[],
  year: number,
  month: number,
  day: number,
): DayMark {
  const date = dateOf(year, month + 1, day)
  const weekday = (new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7
  const found = special.find(({ from, to }) => from <= date && date <= to)
  return {
    date,
    day,
    weekday,
    kind: found ? (found.worked ? 'worked' : 'holiday') : 'ordinary',
    name: found?.name ?? '',
    hours: found ? found.hours : (calendar.week[weekday] ?? []),
  }
}
