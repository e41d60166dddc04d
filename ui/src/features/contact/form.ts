import type { ContactForm, ContactKind } from '@/ipc'
import { asDeskError, lineOf } from '@/ipc'
import { refusedField } from '@/ipc/refusedField'

/** The quick entry while it is typed; also the content of its draft. */
export interface Typed {
  phone: string
  name: string
  kind: ContactKind
  category: string | null
  matter: string
  answer: string
}
export type FieldName = keyof Typed

export const blank = (): Typed => ({
  phone: '',
  name: '',
  kind: 'enquiry',
  category: null,
  matter: '',
  answer: '',
})

/** A draft as it was stored, perhaps by an older version: known fields of the right kind are taken, the rest is left. */
export function restore(json: string | null): Typed {
  const form = blank()
  const stored: unknown = json === null ? null : JSON.parse(json)
  if (typeof stored !== 'object' || stored === null) return form
  for (const [key, value] of Object.entries(stored)) {
    const known = key in form && (key === 'category' || typeof value === 'string')
    if (known) Object.assign(form, { [key]: value })
  }
  return form
}

export const toForm = (form: Typed): ContactForm => ({ ...form, category: form.category ?? '' })

/** At which field a refusal is to be shown; undefined when it is about none. */
export function refusedAt(error: unknown): { field: FieldName; words: string } | undefined {
  if (asDeskError(error).code === 'unknown_category') return { field: 'category', words: lineOf(error) }
  return refusedField(error, { phone: 'phone', name: 'name', matter: 'matter', reply: 'answer' } as const)
}
