/** In what capacity somebody is here, and which manager knows it. Whoever may take note does so here. */
import { computed, type ComputedRef } from 'vue'
import { text } from '@/i18n'
import { momentText } from '@/shared/formats'
import type { Note, NoteDeed } from '@/shared/notes'
import { staffName } from '../customer'
import { useWorkspace } from '../panel'
import { useNarrow } from '../useNarrow'

export function useSensitiveNotes(): ComputedRef<Note[]> {
  const { view, now, busy, why, perform } = useWorkspace()
  const narrow = useNarrow()
  const deeds = (): NoteDeed[] => [
    {
      id: 'note-sensitive',
      label: text('sensitive.note'),
      variant: 'go',
      why: why('note_sensitive'),
      busy: busy.value,
      press: () => perform([{ do: 'note_sensitive' }]),
    },
    {
      id: 'take-back-sensitive',
      label: text('sensitive.takeBack'),
      why: why('take_back_sensitive'),
      busy: busy.value,
      folded: true,
      press: () => perform([{ do: 'take_back_sensitive' }]),
    },
  ]
  return computed(() => {
    const visit = view.value.ticket.sensitive
    if (!visit) return []
    const { at, by } = visit.noted ?? visit
    const who = { at: momentText(at, now.value), name: staffName(view.value, by) }
    const known = visit.noted ? text('sensitive.noted', who) : text('sensitive.waits', who)
    return [
      {
        id: 'sensitive',
        gravity: visit.noted ? 'sky' : 'red',
        title: text('sensitive.came', { who: text(`sensitive.capacity.${visit.capacity}`) }),
        // The coach says so where it stands beside the work; elsewhere it lies in a drawer.
        line: narrow.value ? `${text('sensitive.agreed')} · ${known}` : known,
        deeds: deeds().filter((one) => one.why === undefined),
      },
    ]
  })
}
