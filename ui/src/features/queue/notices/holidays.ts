/** The next year's holidays are announced and nobody has entered them: told to whoever may. */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import { useOpening } from '@/ipc/opening'
import { useTimingView } from '@/ipc/timing'
import type { Note } from '@/shared/notes'

export function useHolidayNotes(): ComputedRef<Note[]> {
  const router = useRouter()
  const { may } = useOpening()
  const { data } = useTimingView(() => may('put_timing'))
  const enter = () => router.push({ name: 'settings', query: { part: 'timing' } })
  return computed(() => {
    const year = data.value?.wants_year
    if (!year || !may('put_timing')) return []
    const deeds = [{ id: 'holiday-enter', label: text('timing.noticeGo'), press: enter }]
    return [{ id: 'holiday-notice', gravity: 'amber', title: text('timing.notice', { year }), deeds }]
  })
}
