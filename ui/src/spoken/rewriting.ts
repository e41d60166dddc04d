/** Alt+R: one key for all checked fields of a screen. It serves the field with the caret, else the first that has a warning. */
import { onScopeDispose } from 'vue'
import { useCommand } from '@/app/keys'
import { text } from '@/i18n'

export interface Checked {
  /** The field is, or holds, this element. */
  contains: (element: Element | null) => boolean
  isWarned: () => boolean
  /** Not where the better words would take a number away, or none are fit for print. */
  canBeRewritten: () => boolean
  rewrite: () => void
}

const mounted: Checked[] = []

/** The warned field with the caret, which is not passed over for another one; else the first that can be rewritten. */
function serving(): Checked | undefined {
  const warned = mounted.filter((one) => one.isWarned())
  const here = warned.find((one) => one.contains(document.activeElement))
  return here ?? warned.find((one) => one.canBeRewritten()) ?? warned[0]
}

function refusal(): string | undefined {
  const field = serving()
  if (!field) return text('coach.advice.nothing')
  return field.canBeRewritten() ? undefined : text('coach.advice.onlyByHand')
}

/** Makes a field one that the key serves. Every field gives the key the same meaning, so it does not matter whose is the newest. */
export function useRewriteKey(field: Checked): void {
  mounted.push(field)
  onScopeDispose(() => mounted.splice(mounted.indexOf(field), 1))
  useCommand('rewrite', () => serving()?.rewrite(), {
    why: refusal,
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
