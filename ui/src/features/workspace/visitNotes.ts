/** What the customer said who came back, until they have had an answer. */
import { computed, type ComputedRef } from 'vue'
import { text } from '@/i18n'
import { momentText } from '@/shared/formats'
import type { Note } from '@/shared/notes'
import { staffName } from './customer'
import { useWorkspace } from './panel'

export function useVisitNotes(): ComputedRef<Note[]> {
  const { view, now } = useWorkspace()
  return computed(() =>
    view.value.ticket.visits
      .filter(({ answered }) => !answered)
      .map(({ at, by, words }) => ({
        id: 'visits',
        gravity: 'red',
        title: text('workspace.visit.title'),
        line: words,
        more: [
          text('workspace.visit.by', { at: momentText(at, now.value), name: staffName(view.value, by) }),
          text('workspace.visit.waits'),
        ],
      })),
  )
}
