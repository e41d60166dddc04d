/** What was changed and not published yet: part by part, kept as one draft of the person at work. */
import { computed, inject, onMounted, provide, ref, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import { commands, type Item, type ItemRef } from '@/ipc'
import { useDraft, type DraftState } from '@/shared/draft'

const DRAFT = 'library'

/** A part as it is being written, and the version that it began from; 0 = it is new. */
export interface Work {
  item: Item
  basedOn: number
}

export interface Works {
  all: Ref<Record<string, Work>>
  /** What was typed before is here. */
  loaded: Ref<boolean>
  fault: Ref<unknown>
  state: ComputedRef<DraftState>
  flush: () => Promise<void>
}

const key: InjectionKey<Works> = Symbol('works')

export const keyOf = ({ kind, id }: ItemRef) => `${kind}/${id}`

/** Parts that are the only ones of their kind are called like it. */
export const refOf = (item: Item): ItemRef => ({
  kind: item.kind,
  id: item.kind === 'patterns' || item.kind === 'multiples' ? item.kind : item.item.id,
})

export function provideWorks(): Works {
  const all = ref<Record<string, Work>>({})
  const loaded = ref(false)
  const fault = ref<unknown>()
  const draft = useDraft(
    DRAFT,
    () => all.value,
    (of, content) =>
      Object.keys(content).length > 0
        ? commands.saveDraft(of, JSON.stringify(content))
        : commands.discardDraft(of),
  )
  onMounted(async () => {
    try {
      const stored = await commands.draft(DRAFT)
      if (stored !== null) all.value = JSON.parse(stored) as Record<string, Work>
      draft.adopt()
    } catch (error) {
      fault.value = error
    } finally {
      loaded.value = true
    }
  })
  const works: Works = { all, loaded, fault, state: computed(() => draft.state.value), flush: draft.flush }
  provide(key, works)
  return works
}

export function useWorks(): Works {
  const works = inject(key)
  if (!works) throw new Error('the library screen provides what is being written')
  return works
}
