/** What is typed at step 3: four forms, each with its own draft. */
import { computed } from 'vue'
import type { Action, Facts, Liability, Side } from '@/ipc'
import { recordText } from '@/i18n'
import { occurrence } from '@/shared/text/occurrence'
import { useCoaching } from '../coach/coaching'
import { customerName } from '../customer'
import { useForm } from '../form'
import { useWorkspace } from '../panel'

/**
 * Who answers for a cause is a question of its own (domain §8). On the operator's side and outside it has a usual answer; a cause on the
 * customer's side does not yet mean that nobody here is liable: the device may be rented out by the hall, the setting made by it, the rule
 * not explained. There it is asked.
 */
const USUAL_LIABILITY: Record<Side, Liability | null> = {
  customer: null,
  operator: 'operator',
  outside: 'external',
}

export function useGathering() {
  const { view, perform } = useWorkspace()
  const { coaching } = useCoaching(() => 'gather')

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
  const known = (question: string) => view.value.ticket.checks.find((check) => check.question === question)
  const findingOf = (question: string) => known(question)?.finding
  /** Where a finding stands in the checklist, so that other words there leave it what it is; undefined for a question of one's own. */
  function sourceOf(question: string, finding: string): string | undefined {
    const asked = coaching.value?.checklist?.questions.find(({ ask }) => ask === question)
    const answer = asked?.answers.find(({ say }) => say === finding)
    // One of a branch that was left: what it says now is nobody's answer.
    return answer?.source ?? asked?.source ?? known(question)?.source?.split('/').slice(0, 2).join('/')
  }
  const checks = {
    ...findings,
    type: (question: string, finding: string) => {
      const { value } = findings.model
      if (finding === '' && findingOf(question) === undefined) Reflect.deleteProperty(value, question)
      else value[question] = finding
    },
    /** Recording a finding. */
    action: (question: string, finding: string): Action => ({
      do: 'record_check',
      check: { question, finding, source: sourceOf(question, finding) },
    }),
    /** Puts on record what stands at a question, if it is new. */
    record: async (question: string) => {
      const finding = findings.model.value[question]?.trim()
      if (finding === undefined || finding === (findingOf(question) ?? '')) return
      checks.type(question, finding)
      await perform([checks.action(question, finding)])
    },
    /** Findings typed and not yet on the record. */
    unrecorded: () =>
      Object.entries(findings.model.value)
        .map(([question, finding]) => [question, finding.trim()] as const)
        .filter(([question, finding]) => finding !== (findingOf(question) ?? '')),
  }

  const cause = useForm('attribution', () => {
    const known = view.value.ticket.attribution
    return {
      side: (known?.side ?? null) as Side | null,
      liability: (known?.liability ?? null) as Liability | null,
      unit: known?.unit ?? '',
      explanation: known?.explanation ?? '',
    }
  })

  const attribution = {
    ...cause,
    /** Says where the cause lies. A liability that was only the usual one of the side before goes with it. */
    place: (side: Side | null) => {
      const { value } = cause.model
      const usual = value.side && USUAL_LIABILITY[value.side]
      if (side && side !== value.side && (value.liability === null || value.liability === usual))
        value.liability = USUAL_LIABILITY[side]
      value.side = side
    },
    /** What a list comes to, in full. */
    take: (side: Side, unit: string, explanation: string) =>
      Object.assign(cause.model.value, { side, unit, explanation, liability: USUAL_LIABILITY[side] }),
    /** A cause is named, and who answers for it is not: it can't go on record yet. */
    open: computed(() => cause.model.value.side !== null && cause.model.value.liability === null),
  }

  /** What was changed in the composed paragraph; null = as composed. */
  const readBack = useForm('read_back', () => ({ text: view.value.ticket.read_back }))
  return { facts, checks, attribution, readBack, who }
}

export type Gathering = ReturnType<typeof useGathering>
