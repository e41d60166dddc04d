/** A part of the library on the desk: what is written, what is published, and the way from one to the other. */
import { notifyManager } from '@tanstack/vue-query'
import {
  computed,
  inject,
  provide,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type Ref,
} from 'vue'
import { text } from '@/i18n'
import {
  asDeskError,
  commands,
  lineOf,
  queryClient,
  wordsOf,
  type ErrorWords,
  type Heard,
  type Item,
  type ItemRef,
  type ItemView,
  type Language,
  type LibraryEntry,
} from '@/ipc'
import { useOpening } from '@/ipc/opening'
import { toast } from '@/shared/toasts'
import { itemKey, refreshLibrary } from '../useLibrary'
import { useLookOver } from './lookOver'
import { brokenTexts } from './texts'
import { keyOf, useWorks } from './works'

/** What the fields of a part know of it. */
export interface PartContext {
  mayEdit: ComputedRef<boolean>
  mayConfirm: ComputedRef<boolean>
  /** Publishes the part as it is handed over: with another legal value confirmed than before, and nothing else changed. */
  confirm: (next: Item, confirmed: boolean) => Promise<void>
  /** Which of its texts is open for writing. */
  open: Ref<string | null>
  heard: (language: Language, written: string) => Heard | undefined
}
const key: InjectionKey<PartContext> = Symbol('part')

export function usePartContext(): PartContext {
  const context = inject(key)
  if (!context) throw new Error('a field of the library stands in a part')
  return context
}

const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
/** The newest version, also one with which it was taken out. */
export const newestOf = (view: ItemView | undefined) => view?.versions[0]?.version ?? 0

function untitled(item: Item): boolean {
  if (item.kind === 'patterns' || item.kind === 'multiples') return false
  const { zh, en } = item.item.title
  return zh.trim() === '' || en.trim() === ''
}

/** The list as it is after a publication. */
function listedWith(
  list: readonly LibraryEntry[],
  which: ItemRef,
  { item, versions }: ItemView,
): LibraryEntry[] {
  const [newest] = versions
  if (!newest) return [...list]
  const { version, at, author, taken_out } = newest
  const title = item.kind === 'patterns' || item.kind === 'multiples' ? null : item.item.title
  const entry = { ...which, title, version, at, author, taken_out }
  const here = list.some((one) => keyOf(one) === keyOf(which))
  return here ? list.map((one) => (keyOf(one) === keyOf(which) ? entry : one)) : [...list, entry]
}

export function usePart(which: ItemRef, view: () => ItemView | undefined) {
  const works = useWorks()
  const name = keyOf(which)
  const { may } = useOpening()
  const mayEdit = computed(() => may('edit_library'))
  const mayConfirm = computed(() => may('confirm_rule'))
  const begun = works.all.value[name]
  const start = begun?.item ?? view()?.item
  if (!start) throw new Error(`nothing is known of ${name}`)

  const item = ref<Item>(copyOf(start))
  const basedOn = ref(begun?.basedOn ?? newestOf(view()))
  const note = ref('')
  const busy = ref(false)
  const fault = shallowRef<ErrorWords>()
  const open = ref<string | null>(null)
  const published = computed(() => JSON.stringify(view()?.item))
  const changed = computed(() => JSON.stringify(item.value) !== published.value)
  const newest = computed(() => newestOf(view()))
  const takenOut = computed(() => view()?.versions[0]?.taken_out ?? false)
  /** Somebody published since this was begun. */
  const stale = computed(() => changed.value && newest.value > basedOn.value)
  const looked = useLookOver(item)
  const broken = computed(() => brokenTexts(item.value))

  const why = computed(() => {
    if (!changed.value) return text('library.publish.nothing')
    if (stale.value) return text('library.publish.stale')
    if (untitled(item.value)) return text('library.publish.untitled')
    if (broken.value > 0) return text('library.publish.broken', { n: broken.value })
    if (looked.faults.value.length > 0)
      return text('library.publish.faults', { n: looked.faults.value.length })
    return undefined
  })

  // What is being written is kept; what says the same as the library is no work.
  watch([item, basedOn, changed], keep, { deep: true, flush: 'sync' })
  function keep() {
    if (changed.value) works.all.value[name] = { item: item.value, basedOn: basedOn.value }
    else Reflect.deleteProperty(works.all.value, name)
  }
  // Somebody else published, and nothing of one's own stands against it.
  watch(view, (now, before) => {
    if (now && JSON.stringify(item.value) === JSON.stringify(before?.item)) take(now)
  })
  function take(now: ItemView) {
    item.value = copyOf(now.item)
    basedOn.value = newestOf(now)
  }

  async function adopt(now: ItemView) {
    // Both at once: a new part must not be nowhere for a moment.
    notifyManager.batch(() => {
      queryClient.setQueryData(itemKey(which), now)
      queryClient.setQueryData<LibraryEntry[]>(['library'], (list) => list && listedWith(list, which, now))
    })
    await refreshLibrary()
  }

  async function publish() {
    if (busy.value || why.value) return
    busy.value = true
    fault.value = undefined
    const sent = JSON.stringify(item.value)
    try {
      const now = await commands.publish(copyOf(item.value), basedOn.value, note.value.trim())
      // What was typed meanwhile begins from what was just published.
      if (JSON.stringify(item.value) === sent) take(now)
      else basedOn.value = newestOf(now)
      note.value = ''
      open.value = null
      await adopt(now)
      await works.flush().catch(() => undefined)
      toast(text('library.publish.done', { n: newestOf(now) }))
    } catch (error) {
      if (asDeskError(error).code === 'library_stale') await reread()
      fault.value = wordsOf(error)
    } finally {
      busy.value = false
    }
  }
  const reread = () => queryClient.invalidateQueries({ queryKey: itemKey(which) })

  /** One's own text goes over the newer version, knowingly. */
  function goOver() {
    basedOn.value = newest.value
    fault.value = undefined
  }

  /** Back to what is published; one's own text can be had back. */
  function discard() {
    const now = view()
    const before = { item: copyOf(item.value), basedOn: basedOn.value }
    if (!now) {
      Reflect.deleteProperty(works.all.value, name)
      return toast(text('library.discarded'), { undo: () => (works.all.value[name] = before) })
    }
    take(now)
    open.value = null
    fault.value = undefined
    toast(text('library.discarded'), {
      undo: () => {
        item.value = before.item
        basedOn.value = before.basedOn
      },
    })
  }

  /** Publishes a text as the newest version; what was there before can be had back in the same way. */
  async function put(next: Item, words: string, undo: () => unknown) {
    try {
      const now = await commands.publish(next, newest.value, words)
      if (!changed.value) take(now)
      await adopt(now)
      toast(text('library.versions.takenUp', { n: newestOf(now) }), { undo })
    } catch (error) {
      toast(lineOf(error), { tone: 'red' })
    }
  }
  /** An earlier version once more. */
  async function takeUp(earlier: Item, version: number): Promise<void> {
    const before = view()
    if (!before) return
    const words = text('library.versions.takeUpNote', { n: version })
    await put(earlier, words, () => takeUp(copyOf(before.item), before.version))
  }

  async function takeOut() {
    const now = view()
    if (!now) return
    try {
      queryClient.setQueryData(['library'], await commands.takeOut(which, newest.value, ''))
      await refreshLibrary()
      toast(text('library.takenOut'), { undo: bringBack })
    } catch (error) {
      toast(lineOf(error), { tone: 'red' })
    }
  }
  async function bringBack() {
    const now = view()
    if (now) await put(copyOf(now.item), text('library.broughtBackNote'), takeOut)
  }

  async function confirm(next: Item, confirmed: boolean): Promise<void> {
    const before = view()
    if (!before || busy.value) return
    busy.value = true
    try {
      const words = text(confirmed ? 'library.rules.confirmNote' : 'library.rules.unconfirmNote')
      const now = await commands.confirmRule(copyOf(next), newest.value, words)
      take(now)
      await adopt(now)
      toast(text(confirmed ? 'library.rules.confirmedNow' : 'library.rules.unconfirmedNow'), {
        undo: () => confirm(copyOf(before.item), !confirmed),
      })
    } catch (error) {
      toast(lineOf(error), { tone: 'red' })
    } finally {
      busy.value = false
    }
  }

  provide(key, { mayEdit, mayConfirm, confirm, open, heard: looked.heard })
  return {
    item,
    note,
    busy,
    fault,
    changed,
    stale,
    basedOn,
    newest,
    takenOut,
    why,
    mayEdit,
    faults: looked.faults,
    lookError: looked.error,
    settled: looked.settled,
    publish,
    goOver,
    discard,
    takeUp,
    takeOut,
    bringBack,
  }
}
