import { hallTime, type Moment } from '@/shared/format'

/** How the first ticket's number will look: hall, counter, the hall's day, and the day's sequence (domain §2). */
export function numberLike(hall: string, counter: string, now: Moment): string {
  const { year, month, day } = hallTime(now)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${hall.trim() || '□'}-${counter.trim() || '□'}-${year}${two(month)}${two(day)}-001`
}
