/** The incident to which the ticket belongs; or, where there is none, that it resembles others. */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import { toOpen } from '@/ipc/similar'
import { useSimilarNotes } from '@/ipc/similarNotes'
import type { Note } from '@/shared/notes'
import { useWorkspace } from '../panel'

export function useIncidentNotes(): ComputedRef<Note[]> {
  const { view } = useWorkspace()
  const router = useRouter()
  const alike = useSimilarNotes(
    (one) => router.push(toOpen(one)),
    ({ tickets }) => view.value.ticket.end === null && tickets.includes(view.value.ticket.id),
  )
  return computed(() => {
    const { incident } = view.value
    if (!incident) return alike.value
    const { id, ended, form } = incident
    return [
      {
        id: 'incident-banner',
        gravity: 'sky',
        title: text('incident.ticket.banner', { cause: form.cause, place: form.at.name }),
        line: text(ended ? 'incident.state.over' : 'incident.state.on'),
        deeds: [
          {
            id: 'incident-look',
            label: text('incident.ticket.look'),
            variant: 'quiet',
            press: () => router.push({ name: 'incident', params: { id } }),
          },
        ],
      },
    ]
  })
}
