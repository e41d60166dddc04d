/** At which field a fault of a calendar stands, and its words there. */
import { text } from '@/i18n'
import type { CalendarFault } from '@/ipc'
import { listText } from '@/shared/formats'
import { placeOfDays, placeOfWeekday, type DaysForm, type Reading, type TimingForm } from './form'

/** Words by place; a place without any is right. */
export type Wrong = ReadonlyMap<string, string>

export const NEVER_OPEN = 'week'
export const placeOfSource = (year: number) => `source.${year}`
export const placeOfYear = (year: number) => `year.${year}`

/** What can't be read comes first: until it can, the desk knows only the rest. */
export function wrongIn(
  form: TimingForm,
  { unread, timing }: Reading,
  faults: readonly CalendarFault[],
): Wrong {
  const wrong = new Map<string, string>()
  const tell = (place: string, words: string) => wrong.has(place) || wrong.set(place, words)
  for (const [place, why] of unread) tell(place, text(`timing.unread.${why}`))
  const [first, second] = timing.norms.reminders
  if (first !== undefined && second !== undefined && second >= first)
    tell('reminder.1', text('timing.unread.order'))
  for (const fault of faults) {
    for (const [place, words] of placed(form, fault)) tell(place, words)
  }
  missing(faults).forEach((words, year) => tell(placeOfYear(year), words))
  return wrong
}

/** 还缺：中秋、国庆 */
function missing(faults: readonly CalendarFault[]): Map<number, string> {
  const names = new Map<number, string[]>()
  for (const fault of faults)
    if (fault.fault === 'missing') names.set(fault.year, [...(names.get(fault.year) ?? []), fault.holiday])
  return new Map(
    [...names].map(([year, all]) => [year, text('timing.fault.missing', { names: listText(all) })]),
  )
}

function placed(form: TimingForm, fault: CalendarFault): [string, string][] {
  const rows = (field: 'name' | 'from' | 'to' | 'hours', words: string, fits = anyRow): [string, string][] =>
    form.years
      .flatMap(({ days }) => days)
      .filter((row) => 'date' in fault && row.from === fault.date && fits(row))
      .map((row) => [placeOfDays(row, field), words])
  switch (fault.fault) {
    case 'never_open':
      return [[NEVER_OPEN, text('timing.fault.never_open')]]
    case 'week_hours':
      return [[placeOfWeekday(fault.weekday), text('timing.fault.hours')]]
    case 'special_hours':
      return rows('hours', text('timing.fault.hours'))
    case 'worked_closed':
      return rows('hours', text('timing.fault.worked_closed'), ({ worked }) => worked)
    case 'bad_name':
      return rows('name', text('timing.fault.bad_name'))
    case 'bad_source':
      return [[placeOfSource(fault.year), text('timing.fault.bad_source')]]
    case 'too_many':
      return [[placeOfYear(fault.year), text('timing.fault.too_many')]]
    case 'backwards':
      return rows('to', text('timing.fault.backwards'))
    case 'other_year':
      return rows('to', text('timing.fault.other_year', { year: fault.year }))
    case 'overlap':
      return rows(
        'from',
        text('timing.fault.overlap', { name: fault.names[0] }),
        ({ name }) => name.trim() === fault.names[1],
      )
    case 'year_twice':
      return [[placeOfYear(fault.year), text('timing.fault.year_twice')]]
    case 'missing':
      return []
  }
}
const anyRow = (_row: DaysForm) => true
