/** What is typed into a form: it lies over the record and is kept as a draft until it is performed. */
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { useDraft, type DraftState } from '@/shared/draft'
import { commands } from '.'

/** What performing needs to know of a form. */
export interface Kept {
  /** The draft has been read; before that the fields are not shown, so that nothing moves under the hand. */
  ready: Readonly<Ref<boolean>>
  /** The draft's key. */
  key: string
  /** Puts what is typed on disk now; rejects when the disk refuses. */
  flush: () => Promise<void>
  /** Called around performing: what was sent now counts as recorded, what was typed meanwhile stays. */
  sending: () => () => void
}

export interface Form<T extends object> extends Kept {
  /** The fields as shown: the record with what was typed over it. */
  model: Ref<T>
  /** Something is typed that is not on the record. */
  changed: Readonly<Ref<boolean>>
  /** How the draft stands. */
  state: Readonly<Ref<DraftState>>
  /** Throws away what was typed. */
  reset: () => void
  /** It is on the record, of which the desk clears no draft: what was typed goes, and its draft with it. */
  done: () => Promise<void>
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/**
 * A form over what the record says, kept under `key`. The record changes when a write succeeds or the ticket is read anew:
 * fields that were not touched follow it, touched ones stay as typed. The draft holds touched fields only.
 */
export function useForm<T extends object>(key: string, recorded: () => T): Form<T> {
  let base = copy(recorded())
  const model = ref(copy(base)) as Ref<T>
  const ready = shallowRef(false)
  const fields = (of: T) => Object.keys(of) as (keyof T)[]
  /** Counts changes of the record, which `base` alone would not tell the computed value. */
  const era = shallowRef(0)
  const touched = computed(() => {
    void era.value
    return Object.fromEntries(
      fields(model.value)
        .filter((field) => !same(model.value[field], base[field]))
        .map((field) => [field, model.value[field]]),
    ) as Partial<T>
  })
  const changed = computed(() => Object.keys(touched.value).length > 0)

  const draft = useDraft(
    key,
    () => touched.value,
    (of, content) =>
      Object.keys(content).length > 0
        ? commands.saveDraft(of, JSON.stringify(content))
        : commands.discardDraft(of),
  )

  function rebase(next: T, given: T, cleared: boolean) {
    for (const field of fields(next)) {
      if (same(model.value[field], given[field])) model.value[field] = copy(next[field])
    }
    for (const field of fields(base)) {
      if (!(field in next) && same(model.value[field], given[field]))
        Reflect.deleteProperty(model.value, field)
    }
    base = copy(next)
    era.value++
    // The draft went with the write; else the writer sees that nothing is left to keep and discards it.
    if (cleared && !changed.value) draft.adopt()
  }
  watch(recorded, (next) => !same(next, base) && rebase(next, base, false), { deep: true })

  commands
    .draft(key)
    .then((json) => {
      if (json === null) return
      Object.assign(model.value, JSON.parse(json))
      draft.adopt()
    })
    // A draft that can't be read is no reason to withhold the form.
    .catch((error) => reportError(error))
    .finally(() => (ready.value = true))

  const reset = () => (model.value = copy(base))
  return {
    key,
    model,
    ready,
    changed,
    state: draft.state,
    flush: draft.flush,
    sending: () => {
      const sent = copy(model.value)
      return () => rebase(recorded(), sent, true)
    },
    reset,
    done: async () => {
      reset()
      // It is on the record; a draft that stays is not what failed.
      await draft.flush().catch(() => undefined)
    },
  }
}
