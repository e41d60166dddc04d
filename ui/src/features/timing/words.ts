import { language, text } from '@/i18n'
import { formatDay } from '@/shared/format'
import { listText } from '@/shared/formats'
import type { DayMark } from './year'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** 周一; Monday = 0. */
export const weekdayText = (weekday: number) => text(`timing.weekday.${WEEKDAYS[weekday] ?? 'mon'}`)
/** 一, the head of a column. */
export const weekdayShort = (weekday: number) => text(`timing.weekdayShort.${WEEKDAYS[weekday] ?? 'mon'}`)

const MONTHS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'] as const
/** 2 月; counts from 1. */
export const monthText = (month: number) => text(`timing.monthName.${MONTHS[month - 1] ?? 'm1'}`)

/** 10月1日（周四） of a day of any year: the picture's title has the year. */
export const dateText = (date: string) => {
  const noon = `${date}T12:00:00+08:00`
  return formatDay(noon, language.value, new Date(noon))
}

/** 10月1日（周四） · 国庆节 · 休息: what a day of the picture is. */
export function markText(mark: DayMark, today: boolean): string {
  const hours = listText(mark.hours.map(({ open, close }) => `${open}–${close}`))
  const kind = mark.kind === 'ordinary' ? [] : [text(`timing.mark.${mark.kind}`)]
  return [
    dateText(mark.date),
    ...(today ? [text('timing.mark.today')] : []),
    ...(mark.name === '' ? [] : [mark.name]),
    ...kind,
    hours === '' ? text('timing.hours.closed') : hours,
  ].join(' · ')
}
