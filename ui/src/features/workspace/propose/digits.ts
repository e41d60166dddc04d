import { onScopeDispose } from 'vue'

/** A digit names an offer. */
export const useDigits = (take: (digit: number) => boolean) =>
  useKeys((key) => /^[1-9]$/.test(key) && take(Number(key)))

/**
 * Plain keys of a step, wherever the caret stands in the work outside a field. They are heard on the document because nothing may have the
 * caret at all: after a click on the ground they must still work. `take` says whether a key was one of its own.
 */
export function useKeys(take: (key: string) => boolean): void {
  function byKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    if (event.defaultPrevented || !isOurs(event.target)) return
    if (take(event.key)) event.preventDefault()
  }
  document.addEventListener('keydown', byKey)
  onScopeDispose(() => document.removeEventListener('keydown', byKey))
}

/** Text fields write characters, groups of answers and the coach's sentences choose by them, dialogs have their own. */
function isOurs(target: EventTarget | null): boolean {
  if (target === document.body) return true
  if (!(target instanceof Element) || !target.closest('main')) return false
  return !target.closest('input, textarea, [role=radiogroup], [role=combobox], [role=dialog]')
}
