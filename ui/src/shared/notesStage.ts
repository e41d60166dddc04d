/** For tests: notes in the strip in which they stand. */
import { defineComponent, h, type ComputedRef } from 'vue'
import NoteStrip from './components/NoteStrip.vue'
import type { Note } from './notes'

export const strip = (use: () => ComputedRef<Note[]>) =>
  defineComponent(() => {
    const notes = use()
    return () => h(NoteStrip, { notes: notes.value, label: '提示' })
  })
