import type {
  Address,
  Capacity,
  ComplaintChannel,
  CustomerLevel,
  Emotion,
  IntakeForm,
  Power,
  Presence,
  Wish,
} from '@/ipc'
import { occurrence } from '@/shared/text/occurrence'

/** The form while it is typed: what must be chosen may still be open. Also the content of the draft. */
export interface Typed {
  phone: string
  name: string
  address: Address
  category: string | null
  emotion: Emotion | null
  strength: number
  occurred: string | null
  /** What stands at `occurred` without being read as a moment. */
  occurred_typed: string
  phenomenon: string
  wish: Wish | null
  /** In the country, where a fault has more time. */
  rural: boolean
  /** The number of the earlier ticket from which this one follows. */
  follows: string | null
  channel: ComplaintChannel
  presence: Presence
  /** Press, lawyer, expert or official: the managers are told with the registration. */
  sensitive: Capacity | null
  area: string
  contact: string
  level: CustomerLevel
  when: string
  representative_name: string
  representative_phone: string
  representative_document: string
  representative_scope: string
  representative_powers: Power[]
  valid_from: string
  valid_until: string
  letter_seen: boolean
  /** Where it came from above: the sender's own number, and by when they want an answer. */
  referral_reference: string
  referral_due: string | null
  referral_due_typed: string
}
export type FieldName = keyof Typed

/** Folded away under 更多, because most complaints need none of them. */
export const FOLDED: readonly FieldName[] = [
  'channel',
  'presence',
  'sensitive',
  'area',
  'contact',
  'level',
  'when',
  'representative_name',
  'representative_phone',
  'representative_document',
  'representative_scope',
  'representative_powers',
  'valid_from',
  'valid_until',
  'letter_seen',
]

export const blank = (): Typed => ({
  phone: '',
  name: '',
  address: 'neutral',
  category: null,
  emotion: null,
  strength: 3,
  occurred: null,
  occurred_typed: '',
  phenomenon: '',
  wish: null,
  rural: false,
  follows: null,
  channel: 'counter',
  presence: 'in_person',
  sensitive: null,
  area: '',
  contact: '',
  level: 'ordinary',
  when: '',
  representative_name: '',
  representative_phone: '',
  representative_document: '',
  representative_scope: '',
  representative_powers: [],
  valid_from: '',
  valid_until: '',
  letter_seen: false,
  referral_reference: '',
  referral_due: null,
  referral_due_typed: '',
})

/** A draft as it was stored, perhaps by an older version: known fields of the right kind are taken, the rest is left. */
export function restore(json: string | null): Typed {
  const form = blank()
  if (json === null) return form
  const stored: unknown = JSON.parse(json)
  if (typeof stored !== 'object' || stored === null) return form
  const fits = (was: unknown, is: unknown) => is === null || typeof is === typeof was || was === null
  for (const [key, value] of Object.entries(stored))
    if (key in form && fits(form[key as FieldName], value)) Object.assign(form, { [key]: value })
  return form
}

/** What can't be sent at all because the boundary's form has no place for "not yet". */
export function firstMissing(form: Typed): FieldName | undefined {
  if (form.emotion === null) return 'emotion'
  if (form.presence === 'represented' && form.valid_from === '') return 'valid_from'
  if (form.presence === 'represented' && form.valid_until === '') return 'valid_until'
  return undefined
}

/** The form as the desk takes it; whether it stands is decided there. */
export function toIntake(form: Typed, emotion: Emotion): IntakeForm {
  const { phone, name, address, strength, phenomenon, wish, rural, channel, presence, sensitive, area } = form
  return {
    phone,
    name,
    address,
    strength,
    ...occurrence(form, new Date()),
    phenomenon,
    wish,
    rural,
    channel,
    presence,
    sensitive,
    area,
    emotion,
    category: form.category ?? '',
    contact: form.contact,
    level: form.level,
    representative:
      presence === 'represented'
        ? {
            name: form.representative_name,
            phone: form.representative_phone,
            document: form.representative_document,
            scope: form.representative_scope,
            may: form.representative_powers,
            valid_from: form.valid_from,
            valid_until: form.valid_until,
            letter_seen: form.letter_seen,
          }
        : null,
  }
}

/** Refusals that name no field, or one that is two fields here. */
const OTHERWISE: Readonly<Record<string, FieldName>> = {
  unknown_category: 'category',
  authorisation_not_valid: 'valid_until',
  authorisation_ended: 'valid_until',
  authorisation_ahead: 'valid_from',
  authorisation_lacks: 'representative_powers',
  authorisation_not_seen: 'letter_seen',
  representative_period: 'valid_until',
}

/** At which field a refusal is to be shown; undefined when it is about none. */
export function fieldOf(code: string, field: unknown): FieldName | undefined {
  const name = typeof field === 'string' ? field : code
  return OTHERWISE[name] ?? (name in blank() ? (name as FieldName) : undefined)
}
