/** At which field of a hall's or a person's form a refusal belongs. */
import { text } from '@/i18n'
import { lengthOf } from '@/shared/text/clean'
import { asDeskError, lineOf } from '.'

const HALL_CODE = /^[A-Za-z0-9]{1,8}$/

/**
 * The desk calls every name of a hall or a person `name`; which one it meant shows from what stands in them. `names` are
 * looked at in the desk's order. Undefined when the refusal is about none of the fields.
 */
export function refusedName<K extends string>(
  error: unknown,
  form: Readonly<Record<K, string>>,
  names: readonly K[],
  codes: { hall?: K; counter?: K; person?: K },
): { field: K; words: string } | undefined {
  const { code, params } = asDeskError(error)
  const at = (field: K | undefined, words = lineOf(error)) =>
    field === undefined ? undefined : { field, words }
  const limit = Number(params.limit)
  switch (code) {
    case 'required':
      return at(
        names.find((name) => form[name].trim() === ''),
        text('shared.empty'),
      )
    case 'too_long': {
      const long = names.find((name) => lengthOf(form[name].trim()) > limit)
      return long && at(long, text('shared.tooLong', { over: lengthOf(form[long].trim()) - limit }))
    }
    case 'hidden_character':
      return at(names[0])
    case 'bad_hall_code':
      return at(
        codes.hall !== undefined && HALL_CODE.test(form[codes.hall].trim()) ? codes.counter : codes.hall,
      )
    case 'hall_fixed':
      return at(codes.hall)
    case 'bad_staff_number':
    case 'unknown_staff':
    case 'staff_gone':
      return at(codes.person)
    default:
      return undefined
  }
}
