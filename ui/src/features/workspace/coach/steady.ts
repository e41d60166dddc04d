/** What stands still in the coach while a hand is at work: sentences move only when nobody types or points. */
import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

const isTypedInto = (at: Element | null) =>
  at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement

/**
 * The newest of `live`; but what stood in `place` before while the caret is in a field or in `place`, or the pointer is over it. What is about
 * something else (`of`) never waits. `settle` takes the newest at once, for whoever comes to look at it.
 */
export function useSteady<T>(
  live: Readonly<Ref<T | undefined>>,
  of: (one: T) => string,
  place: Readonly<ShallowRef<HTMLElement | null>>,
) {
  const steady = shallowRef(live.value)
  const settle = () => {
    if (live.value !== undefined) steady.value = live.value
  }
  const isHandAtWork = () =>
    isTypedInto(document.activeElement) ||
    place.value?.contains(document.activeElement) ||
    place.value?.matches(':hover')
  watch(live, (next) => {
    const before = steady.value
    if (next === undefined) return
    if (before === undefined || of(before) !== of(next) || !isHandAtWork()) settle()
  })
  // Only afterwards is it known where the caret went.
  const left = () => setTimeout(() => isHandAtWork() || settle())
  document.addEventListener('focusout', left)
  onScopeDispose(() => document.removeEventListener('focusout', left))
  return { steady, settle, left }
}
