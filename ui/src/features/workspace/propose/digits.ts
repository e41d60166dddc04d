import { onScopeDispose } from 'vue'

/**
 * A digit names an offer, wherever the caret stands in the work outside a field. It is heard on the document because
 * nothing may have the caret at all: after a click on the ground the digits must still work.
 */
export function useDigits(take: (digit: number) => boolean): void {
  function byKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !/^[1-9]$/.test(event.key)) return
    if (event.defaultPrevented || !isOurs(event.target)) return
    if (take(Number(event.key))) event.preventDefault()
  }
  document.addEventListener('keydown', byKey)
  onScopeDispose(() => document.removeEventListener('keydown', byKey))
}

/** Text fields write digits, groups of answers and the coach's sentences choose by them, dialogs have their own. */
function isOurs(target: EventTarget | null): boolean {
  if (target === document.body) return true
  if (!(target instanceof Element) || !target.closest('main')) return false
  return !target.closest('input, textarea, [role=radiogroup], [role=combobox], [role=dialog]')
}
