import { text } from '@/i18n'
import { remaining } from '@/shared/format'

/** 2 小时前. One of a clock that was ahead is said to be so. */
export function agoText(then: string, now: number): string {
  const { late, days: d, hours: h, minutes: m } = remaining(then, now)
  // A computer's clock may be a few seconds off within one run.
  if (!late) return d > 0 || h > 0 || m > 0 ? text('backup.ago.ahead') : text('backup.ago.now')
  if (d > 0) return text('backup.ago.days', { d })
  if (h > 0) return text('backup.ago.hours', { h })
  return m > 1 ? text('backup.ago.minutes', { m }) : text('backup.ago.now')
}
