/** The formats of `format.ts` in the language in use, for templates; reactive like every text. */
import { language, text } from '@/i18n'
import { formatDay, formatMoment, remaining, type Moment, type Remaining } from './format'

/** 11月21日（周六）10:00 */
export const momentText = (at: Moment, now: Moment = Date.now()) => formatMoment(at, language.value, now)

/** 11月21日（周六） */
export const dayText = (at: Moment, now: Moment = Date.now()) => formatDay(at, language.value, now)

/** 剩 1 小时 52 分 · 超 20 分钟 */
export function dueText(due: Moment, now: Moment): string {
  const r = remaining(due, now)
  return r.late ? overText(r) : leftText(r)
}

function leftText({ days: d, hours: h, minutes: m }: Remaining): string {
  if (d > 0) return h > 0 ? text('shared.left.days', { d, h }) : text('shared.left.wholeDays', { d })
  if (h > 0) return m > 0 ? text('shared.left.hours', { h, m }) : text('shared.left.wholeHours', { h })
  return text('shared.left.minutes', { m })
}

function overText({ days: d, hours: h, minutes: m }: Remaining): string {
  if (d > 0) return h > 0 ? text('shared.over.days', { d, h }) : text('shared.over.wholeDays', { d })
  if (h > 0) return m > 0 ? text('shared.over.hours', { h, m }) : text('shared.over.wholeHours', { h })
  return text('shared.over.minutes', { m })
}

/** 张先生 · 张伟女士 · 未留姓名 */
export function personText(name: string, address: 'sir' | 'madam' | 'neutral'): string {
  return name === '' ? text('names.person.noName') : text(`names.person.${address}`, { name })
}

/** 甲、乙、丙 */
export const listText = (words: readonly string[]) => words.join(language.value === 'en' ? ', ' : '、')
