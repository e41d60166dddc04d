import { onScopeDispose } from 'vue'
import { topLayer } from '@/shared/layers'
import { isTypedInto } from './typedInto'

/** A menu or a list that is open above the screen has its keys to itself: Esc closes it and does nothing else. */
const isInPopup = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[data-reka-popper-content-wrapper]') !== null

/**
 * A key without Ctrl or Alt, such as `/`. It belongs to a screen only while nothing is typed into and no dialog, menu or list
 * lies above; elsewhere it is a character like any other, which is why it does not stand in the map.
 */
export function usePlainKey(key: string, run: () => void): void {
  const onKeydown = (event: KeyboardEvent) => {
    if (event.key !== key || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return
    if (topLayer() > 0 || isTypedInto(event.target) || isInPopup(event.target)) return
    event.preventDefault()
    run()
  }
  window.addEventListener('keydown', onKeydown)
  onScopeDispose(() => window.removeEventListener('keydown', onKeydown))
}
