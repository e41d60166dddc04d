import { halfWidth } from './clean'

/** Reads a time of a day as it is typed: `8:30`, `0830`, `8` are `08:30`, `08:30`, `08:00`, the day's end is `24:00`. Undefined when it is none. */
export function readTime(typed: string): string | undefined {
  const parts = /^(\d{1,2})(?::?(\d{2}))?$/.exec(halfWidth(typed).trim())
  if (!parts) return undefined
  const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? 0)]
  if (minute > 59 || hour * 60 + minute > 24 * 60) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
