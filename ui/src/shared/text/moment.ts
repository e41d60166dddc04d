import { fromHallTime, hallTime } from '../format'
import { halfWidth } from './clean'

/** Days back from today, by the words clerks use; ahead is negative. */
const DAY_WORDS: Record<string, number> = {
  今天: 0,
  今日: 0,
  今: 0,
  昨天: 1,
  昨日: 1,
  昨: 1,
  前天: 2,
  前日: 2,
  大前天: 3,
  明天: -1,
  明日: -1,
  明: -1,
  后天: -2,
  大后天: -3,
}
const DAY_WORD = /^(大前天|大后天|今天|今日|昨天|昨日|前天|前日|明天|明日|后天|今|昨|明)/
const HALF_WORD = /^(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)/
const AFTERNOON = new Set(['下午', '傍晚', '晚上', '晚'])

interface DayRead {
  year: number
  month: number
  day: number
  rest: string
}

/**
 * Reads a moment as it is typed at a counter: 10:00 · 昨天 15:30 · 今早 · 11-20 9:00 · 11月20日下午3点半 ·
 * 2026-11-20 09:00 · 1120 0900. A day without a year is the last such day, or with `ahead` the next.
 * Undefined when it can't be understood: better to ask than to guess.
 */
export function readMoment(typed: string, now: Date, ahead = false): Date | undefined {
  const plain = halfWidth(typed).trim().replace(/^约/, '')
  if (plain === '') return undefined
  const day = readDay(plain, now, ahead)
  const time = readTime(day.rest.replace(/^[\sT，,（(]*(周|星期)?[一二三四五六日天]?[）)\s，,]*/, ''))
  if (!time) return undefined
  const at = fromHallTime(day.year, day.month, day.day, time.hour, time.minute)
  const check = hallTime(at)
  return check.month === day.month && check.day === day.day ? at : undefined
}

function readDay(plain: string, now: Date, ahead: boolean): DayRead {
  const today = hallTime(now)
  const word = DAY_WORD.exec(plain)
  if (word) {
    const back = DAY_WORDS[word[0]] ?? 0
    const { year, month, day } = hallTime(now.getTime() - back * 86_400_000)
    return { year, month, day, rest: plain.slice(word[0].length) }
  }
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(plain)
  if (full)
    return {
      year: Number(full[1]),
      month: Number(full[2]),
      day: Number(full[3]),
      rest: plain.slice(full[0].length),
    }
  const short = /^(\d{1,2})(?:[-/]|月)(\d{1,2})(?:日|号)?|^(\d{2})(\d{2})(?=\s+\d)/.exec(plain)
  if (short) {
    const month = Number(short[1] ?? short[3])
    const day = Number(short[2] ?? short[4])
    const distance = (month - today.month) * 31 + day - today.day
    const year = today.year + (ahead ? Number(distance < 0) : -Number(distance > 0))
    return { year, month, day, rest: plain.slice(short[0].length) }
  }
  return { year: today.year, month: today.month, day: today.day, rest: plain }
}

function readTime(rest: string): { hour: number; minute: number } | undefined {
  const half = HALF_WORD.exec(rest)?.[0]
  const clock = rest.slice(half?.length ?? 0).trim()
  if (clock === '')
    return half ? { hour: AFTERNOON.has(half) ? 15 : half === '中午' ? 12 : 9, minute: 0 } : undefined
  const parts =
    /^(\d{1,2})(?:[:.]|点|时)(?:(半)|(\d{1,2})分?)?(?:起|左右|整)?$/.exec(clock) ??
    /^(\d{1,2})()(\d{2})$/.exec(clock)
  if (!parts) return undefined
  const minute = parts[2] ? 30 : Number(parts[3] ?? 0)
  const stated = Number(parts[1])
  const hour = half && AFTERNOON.has(half) && stated < 12 ? stated + 12 : stated
  return hour < 24 && minute < 60 ? { hour, minute } : undefined
}

export const PAST_CHOICES = ['justNow', 'thisMorning', 'yesterday'] as const
export const AHEAD_CHOICES = ['todayEvening', 'tomorrowNoon', 'in24Hours'] as const
export type QuickChoice = (typeof PAST_CHOICES)[number] | (typeof AHEAD_CHOICES)[number]

/** The moments behind the quick choices; none of the first three lies in the future. */
export function quickMoment(which: QuickChoice, now: Date): Date {
  const toMinute = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  const { year, month, day } = hallTime(now)
  switch (which) {
    case 'justNow':
      return toMinute
    case 'thisMorning': {
      const morning = fromHallTime(year, month, day, 9)
      return morning > toMinute ? toMinute : morning
    }
    case 'yesterday':
      return fromHallTime(year, month, day - 1, 12)
    case 'todayEvening':
      return fromHallTime(year, month, day, 18)
    case 'tomorrowNoon':
      return fromHallTime(year, month, day + 1, 12)
    case 'in24Hours':
      return new Date(toMinute.getTime() + 86_400_000)
  }
}
