/** Backups have not reached their second place for a week, can't be written there, or are dated later than now: told until it is put off for the
 * day. */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import { commands, lineOf, refresh } from '@/ipc'
import { useDeed } from '@/ipc/deed'
import { useSecondPlace } from '@/ipc/secondPlace'
import type { Note } from '@/shared/notes'
import { toast } from '@/shared/toasts'

export function useSecondPlaceNotes(): ComputedRef<Note[]> {
  const router = useRouter()
  const { data } = useSecondPlace()
  const { busy, run } = useDeed()
  const what = computed(() => {
    if (data.value?.failed) return 'failed'
    if (data.value?.ahead) return 'ahead'
    return data.value?.there ? 'overdue' : 'away'
  })
  const look = () => router.push({ name: 'settings', query: { part: 'backup' } })
  const refused = (error: unknown) => {
    toast(lineOf(error), { tone: 'red' })
    return true
  }
  const putOff = () =>
    run(async () => {
      await commands.putOffSecondPlace()
      await refresh(['second'])
    }, refused)
  return computed(() => {
    if (!data.value?.tells) return []
    return [
      {
        id: 'second-notice',
        gravity: 'amber',
        title: text(`queue.second.${what.value}`),
        deeds: [
          { id: 'second-look', label: text('queue.second.look'), press: look },
          { id: 'second-put-off', label: text('queue.second.putOff'), busy: busy.value, press: putOff },
        ],
      },
    ]
  })
}
