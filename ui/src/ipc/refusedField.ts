/** At which field of a form a refusal belongs: the desk names it. */
import { text } from '@/i18n'
import type names from '@/i18n/names/zh-CN'
import { asDeskError } from './errors'
import { lineOf } from './words'

/** A field by its name in the record. */
type Field = keyof typeof names.field

/** How many characters a code has at most. */
const CODES = { hall_code: 8, counter_code: 4, staff_number: 16 } as const

/** `fields` says where each of the record's names stands in the form. Undefined when the refusal is about none of them. */
export function refusedField<K extends string>(
  error: unknown,
  fields: Readonly<Partial<Record<Field, K>>>,
): { field: K; words: string } | undefined {
  const { code, params } = asDeskError(error)
  const field = fields[params.field as Field]
  if (field === undefined) return undefined
  if (code === 'required') return { field, words: text('shared.empty') }
  if (code === 'too_long')
    return { field, words: text('shared.tooLong', { over: Number(params.length) - Number(params.limit) }) }
  // Whose code it is stands above the field.
  const n = CODES[params.field as keyof typeof CODES]
  if ((code === 'bad_hall_code' || code === 'bad_staff_number') && n)
    return { field, words: text('shared.notACode', { n }) }
  return { field, words: lineOf(error) }
}
