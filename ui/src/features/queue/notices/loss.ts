/** Work that was acknowledged is missing, or was taken back by a restore: said first, and until it is read. The audit trail keeps it for good. */
import { computed, type ComputedRef } from 'vue'
import { text } from '@/i18n'
import { useOpening } from '@/ipc/opening'
import type { Note } from '@/shared/notes'

export function useLossNotes(): ComputedRef<Note[]> {
  const { losses, acknowledgeLosses } = useOpening()
  /** The gravest of them. A restore was somebody’s wish, the others nobody’s. */
  const what = computed(() => {
    const has = (act: string) => losses.value.some((line) => line.act === act)
    if (has('cut_back')) return 'cut'
    return has('mark_lost') ? 'mark' : 'restored'
  })
  return computed(() => {
    if (losses.value.length === 0) return []
    return [
      {
        id: 'loss',
        gravity: 'red',
        title: text(`queue.loss.${what.value}`),
        line: text(`queue.loss.${what.value}What`),
        // Only who has the whole of it before them has read it.
        deeds: [
          { id: 'loss-read', label: text('queue.loss.read'), folded: true, press: () => acknowledgeLosses() },
        ],
      },
    ]
  })
}
