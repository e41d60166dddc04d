import { hallTime } from '../format'
import { halfWidth } from './clean'
import { readMoment } from './moment'

/**
 * Reads a day as it is typed: 11-21 · 2026-11-21 · 20261121 · 11月21日 · 昨天. A day without a year is the last such day,
 * or with `ahead` the next. The answer is written 2026-11-21; undefined when it can't be understood.
 */
export function readDay(typed: string, now: Date, ahead = false): string | undefined {
  const plain = halfWidth(typed)
    .trim()
    .replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  if (plain === '') return undefined
  // Noon belongs to the day on every reading; only the day is kept.
  const at = readMoment(`${plain} 12:00`, now, ahead)
  if (!at) return undefined
  const { year, month, day } = hallTime(at)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
