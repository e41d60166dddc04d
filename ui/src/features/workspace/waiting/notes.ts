/** The customer waits as agreed: for what, when they hear from the hall next, until when at the latest. */
import { computed, type ComputedRef } from 'vue'
import { text } from '@/i18n'
import { showPaper } from '@/ipc/papers'
import { momentText } from '@/shared/formats'
import type { Note, NoteDeed } from '@/shared/notes'
import { useWorkspace } from '../panel'

export function useWaitingNotes(): ComputedRef<Note[]> {
  const { view, now, why, open } = useWorkspace()
  const deeds = (): NoteDeed[] => [
    {
      id: 'waiting-told',
      label: text('waiting.told.open'),
      why: why('contact_waiting'),
      press: () => open('contact_waiting'),
    },
    {
      id: 'waiting-paper',
      label: text('waiting.paper'),
      press: () => showPaper({ kind: 'waiting_agreement', ticket: view.value.ticket.id }),
    },
    {
      id: 'waiting-end',
      label: text('waiting.end.open'),
      why: why('end_waiting'),
      press: () => open('end_waiting'),
    },
  ]
  return computed(() => {
    const { waitings, end } = view.value.ticket
    const waiting = waitings.at(-1)
    if (!waiting || waiting.end !== null || end !== null) return []
    return [
      {
        id: 'waiting',
        gravity: Date.parse(waiting.next) < now.value ? 'red' : 'sky',
        title: text('waiting.note', { what: waiting.what }),
        line: text('waiting.times', {
          next: momentText(waiting.next, now.value),
          until: momentText(waiting.until, now.value),
          contact: waiting.contact,
        }),
        deeds: deeds(),
      },
    ]
  })
}
