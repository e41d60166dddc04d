/** Calendar and norms as they are being typed: every field is text until it can be read. What a calendar must hold is the desk's to say. */
import type { Calendar, Counting, HolidayYear, Norms, OpenFrom, SpecialDays, Term, Timing } from '@/ipc'
import { halfWidth } from '@/shared/text/clean'
import { readTime } from '@/shared/text/time'

/** Hours of a stretch as typed: `8:30`. */
export interface SpanForm {
  id: number
  open: string
  close: string
}
export interface DaysForm {
  id: number
  name: string
  /** `2027-02-05`, or empty. */
  from: string
  /** Empty = the same day. */
  to: string
  worked: boolean
  hours: SpanForm[]
}
export interface YearForm {
  year: number
  source: string
  confirmed: boolean
  days: DaysForm[]
}
export const UNITS = ['minutes', 'hours'] as const
export interface LengthForm {
  amount: string
  unit: (typeof UNITS)[number]
}
export interface TermForm extends LengthForm {
  counting: Counting
}
export const TERMS = ['first_reply', 'answer', 'complex', 'special', 'passed_down', 'call_back'] as const
export type TermName = (typeof TERMS)[number]
export interface TimingForm {
  week: SpanForm[][]
  years: YearForm[]
  terms: Record<TermName, TermForm>
  /** Both may be empty; the earlier one first. */
  reminders: [LengthForm, LengthForm]
  lastWarning: LengthForm
}

/** Why a field can't be read; each has its words. */
export type Unread = 'time' | 'day' | 'amount'
/** What can be read of a form, and by their places the fields that can't. */
export interface Reading {
  timing: Timing
  unread: Map<string, Unread>
}

/** The public holidays that every year has, as they are announced; the dates are the announcement's. */
const HOLIDAYS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const
/** Most minutes of a norm: a quarter of a year. The desk refuses more. */
const LENGTH_MAX = 92 * 24 * 60

let last = 0
export const nextId = () => ++last
/** Rows that come from elsewhere keep what they are called; no new one is called the same. */
export function raiseIds({ week, years }: TimingForm): void {
  const days = years.flatMap((year) => year.days)
  const spans = [...week.flat(), ...days.flatMap(({ hours }) => hours)]
  last = Math.max(last, ...[...days, ...spans].map(({ id }) => id))
}

/** Minutes; undefined when it is no whole number of them, or more than a norm may have. */
export function readLength({ amount, unit }: LengthForm): number | undefined {
  const plain = halfWidth(amount).trim()
  const minutes = /^\d{1,6}$/.test(plain) ? Number(plain) * (unit === 'hours' ? 60 : 1) : 0
  return minutes > 0 && minutes <= LENGTH_MAX ? minutes : undefined
}

const spanForm = ({ open, close }: OpenFrom): SpanForm => ({ id: nextId(), open, close })
const lengthForm = (minutes: number): LengthForm =>
  minutes % 60 === 0
    ? { amount: String(minutes / 60), unit: 'hours' }
    : { amount: String(minutes), unit: 'minutes' }
const noLength = (): LengthForm => ({ amount: '', unit: 'hours' })
const termForm = ({ minutes, counting }: Term): TermForm => ({ ...lengthForm(minutes), counting })

export function toForm({ calendar, norms }: Timing): TimingForm {
  const [first, second] = norms.reminders.map(lengthForm)
  return {
    week: calendar.week.map((hours) => hours.map(spanForm)),
    years: calendar.years.map(({ days, ...year }) => ({
      ...year,
      days: days.map((one) => ({ ...one, id: nextId(), hours: one.hours.map(spanForm) })),
    })),
    terms: {
      first_reply: termForm(norms.first_reply),
      answer: termForm(norms.answer),
      complex: termForm(norms.complex),
      special: termForm(norms.special),
      passed_down: termForm(norms.passed_down),
      call_back: termForm(norms.call_back),
    },
    reminders: [first ?? noLength(), second ?? noLength()],
    lastWarning: lengthForm(norms.last_warning),
  }
}

/** What can be read; a day or a stretch that can't is left out. */
export function read(form: TimingForm): Reading {
  const unread = new Map<string, Unread>()
  const hours = (spans: readonly SpanForm[], place: string): OpenFrom[] =>
    spans.flatMap(({ open, close }) => {
      const [from, until] = [readTime(open), readTime(close)]
      if (from !== undefined && until !== undefined) return [{ open: from, close: until }]
      unread.set(place, 'time')
      return []
    })
  const length = (typed: LengthForm, place: string): number => {
    const minutes = readLength(typed)
    if (minutes === undefined) unread.set(place, 'amount')
    return minutes ?? 0
  }
  const days = (one: DaysForm): SpecialDays[] => {
    const read = {
      name: one.name.trim(),
      from: one.from,
      to: one.to || one.from,
      worked: one.worked,
      hours: hours(one.hours, placeOfDays(one, 'hours')),
    }
    if (one.from !== '') return [read]
    unread.set(placeOfDays(one, 'from'), 'day')
    return []
  }
  const year = ({ days: typed, ...year }: YearForm): HolidayYear => ({
    ...year,
    source: year.source.trim(),
    days: typed.flatMap(days).sort((a, b) => a.from.localeCompare(b.from)),
  })
  const term = (name: TermName): Term => ({
    minutes: length(form.terms[name], placeOfTerm(name)),
    counting: form.terms[name].counting,
  })
  const norms: Norms = {
    first_reply: term('first_reply'),
    answer: term('answer'),
    complex: term('complex'),
    special: term('special'),
    passed_down: term('passed_down'),
    call_back: term('call_back'),
    reminders: reminders(form, length),
    last_warning: length(form.lastWarning, 'lastWarning'),
  }
  const week = form.week.map((spans, weekday) => hours(spans, placeOfWeekday(weekday)))
  const calendar: Calendar = { week: week as Calendar['week'], years: form.years.map(year) }
  return { timing: { calendar, norms }, unread }
}

/** None, one or two; the second nearer to the due time than the first. */
function reminders(form: TimingForm, length: (typed: LengthForm, place: string) => number): number[] {
  return form.reminders
    .map((typed, at) => (typed.amount.trim() === '' ? 0 : length(typed, `reminder.${at}`)))
    .filter((minutes) => minutes > 0)
}

export const placeOfWeekday = (weekday: number) => `week.${weekday}`
export const placeOfTerm = (name: TermName) => `term.${name}`
export const placeOfDays = ({ id }: DaysForm, field: 'name' | 'from' | 'to' | 'hours') =>
  `days.${id}.${field}`

/** Whether two forms say the same, whatever their rows are called here. */
export const sameForm = (a: TimingForm, b: TimingForm) => saidBy(a) === saidBy(b)
const saidBy = (form: TimingForm) =>
  JSON.stringify(form, (key, value: unknown) => (key === 'id' ? undefined : value))

/** A year to be entered: its holidays by name, their days still to be typed. */
export const emptyYear = (year: number, source: string): YearForm => ({
  year,
  source,
  confirmed: false,
  days: HOLIDAYS.map((name) => ({ ...emptyDays(), name })),
})
export const emptyDays = (worked = false, hours: readonly SpanForm[] = []): DaysForm => ({
  id: nextId(),
  name: '',
  from: '',
  to: '',
  worked,
  hours: hours.map((span) => ({ ...span, id: nextId() })),
})
