/** The press, a lawyer, an expert or an official is here: stands before the managers until one of them takes note on the ticket. */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import type { Line } from '@/ipc'
import type { Note } from '@/shared/notes'

export function useSensitiveNotes(lines: () => readonly Line[]): ComputedRef<Note[]> {
  const router = useRouter()
  const who = ({ sensitive }: Line) => (sensitive ? text(`sensitive.capacity.${sensitive}`) : '')
  return computed(() =>
    lines().map((line) => ({
      id: 'sensitive-notice',
      gravity: 'red',
      title: text('sensitive.notice.line', { who: who(line), summary: line.summary }),
      deeds: [
        {
          id: 'sensitive-open',
          label: text('sensitive.notice.open', { number: line.number }),
          variant: 'go',
          press: () => router.push({ name: 'ticket', params: { id: line.id } }),
        },
      ],
    })),
  )
}
