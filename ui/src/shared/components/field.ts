import { computed, inject, provide, ref, useId, type ComputedRef, type InjectionKey, type Ref } from 'vue'

/** What a field tells the control inside it, and what the control tells its field. */
export interface FieldContext {
  id: string
  labelId: string
  messageId: string
  required: ComputedRef<boolean>
  invalid: ComputedRef<boolean>
  /** A short word from the control itself: what it removed, why it can't read the input. */
  note: Ref<FieldNote | undefined>
}
export interface FieldNote {
  text: string
  tone: 'advice' | 'error'
}

const key: InjectionKey<FieldContext> = Symbol('field')

export function provideField(props: { error?: string; required?: boolean }): FieldContext {
  const id = useId()
  const note = ref<FieldNote>()
  const context: FieldContext = {
    id,
    labelId: `${id}-label`,
    messageId: `${id}-message`,
    required: computed(() => props.required ?? false),
    invalid: computed(() => Boolean(props.error) || note.value?.tone === 'error'),
    note,
  }
  provide(key, context)
  return context
}

/** The field around a control; a control that stands alone must be given an `aria-label`. */
export function useField() {
  const field = inject(key, undefined)
  const ownNote = ref<FieldNote>()
  return {
    note: field?.note ?? ownNote,
    labelId: field?.labelId,
    /** For a single element (input, textarea, select). */
    control: computed(() => ({
      id: field?.id,
      'aria-describedby': field?.messageId,
      'aria-invalid': (field?.invalid.value ?? ownNote.value?.tone === 'error') || undefined,
      'aria-required': field?.required.value || undefined,
    })),
    /** For a group of elements (radios, two inputs). */
    group: computed(() => ({
      id: field?.id,
      'aria-labelledby': field?.labelId,
      'aria-describedby': field?.messageId,
    })),
  }
}
