/** Stays until the recovery sheet was typed back: a hall whose sheet nobody has tried may be lost with one password. */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import { useOpening } from '@/ipc/opening'
import type { Note } from '@/shared/notes'

export function useSheetNotes(): ComputedRef<Note[]> {
  const router = useRouter()
  const { sheetWaits } = useOpening()
  const prove = () => router.push({ name: 'sheet' })
  return computed(() => {
    if (!sheetWaits.value) return []
    const deeds = [{ id: 'sheet-notice', label: text('sheet.noticeGo'), press: prove }]
    return [{ id: 'sheet', gravity: 'amber', title: text('sheet.notice'), deeds }]
  })
}
