/** What stands in the list: the parts of a kind, those being written among them, found by what was typed. */
import { computed, ref, type Ref } from 'vue'
import { language } from '@/i18n'
import type { ItemKind, LibraryEntry, Statement } from '@/ipc'
import { useNow } from '@/shared/now'
import { useSearchText } from '@/shared/search'
import { tabOf, titled, titleOf, type Tab } from './names'
import type { Works } from './part/works'
import { keyOf, refOf } from './part/works'
import { inOrder, stateOf, type StatementState } from './statement/state'
import { useFound, useItems } from './useLibrary'

export interface Listed {
  key: string
  kind: ItemKind
  id: string
  title: string
  /** None of a part that was never published. */
  entry?: LibraryEntry
  unpublished: boolean
  /** Only of statements. */
  state?: StatementState
}

/** What serves every talk comes first, then by title: in Chinese that is by pinyin. */
const FIRST = 'playbook/general'
const byTitle = (a: Listed, b: Listed) =>
  Number(b.key === FIRST) - Number(a.key === FIRST) || a.title.localeCompare(b.title, language.value)

export function useList(tab: Ref<Tab>, entries: Ref<readonly LibraryEntry[] | undefined>, works: Works) {
  const typed = ref('')
  const search = useSearchText(typed)
  const showGone = ref(false)
  const found = useFound(tab, search)
  const now = useNow()

  const ofTab = computed(() => (entries.value ?? []).filter(({ kind }) => tabOf(kind) === tab.value))
  const gone = computed(() => ofTab.value.filter((one) => one.taken_out).length)

  const statementRefs = computed(() =>
    tab.value === 'statement' ? ofTab.value.map(({ kind, id }) => ({ kind, id })) : [],
  )
  const views = useItems(statementRefs)
  const statements = computed(() => {
    const known = new Map<string, Statement>()
    for (const { item } of views.value) if (item.kind === 'statement') known.set(item.item.id, item.item)
    for (const { item } of Object.values(works.all.value))
      if (item.kind === 'statement') known.set(item.item.id, item.item)
    return known
  })

  const all = computed<Listed[]>(() => {
    const published: Listed[] = ofTab.value.map((entry) => ({
      key: keyOf(entry),
      kind: entry.kind,
      id: entry.id,
      title: titled(entry.kind, entry.title),
      entry,
      unpublished: keyOf(entry) in works.all.value,
    }))
    published.sort(byTitle)
    const here = new Set(published.map(({ key }) => key))
    const begun = Object.entries(works.all.value)
      .filter(([key, { item }]) => tabOf(item.kind) === tab.value && !here.has(key))
      .map(([key, { item }]) => ({ key, ...refOf(item), title: titleOf(item), unpublished: true }))
    return [...begun, ...published]
  })

  function ordered(shown: Listed[]): Listed[] {
    if (tab.value !== 'statement') return shown
    // The tick brings the list up to date; what was just made is newer than it.
    const at = Math.max(now.value, Date.now())
    const dated = shown.flatMap((one) => {
      const statement = statements.value.get(one.id)
      if (!statement) return []
      const { from, until } = statement
      return [{ ...one, from, until, state: stateOf(statement, at) }]
    })
    return inOrder(dated, at)
  }
  /** Where a search brings it: as it was ranked, else by its title. */
  function matching(shown: Listed[]): Listed[] {
    const words = search.value.toLowerCase()
    if (words === '') return shown
    const ids = found.value
    if (ids) {
      const ranked = ids.flatMap((id) => shown.find((one) => one.id === id) ?? [])
      return [...shown.filter(({ entry, title }) => !entry && title.toLowerCase().includes(words)), ...ranked]
    }
    // What is found comes in a moment; until then the list stays.
    if (tab.value === 'playbook') return shown
    return shown.filter(({ title, entry }) =>
      [title, entry?.title?.zh ?? '', entry?.title?.en ?? ''].some((one) =>
        one.toLowerCase().includes(words),
      ),
    )
  }
  const listed = computed(() =>
    ordered(matching(all.value.filter(({ entry }) => showGone.value || !entry?.taken_out))),
  )
  return { typed, showGone, gone, all, listed }
}
