import { computed, ref, shallowRef, watch } from 'vue'
import { text } from '@/i18n'
import { commands, type Ink, type Manner, type Party, type Ticket, type Unsigned } from '@/ipc'
import { useDraft } from '@/shared/draft'
import { isSigned, PARTIES, partyText } from '../signed'

export type Way = Manner['manner']

/** What is typed here and must not be lost. Strokes and consent are not among it: both are given anew. */
interface Typed {
  why: Unsigned | null
  reason: string
}

/** The signature that is being taken: whose, in which way, and what it still lacks. */
export function useSigning(id: string, ticket: () => Ticket) {
  const nextParty = () => PARTIES.find((one) => !isSigned(ticket(), one)) ?? 'customer'
  const party = ref<Party>(nextParty())
  const remote = ticket().intake.complainant.presence === 'remote'
  // Paper is the rule (电子签名法 art. 13); by telephone nobody signs at all.
  const way = ref<Way>(remote ? 'not_signed' : 'on_paper')
  const typed = ref<Typed>({ why: remote ? 'by_telephone' : null, reason: '' })
  const consent = ref(false)
  const who = () => partyText(party.value, ticket().intake.complainant)
  const ink = shallowRef<Ink>()

  const key = `ticket:${id}:sign`
  const draft = useDraft(key, typed, (of, content) => commands.saveDraft(of, JSON.stringify(content)))
  commands
    .draft(key)
    .then((json) => {
      if (json === null) return
      Object.assign(typed.value, JSON.parse(json))
      draft.adopt()
    })
    .catch(reportError)

  watch(party, (now) => {
    consent.value = false
    ink.value = undefined
    if (now !== 'customer' && way.value === 'not_signed') way.value = 'on_paper'
  })
  watch(consent, (given) => {
    if (!given) ink.value = undefined
  })

  const lacks = computed(() => {
    if (way.value === 'on_screen') {
      if (!consent.value) return text('sign.need.consent', { who: who() })
      return ink.value ? undefined : text('sign.need.ink')
    }
    if (way.value === 'on_paper') return undefined
    if (typed.value.why === null) return text('sign.need.why')
    return typed.value.why === 'other' && typed.value.reason.trim() === ''
      ? text('sign.need.reason')
      : undefined
  })

  /** As the record takes it; undefined while something is lacking. */
  function manner(): Manner | undefined {
    if (lacks.value !== undefined) return undefined
    if (way.value === 'on_paper') return { manner: 'on_paper' }
    if (way.value === 'not_signed')
      return typed.value.why
        ? { manner: 'not_signed', why: typed.value.why, reason: typed.value.reason.trim() }
        : undefined
    return ink.value ? { manner: 'on_screen', ink: ink.value, consent: consent.value } : undefined
  }

  /** It stands on the record: the next person's turn. */
  function recorded() {
    if (way.value === 'not_signed') {
      typed.value = { why: null, reason: '' }
      draft.adopt()
    }
    consent.value = false
    ink.value = undefined
    party.value = nextParty()
  }
  /** The drafts that recording clears. */
  const clears = () => (way.value === 'not_signed' ? [key] : [])
  return { party, way, typed, consent, ink, lacks, manner, recorded, clears, flush: draft.flush }
}
