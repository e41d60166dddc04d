/** The registration as a form to correct, and back. What the view hides (other numbers, documents) has to be typed again. */
import type { Intake, IntakeForm } from '@/ipc'

export function amendable(intake: Intake, phone: string) {
  const { complainant } = intake
  return {
    phone,
    contact: '',
    name: complainant.name,
    address: complainant.address,
    channel: intake.channel,
    category: intake.category as string | null,
    phenomenon: intake.phenomenon,
    area: intake.area,
    representativeName: complainant.representative?.name ?? '',
    representativePhone: '',
    document: '',
    scope: complainant.representative?.scope ?? '',
    from: complainant.representative?.valid_from ?? '',
    until: complainant.representative?.valid_until ?? '',
    letterSeen: complainant.representative?.letter_seen ?? false,
  }
}
export type Amendable = ReturnType<typeof amendable>

export function amended(intake: Intake, form: Amendable): IntakeForm {
  const { complainant } = intake
  return {
    phone: form.phone,
    contact: form.contact,
    name: form.name,
    address: form.address,
    level: complainant.level,
    presence: complainant.presence,
    representative:
      complainant.presence === 'represented'
        ? {
            name: form.representativeName,
            phone: form.representativePhone,
            document: form.document,
            scope: form.scope,
            valid_from: form.from,
            valid_until: form.until,
            letter_seen: form.letterSeen,
          }
        : null,
    channel: form.channel,
    category: form.category ?? '',
    emotion: intake.emotion,
    strength: intake.strength,
    occurred: intake.occurred,
    when: intake.when,
    phenomenon: form.phenomenon,
    wish: intake.wish,
    area: form.area,
  }
}
