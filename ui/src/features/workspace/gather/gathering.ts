/** What is typed at step 3: four forms, each with its own draft. */
import type { Facts, Liability, Side } from '@/ipc'
import { recordText } from '@/i18n'
import { occurrence } from '@/shared/text/occurrence'
import { customerName } from '../customer'
import { useForm } from '../form'
import { useWorkspace } from '../panel'

/** Who usually answers for a cause on each side (domain §2, §8). */
export const USUAL_LIABILITY: Record<Side, Liability> = {
  customer: 'none',
  operator: 'operator',
  outside: 'external',
}

export function useGathering() {
  const { view, perform } = useWorkspace()

  /** Who is concerned is known before anybody asks; it is offered, and the clerk corrects it. It is printed, so it is Chinese. */
  function who(): string {
    const { complainant } = view.value.ticket.intake
    const name = customerName(complainant, recordText)
    if (complainant.representative)
      return recordText('workspace.gather.represented', {
        name,
        representative: complainant.representative.name,
      })
    return complainant.presence === 'remote'
      ? recordText('workspace.gather.remote', { name })
      : recordText('workspace.gather.inPerson', { name })
  }

  const fields = useForm('facts', () => {
    const known = view.value.ticket.facts
    return {
      who: known.who ?? '',
      when: known.when ?? '',
      occurred: known.occurred ?? null,
      occurred_typed: '',
      where: known.where ?? '',
      what: known.what ?? '',
      why: known.why ?? '',
      how: known.how ?? '',
    }
  })

  const facts = {
    ...fields,
    /** The facts as they go on record. */
    read(): Facts {
      const { occurred_typed, ...known } = fields.model.value
      return { ...known, ...occurrence({ ...known, occurred_typed }, new Date(view.value.now)) }
    },
  }

  /** Findings by their question, of the list and of own questions. */
  const findings = useForm('checks', () =>
    Object.fromEntries(view.value.ticket.checks.map(({ question, finding }) => [question, finding])),
  )
  const findingOf = (question: string) =>
    view.value.ticket.checks.find((check) => check.question === question)?.finding
  const checks = {
    ...findings,
    type: (question: string, finding: string) => {
      const { value } = findings.model
      if (finding === '' && findingOf(question) === undefined) Reflect.deleteProperty(value, question)
      else value[question] = finding
    },
    /** Puts on record what stands at a question, if it is new. */
    record: async (question: string) => {
      const finding = findings.model.value[question]?.trim()
      if (finding === undefined || finding === (findingOf(question) ?? '')) return
      checks.type(question, finding)
      await perform([{ do: 'record_check', check: { question, finding } }])
    },
    /** Findings typed and not yet on the record. */
    unrecorded: () =>
      Object.entries(findings.model.value)
        .map(([question, finding]) => [question, finding.trim()] as const)
        .filter(([question, finding]) => finding !== (findingOf(question) ?? '')),
  }

  const attribution = useForm('attribution', () => {
    const known = view.value.ticket.attribution
    return {
      side: (known?.side ?? null) as Side | null,
      liability: (known?.liability ?? null) as Liability | null,
      unit: known?.unit ?? '',
      explanation: known?.explanation ?? '',
    }
  })

  /** What was changed in the composed paragraph; null = as composed. */
  const readBack = useForm('read_back', () => ({ text: view.value.ticket.read_back }))
  return { facts, checks, attribution, readBack, who }
}

export type Gathering = ReturnType<typeof useGathering>
