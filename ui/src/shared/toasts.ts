import { readonly, shallowRef } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'red'
  undo?: () => unknown
  /** A small picture of what it is about, as the address of an image; it may come later. */
  picture?: () => string | undefined
  /** Until it is put away by hand. */
  stays: boolean
}

const shown = shallowRef<readonly Toast[]>([])
/** Whether something was typed since the newest toast: Ctrl+Z then belongs to the text. */
let typedSince = false
let nextId = 1

export const toasts = readonly(shown)

/** Says what was done. With `undo` it can be taken back for as long as the toast stands (10 s, else 5 s, or until it has been read). */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): number {
  const id = nextId++
  typedSince = false
  // The newest of a kind takes the place of the last: one that stays, that can be taken back, that went wrong, that only tells.
  const next: Toast = {
    id,
    text,
    tone: options.tone ?? 'plain',
    undo: options.undo,
    picture: options.picture,
    stays: options.stays ?? false,
  }
  shown.value = [...shown.value.filter((one) => kind(one) !== kind(next)), next]
  return id
}

const kind = (one: Toast) => (one.stays ? 'stays' : one.tone === 'red' ? 'wrong' : one.undo ? 'undo' : 'told')

export function dismiss(id: number): void {
  shown.value = shown.value.filter((one) => one.id !== id)
}

/** Somebody else is at work: what was done before is not theirs to take back. */
export function dismissAll(): void {
  shown.value = []
}

export async function undoToast(id: number): Promise<void> {
  const one = shown.value.find((candidate) => candidate.id === id)
  dismiss(id)
  await one?.undo?.()
}

export function noteTyping(): void {
  typedSince = true
}

/** What Ctrl+Z should take back now; undefined leaves the key to the text field. */
export function undoable(): Toast | undefined {
  return typedSince ? undefined : shown.value.findLast((one) => one.undo)
}
