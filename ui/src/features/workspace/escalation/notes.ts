/**
 * What is with a level above, and what came in from there: who has it, by when, whether the customer knows, and what can be done about it
 * (domain §11).
 */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import type { Ticket } from '@/ipc'
import { dueText, momentText } from '@/shared/formats'
import type { Note, NoteDeed } from '@/shared/notes'
import { staffName } from '../customer'
import { useWorkspace } from '../panel'

type Escalation = Ticket['escalations'][number]

export function useEscalationNotes(): ComputedRef<Note[]> {
  const { view, now } = useWorkspace()
  const deeds = useDeeds()
  /** A note of the escalation that is open. */
  function note(escalation: Escalation, accepted: boolean): Note {
    const { state, level, due, by, asked, told } = escalation
    const byWhen = text('escalation.note.due', {
      due: momentText(due, now.value),
      left: dueText(due, now.value),
    })
    // Whoever handed the matter up, until the receiver has accepted it.
    const contact = text('escalation.note.contact', {
      name: staffName(view.value, state.state === 'accepted' ? state.by : by),
    })
    return {
      id: 'escalation',
      gravity: !told || Date.parse(due) < now.value ? 'red' : 'sky',
      title: text(accepted ? 'escalation.note.accepted' : 'escalation.note.waiting', {
        level: text(`names.escalated.${level}`),
      }),
      line: `${text(told ? 'escalation.note.told' : 'escalation.note.notTold')} · ${byWhen}`,
      more: [
        text('escalation.note.asked', { asked }),
        accepted ? contact : `${contact} ${text('escalation.note.until')}`,
      ],
      deeds: deeds(Boolean(told), accepted),
    }
  }
  return computed(() => {
    const { escalations, end } = view.value.ticket
    const last = escalations.at(-1)
    const state = last?.state.state
    return end === null && last && (state === 'waiting' || state === 'accepted')
      ? [note(last, state === 'accepted')]
      : []
  })
}

function useDeeds() {
  const { view, busy, why, perform, open } = useWorkspace()
  const router = useRouter()
  const step = (id: string, kind: 'tell_of_escalation' | 'accept_escalation', label: string): NoteDeed => ({
    id,
    label,
    why: why(kind),
    busy: busy.value,
    press: () => perform([{ do: kind }]),
  })
  const dialog = (kind: 'decide_escalation' | 'return_escalation', label: string): NoteDeed => ({
    id: kind,
    label,
    why: why(kind),
    press: () => open(kind),
  })
  return (told: boolean, accepted: boolean): NoteDeed[] => [
    ...(told ? [] : [step('told', 'tell_of_escalation', text('escalation.note.tell'))]),
    ...(accepted ? [] : [step('accept', 'accept_escalation', text('escalation.note.accept'))]),
    dialog('decide_escalation', text('escalation.note.decide')),
    dialog('return_escalation', text('escalation.note.giveBack')),
    {
      id: 'package',
      label: text('escalation.note.package'),
      press: () => router.push({ name: 'paper', params: { id: view.value.ticket.id, kind: 'hand_over' } }),
    },
  ]
}

export function useReferralNotes(): ComputedRef<Note[]> {
  const { view, now, why, open } = useWorkspace()
  return computed(() =>
    view.value.ticket.referrals
      .filter(({ answer }) => answer === null && view.value.ticket.end === null)
      .map(({ no, channel, reference, asked, due }) => ({
        id: 'referral',
        gravity: Date.parse(due) < now.value ? 'red' : 'amber',
        title: text('escalation.referral.open', { channel: text(`names.channel.${channel}`), reference }),
        line: text('escalation.referral.line', {
          asked,
          due: momentText(due, now.value),
          left: dueText(due, now.value),
        }),
        deeds: [
          {
            id: 'answer-referral',
            label: text('escalation.referral.answer'),
            why: why('answer_referral'),
            press: () => open('answer_referral', { no }),
          },
        ],
      })),
  )
}
