/** Alt+R: one key for all checked fields of a screen. It serves the field with the caret, else the first that has a warning. */
import { onScopeDispose } from 'vue'
import { useCommand } from '@/app/keys'
import { text } from '@/i18n'

export interface Checked {
  /** The field is, or holds, this element. */
  contains: (element: Element | null) => boolean
  isWarned: () => boolean
  rewrite: () => void
}

const mounted: Checked[] = []

function serving(): Checked | undefined {
  const warned = mounted.filter((one) => one.isWarned())
  return warned.find((one) => one.contains(document.activeElement)) ?? warned[0]
}

/** Makes a field one that the key serves. Every field gives the key the same meaning, so it does not matter whose is the newest. */
export function useRewriteKey(field: Checked): void {
  mounted.push(field)
  onScopeDispose(() => mounted.splice(mounted.indexOf(field), 1))
  useCommand('rewrite', () => serving()?.rewrite(), {
    why: () => (serving() ? undefined : text('coach.advice.nothing')),
  })
}

/** Puts `words` in the place of a stretch as if they were typed, so that Ctrl+Z in the field takes them back. */
export function retype(
  field: HTMLInputElement | HTMLTextAreaElement,
  start: number,
  end: number,
  words: string,
) {
  field.focus()
  field.setSelectionRange(start, end)
  // The one way that keeps the field's own undo; deprecated, and without a successor.
  const typed = document.execCommand?.(words === '' ? 'delete' : 'insertText', false, words)
  if (typed) return
  field.setRangeText(words, start, end, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
}
