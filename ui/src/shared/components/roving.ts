import { nextTick, type Ref } from 'vue'

/** Walks a list by ↑ ↓ Home End PageUp PageDown, opens by Enter, previews by Space. One row is in the tab order. */
export function useRoving<T>(options: {
  items: () => readonly T[]
  keyOf: (item: T) => string
  current: Ref<string | null>
  focusRow: (at: number) => void
  open: (item: T) => void
  preview: (item: T) => void
}) {
  const { items, keyOf, current, focusRow, open, preview } = options
  const at = () => items().findIndex((item) => keyOf(item) === current.value)

  function go(to: number) {
    const index = Math.min(Math.max(to, 0), items().length - 1)
    const item = items()[index]
    if (item === undefined) return
    current.value = keyOf(item)
    void nextTick(() => focusRow(index))
  }

  function onKeydown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    // A button or a link inside the row keeps its own Enter and Space.
    const own = event.target === (event.target as Element).closest('[data-row]')
    const item = items()[at()]
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(at() + 1),
      ArrowUp: () => go(at() - 1),
      PageDown: () => go(at() + 10),
      PageUp: () => go(at() - 10),
      Home: () => go(0),
      End: () => go(items().length - 1),
      ...(own && item ? { Enter: () => open(item), ' ': () => preview(item) } : {}),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }

  /** The one row that Tab reaches: the current one, or the first. */
  const stop = (index: number) => (index === Math.max(0, at()) ? 0 : -1)
  return { onKeydown, stop, focus: () => go(Math.max(0, at())) }
}
