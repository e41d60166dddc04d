/** The library's desk in miniature for the tests beside the screen; they mock `@/ipc`, and this fills the mock. */
import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { expect, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import {
  commands,
  DeskError,
  queryClient,
  type Checklist,
  type Heard,
  type Item,
  type ItemView,
  type LibraryEntry,
  type LookedOver,
  type Opening,
  type PatternFile,
  type Playbook,
  type Statement,
  type VersionView,
} from '@/ipc'
import { dismissAll, toasts } from '@/shared/toasts'
import LibraryScreen from './LibraryScreen.vue'

export const both = (zh: string, en = zh) => ({ zh, en })
export const playbook = (change: Partial<Playbook> = {}): Playbook => ({
  id: 'broadband_cuts_out',
  title: both('宽带频繁中断', 'Broadband cuts out'),
  aim: both('查清楚，修好', 'Find the cause'),
  categories: ['2.2'],
  steps: [],
  emotions: [],
  triggers: { zh: ['掉线'], en: ['drops'] },
  moves: [{ step: 'listen', ...both('先听完', 'Hear them out') }],
  wordings: [
    { id: 'slow', step: 'listen', ...both('您慢慢说，我在听。', 'Take your time.') },
    { id: 'sorry', step: 'listen', ...both('{customer}，让您久等了。', '{customer}, sorry for the wait.') },
  ],
  questions: [],
  look_ups: [],
  offers: [],
  prevention: [],
  hand_over: [],
  ...change,
})
export const checklist: Checklist = {
  id: 'light',
  scope: ['2'],
  title: both('光猫核查', 'Modem'),
  start: 'light',
  questions: [
    {
      id: 'light',
      ask: both('亮什么灯？', 'Which light?'),
      look_up: both('看光猫', 'Look at it'),
      answers: [
        {
          id: 'red',
          say: both('红灯', 'Red'),
          attribution: { side: 'operator', cause: both('光路断了'), unit: both('装维班') },
        },
        { id: 'green', say: both('绿灯', 'Green'), next: 'light' },
      ],
    },
  ],
}
const patterns: PatternFile = {
  reasons: { orders: both('像命令') },
  forms: {},
  slips: [],
  words: { zh: {}, en: {} },
  unless_before: { zh: ['(同事|师傅)说(过|,|:)?', '我没有说'], en: [] },
  patterns: [
    { id: 'calm_down', kind: 'orders', language: 'zh-CN', find: '你冷静', rewrite: '您慢慢说' },
    { id: 'policy', kind: 'rules', language: 'zh-CN', find: '这是规定', rewrite: '我查一下' },
  ],
}
export const statement = (id: string, title: string, from: string, until: string): Statement => ({
  id,
  title: both(title),
  text: both('{place}正在抢修'),
  categories: [],
  from,
  until,
})
const HOUR = 3_600_000
export const hours = (n: number) => new Date(Date.now() + n * HOUR).toISOString()

const idOf = (item: Item) =>
  item.kind === 'patterns' || item.kind === 'multiples' ? item.kind : item.item.id
/** A desk in miniature: parts with all their versions. */
export let shelf: Map<string, { versions: VersionView[]; items: (Item | null)[] }>
export const nameOf = (kind: string, id: string) => `${kind}/${id}`
export function shelve(item: Item | null, name: string, author: string | null, note = '') {
  const part = shelf.get(name) ?? { versions: [], items: [] }
  const version = part.versions.length + 1
  part.versions.unshift({ version, at: hours(-1), author, note, taken_out: item === null })
  part.items.unshift(structuredClone(item))
  shelf.set(name, part)
}
export const put = (item: Item, author: string | null = null) =>
  shelve(item, nameOf(item.kind, idOf(item)), author)
function view(name: string, version: number | null = null): ItemView {
  const part = shelf.get(name)
  const found = part?.versions
    .map((one, place) => ({ version: one.version, item: part.items[place] }))
    .find((one) => one.item && (version === null || one.version === version))
  if (!part || !found?.item) throw new DeskError('unknown_item')
  return structuredClone({ item: found.item, version: found.version, versions: part.versions })
}
const entries = (): LibraryEntry[] =>
  [...shelf].flatMap(([name, part]) => {
    const item = part.items.find((one) => one !== null)
    const [newest] = part.versions
    if (!item || !newest) return []
    const { version, at, author, taken_out } = newest
    const title = item.kind === 'patterns' || item.kind === 'multiples' ? null : item.item.title
    return { kind: item.kind, id: name.split('/')[1] ?? '', title, version, at, author, taken_out }
  })
export const harsh = (written: string): Heard['warnings'] =>
  written.includes('冷静')
    ? [
        {
          kind: 'orders',
          pattern: 'calm_down',
          start: 0,
          end: 2,
          said: '冷静',
          reason: '客户听到的是命令。',
          rewrite: { start: 0, end: 2, text: '您慢慢说', loses: [] },
          printed: null,
        },
      ]
    : []
function looked(item: Item): LookedOver {
  const texts =
    item.kind === 'playbook' ? item.item.wordings : item.kind === 'statement' ? [item.item.text] : []
  const heard = texts.map(({ zh }): Heard => {
    const parts = zh
      .split(/(\{customer\})/)
      .filter(Boolean)
      .map((text) =>
        text === '{customer}'
          ? { text: '张先生', slot: 'customer' as const, filled: true }
          : { text, slot: null, filled: true },
      )
    return { written: zh, language: 'zh-CN', parts, warnings: harsh(zh) }
  })
  return { faults: [], heard }
}

const opening = (edit: boolean, confirms: boolean): Opening => ({
  start: {
    hall: { company: '', name: '一号厅', code: 'A01', counter: '1' },
    staff: [
      { id: '1001', name: '李娜', role: 'hall_manager', active: true },
      { id: '1012', name: '陈刚', role: 'duty_manager', active: true },
    ],
    preferences: {},
    version: '0.1.0',
  },
  at_work: {
    id: '1012',
    name: '陈刚',
    role: edit ? 'duty_manager' : confirms ? 'administrator' : 'clerk',
    active: true,
  },
  provisional: false,
  sheet_proven: true,
  may: [
    'library',
    ...(edit ? ['edit_library' as const] : []),
    ...(confirms ? ['confirm_rule' as const] : []),
  ],
  demonstration: false,
  sheet_waits: false,
  losses: [],
  covered: false,
})
let stop: () => void
export async function open(path = '/library', { edit = true, confirms = false } = {}) {
  vi.mocked(commands.start).mockResolvedValue(opening(edit, confirms))
  queryClient.setQueryData(['opening'], opening(edit, confirms))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/library/:kind?/:id?', name: 'library', props: true, component: LibraryScreen },
      { path: '/', name: 'queue', component: { template: '<p>队列</p>' } },
      { path: '/practice', name: 'practice', component: { template: '<p>练</p>' } },
    ],
  })
  await router.push(path)
  return { router, ...render({ template: '<RouterView />' }, { global: { plugins: [router] } }) }
}
export const page = () => screen.findByTestId('page')
/** Opens a text for writing and gives its fields. */
export async function edit(words: string) {
  await userEvent.click(await screen.findByRole('button', { name: new RegExp(`修改：.*${words}`) }))
  const [zh, en] = within(await screen.findByTestId('sentence-open')).getAllByRole('textbox')
  if (!zh || !en) throw new Error('a text is written in two languages')
  return { zh, en }
}
export const publishButton = () => screen.getByTestId('publish')
export const pressable = () =>
  waitFor(() => expect(publishButton()).not.toHaveAttribute('aria-disabled'), { timeout: 2_000 })
export function lastToast() {
  const last = toasts.value.at(-1)
  if (!last) throw new Error('nothing was told')
  return last
}

/** A fresh desk for each test. */
export function setUp() {
  vi.clearAllMocks()
  queryClient.clear()
  dismissAll()
  stop?.()
  stop = installKeyboard()
  shelf = new Map()
  put({ kind: 'playbook', item: playbook({ id: 'general', title: both('通用话术', 'General') }) })
  put({ kind: 'playbook', item: playbook() })
  put({ kind: 'checklist', item: structuredClone(checklist) })
  put({ kind: 'patterns', item: structuredClone(patterns) })
  put({ kind: 'statement', item: statement('old', '城西检修', hours(-9), hours(-2)) })
  put({ kind: 'statement', item: statement('now', '光缆中断', hours(-1), hours(5)) })
  vi.mocked(commands.catalogue).mockResolvedValue([])
  vi.mocked(commands.rules).mockResolvedValue([])
  vi.mocked(commands.draft).mockResolvedValue(null)
  vi.mocked(commands.saveDraft).mockResolvedValue(hours(0))
  vi.mocked(commands.discardDraft).mockResolvedValue(null)
  vi.mocked(commands.library).mockImplementation(async () => entries())
  vi.mocked(commands.libraryItem).mockImplementation(async ({ kind, id }, version) =>
    view(nameOf(kind, id), version),
  )
  vi.mocked(commands.lookOver).mockImplementation(async (item) => looked(item))
  for (const publishes of [commands.publish, commands.confirmRule])
    vi.mocked(publishes).mockImplementation(async (item, basedOn, note) => {
      const name = nameOf(item.kind, idOf(item))
      if ((shelf.get(name)?.versions[0]?.version ?? 0) !== basedOn) throw new DeskError('library_stale')
      shelve(item, name, '1012', note)
      return view(name)
    })
  vi.mocked(commands.takeOut).mockImplementation(async ({ kind, id }) => {
    shelve(null, nameOf(kind, id), '1012')
    return entries()
  })
}
