/** The registration as a form to correct, and back. What the dialog does not show goes back as it came. */
import type { IntakeForm } from '@/ipc'

export function amendable(form: IntakeForm) {
  const representative = form.representative
  return {
    phone: form.phone,
    contact: form.contact ?? '',
    name: form.name ?? '',
    address: form.address ?? 'neutral',
    channel: form.channel,
    category: form.category as string | null,
    phenomenon: form.phenomenon,
    area: form.area ?? '',
    rural: form.rural ?? false,
    representativeName: representative?.name ?? '',
    representativePhone: representative?.phone ?? '',
    document: representative?.document ?? '',
    scope: representative?.scope ?? '',
    may: representative?.may ?? [],
    from: representative?.valid_from ?? '',
    until: representative?.valid_until ?? '',
    letterSeen: representative?.letter_seen ?? false,
  }
}
export type Amendable = ReturnType<typeof amendable>

export function amended(before: IntakeForm, form: Amendable): IntakeForm {
  return {
    ...before,
    phone: form.phone,
    contact: form.contact,
    name: form.name,
    address: form.address,
    channel: form.channel,
    category: form.category ?? '',
    phenomenon: form.phenomenon,
    area: form.area,
    rural: form.rural,
    representative: before.representative
      ? {
          name: form.representativeName,
          phone: form.representativePhone,
          document: form.document,
          scope: form.scope,
          may: form.may,
          valid_from: form.from,
          valid_until: form.until,
          letter_seen: form.letterSeen,
        }
      : null,
  }
}
