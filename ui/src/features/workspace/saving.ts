/** Whether what is typed stands on disk, over all forms of the screen, for the one line in the header. */
import { computed, shallowReactive, shallowRef } from 'vue'
import type { DraftState } from '@/shared/draft'

const states = shallowReactive(new Map<string, DraftState>())
const last = shallowRef<DraftState>({ kind: 'idle' })

/** A form tells how its draft stands; undefined when the form is gone. */
export function noteSaving(key: string, state: DraftState | undefined): void {
  if (state === undefined) states.delete(key)
  else states.set(key, state)
  if (state?.kind === 'saved') last.value = state
}

/** Something was performed: that is on disk as well. */
export function notePerformed(): void {
  last.value = { kind: 'saved', at: new Date() }
}

/** Trouble first, then work under way, else the last time something was stored. */
export const saving = computed<DraftState>(() => {
  const all = [...states.values()]
  return (
    all.find(({ kind }) => kind === 'failed') ??
    all.find(({ kind }) => kind === 'saving') ??
    all.find(({ kind }) => kind === 'pending') ??
    last.value
  )
})
