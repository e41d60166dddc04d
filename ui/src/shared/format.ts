/**
 * How values are written. Pure: the language and the present moment come from outside.
 * The hall's clock is UTC+8 without summer time, whatever the computer's zone is set to.
 */
import type { Language } from '@/i18n'

const HALL_OFFSET_MS = 8 * 3_600_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export type Moment = Date | string | number

/** The parts of a moment on the hall's clock; month counts from 1, weekday 0 is Sunday. */
export interface HallTime {
  year: number
  month: number
  day: number
  weekday: number
  hour: number
  minute: number
  second: number
}

export function hallTime(at: Moment): HallTime {
  const shifted = new Date(new Date(at).getTime() + HALL_OFFSET_MS)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  }
}

/** The moment at which the hall's clock shows these parts. */
export function fromHallTime(year: number, month: number, day: number, hour = 0, minute = 0): Date {
  return new Date(Date.UTC(year, month - 1, day, hour, minute) - HALL_OFFSET_MS)
}

/** Days between two moments as the hall's calendar counts them (today 0, tomorrow 1). */
export function hallDaysBetween(from: Moment, to: Moment): number {
  const dayNumber = (at: Moment) => Math.floor((new Date(at).getTime() + HALL_OFFSET_MS) / DAY_MS)
  return dayNumber(to) - dayNumber(from)
}

const two = (n: number) => String(n).padStart(2, '0')
const WEEKDAYS_ZH = '日一二三四五六'
const WEEKDAYS_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 10:00 */
export function formatTime(at: Moment): string {
  const t = hallTime(at)
  return `${two(t.hour)}:${two(t.minute)}`
}

/** 14:32:07 */
export function formatClock(at: Moment): string {
  return `${formatTime(at)}:${two(hallTime(at).second)}`
}

/** 11月21日（周六） · Sat 21 Nov; the year is written only when it isn't the present one. */
export function formatDay(at: Moment, language: Language, now: Moment): string {
  const t = hallTime(at)
  const sameYear = t.year === hallTime(now).year
  if (language === 'en') {
    const day = `${WEEKDAYS_EN[t.weekday]} ${t.day} ${MONTHS_EN[t.month - 1]}`
    return sameYear ? day : `${day} ${t.year}`
  }
  const day = `${t.month}月${t.day}日（周${WEEKDAYS_ZH[t.weekday]}）`
  return sameYear ? day : `${t.year}年${day}`
}

/** 11月21日（周六）10:00 · Sat 21 Nov 10:00 */
export function formatMoment(at: Moment, language: Language, now: Moment): string {
  const gap = language === 'en' ? ' ' : ''
  return `${formatDay(at, language, now)}${gap}${formatTime(at)}`
}

/** 11-21, for narrow columns. */
export function formatMonthDay(at: Moment): string {
  const t = hallTime(at)
  return `${two(t.month)}-${two(t.day)}`
}

/** ¥1,234.50 from a whole number of fen; exact for every safe integer and for strings of any length. */
export function formatMoney(fen: number | bigint | string): string {
  const all = BigInt(fen)
  const size = all < 0n ? -all : all
  const yuan = String(size / 100n).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${all < 0n ? '-' : ''}¥${yuan}.${String(size % 100n).padStart(2, '0')}`
}

/** 138****5678; of a shorter number at most the last four digits stay. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length === 11 && digits.startsWith('1')) return `${digits.slice(0, 3)}****${digits.slice(7)}`
  const shown = Math.min(4, Math.floor(digits.length / 2))
  return '*'.repeat(digits.length - shown) + digits.slice(digits.length - shown)
}

/** 138 1234 5678 · 010-1234 5678 is left as typed: only mobile numbers have one grouping. */
export function groupPhone(digits: string): string {
  if (!/^1\d{3,}$/.test(digits) || digits.length > 11) return digits
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(Boolean).join(' ')
}

/** How far a due time is away, in whole minutes: late is rounded up, time left is rounded down. */
export interface Remaining {
  late: boolean
  days: number
  hours: number
  minutes: number
}

export function remaining(due: Moment, now: Moment): Remaining {
  const ms = new Date(due).getTime() - new Date(now).getTime()
  const late = ms < 0
  const minutes = late ? Math.ceil(-ms / MINUTE_MS) : Math.floor(ms / MINUTE_MS)
  return {
    late,
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  }
}

/** 02:41 or 1:02:41, time spent. */
export function formatSpent(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
