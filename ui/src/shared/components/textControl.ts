import { onMounted, watch, type Ref } from 'vue'
import { text as t } from '@/i18n'
import { cleanText, type RemovedKind } from '../text/clean'
import type { FieldNote } from './field'

export interface TextControlOptions {
  element: Readonly<Ref<HTMLInputElement | HTMLTextAreaElement | null>>
  /** What the element should show for the present model. */
  shown: () => string
  /** Takes what was typed, cleaned, never while an input method composes. */
  typed: (text: string) => void
  note: Ref<FieldNote | undefined>
  /** Rewrites what was typed (full-width digits, grouping) and moves the caret along. */
  reshape?: (text: string, caret: number) => { text: string; caret: number }
}

/**
 * Binds an element to a model without ever writing into it while an input method composes: Vue's own `:value`
 * would set the text back at every render and break the composition.
 */
export function useTextControl(options: TextControlOptions) {
  const { element, shown, typed, note, reshape } = options
  let composing = false

  const write = (value: string) => {
    const el = element.value
    if (el && !composing && el.value !== value) el.value = value
  }

  function take(): void {
    const el = element.value
    if (!el || composing) return
    const cleaned = cleanText(el.value, el.selectionStart ?? el.value.length)
    const { text, caret } = reshape?.(cleaned.text, cleaned.caret) ?? cleaned
    if (el.value !== text) {
      el.value = text
      el.setSelectionRange(caret, caret)
    }
    note.value = cleaned.removed.length > 0 ? removedNote(cleaned.removed) : undefined
    typed(text)
  }

  onMounted(() => write(shown()))
  watch(shown, write, { flush: 'post' })

  return {
    onInput: (event: Event) => {
      if (!(event as InputEvent).isComposing) take()
    },
    onCompositionstart: () => {
      composing = true
    },
    onCompositionend: () => {
      composing = false
      take()
    },
    /** The composition was left by a click elsewhere: some engines send no compositionend. */
    onBlur: () => {
      if (!composing) return
      composing = false
      take()
    },
  }
}

function removedNote(kinds: RemovedKind[]): FieldNote {
  const what = kinds.map((kind) => t(`shared.removedKinds.${kind}`)).join('、')
  return { text: t('shared.removed', { what }), tone: 'advice' }
}
