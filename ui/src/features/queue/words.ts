import { text } from '@/i18n'
import type { Line } from '@/ipc'
import { formatMonthDay, hallTime, type Moment } from '@/shared/format'

const STEPS = ['listen', 'apologize', 'gather', 'propose', 'ask', 'follow_up'] as const

/** 007, the part of a number that is said out loud, of another day 11-20 · 007; the whole one stands in the preview. */
export function numberOf({ number }: Pick<Line, 'number'>, now: Moment): string {
  const [day = '', said = number] = number.split('-').slice(-2)
  if (day.length !== 8) return said
  const monthDay = `${day.slice(4, 6)}-${day.slice(6)}`
  const today = day.slice(0, 4) === String(hallTime(now).year) && monthDay === formatMonthDay(now)
  return today ? said : `${monthDay} · ${said}`
}

/** 6 回访 · 6 回访（第 2 轮） */
export function stepText({ step, round }: Pick<Line, 'step' | 'round'>): string {
  const name = text('queue.step', { n: STEPS.indexOf(step) + 1, name: text(`names.step.${step}`) })
  return round > 1 ? `${name} · ${text('queue.round', { n: round })}` : name
}
