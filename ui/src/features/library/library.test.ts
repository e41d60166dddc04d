import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
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
import { dismissAll, toasts, undoToast } from '@/shared/toasts'
import { violations } from '@/test-axe'
import LibraryScreen from './LibraryScreen.vue'
import { readLines } from './part/diffText'
import { inOrder } from './statement/state'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    catalogue: vi.fn(),
    library: vi.fn(),
    findPlaybooks: vi.fn(),
    libraryItem: vi.fn(),
    libraryDiff: vi.fn(),
    lookOver: vi.fn(),
    publish: vi.fn(),
    takeOut: vi.fn(),
    exportLibrary: vi.fn(),
    offerLibrary: vi.fn(),
    importLibrary: vi.fn(),
    checkWording: vi.fn(),
    rules: vi.fn(),
    draft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn(),
  },
}))

const both = (zh: string, en = zh) => ({ zh, en })
const playbook = (change: Partial<Playbook> = {}): Playbook => ({
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
const checklist: Checklist = {
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
  unless_before: { zh: ['我没有说'], en: [] },
  patterns: [
    { id: 'calm_down', kind: 'orders', language: 'zh-CN', find: '你冷静', rewrite: '您慢慢说' },
    { id: 'policy', kind: 'rules', language: 'zh-CN', find: '这是规定', rewrite: '我查一下' },
  ],
}
const statement = (id: string, title: string, from: string, until: string): Statement => ({
  id,
  title: both(title),
  text: both('{place}正在抢修'),
  categories: [],
  from,
  until,
})
const HOUR = 3_600_000
const hours = (n: number) => new Date(Date.now() + n * HOUR).toISOString()

const idOf = (item: Item) =>
  item.kind === 'patterns' || item.kind === 'multiples' ? item.kind : item.item.id
/** A desk in miniature: parts with all their versions. */
let shelf: Map<string, { versions: VersionView[]; items: (Item | null)[] }>
const nameOf = (kind: string, id: string) => `${kind}/${id}`
function shelve(item: Item | null, name: string, author: string | null, note = '') {
  const part = shelf.get(name) ?? { versions: [], items: [] }
  const version = part.versions.length + 1
  part.versions.unshift({ version, at: hours(-1), author, note, taken_out: item === null })
  part.items.unshift(structuredClone(item))
  shelf.set(name, part)
}
const put = (item: Item, author: string | null = null) => shelve(item, nameOf(item.kind, idOf(item)), author)
function view(name: string, version: number | null = null): ItemView {
  const part = shelf.get(name)
  const at = part?.versions.findIndex(
    (one, place) => part.items[place] && (version === null || one.version === version),
  )
  const item = part?.items[at ?? -1]
  if (!part || at === undefined || !item) throw new DeskError('unknown_item')
  return structuredClone({ item, version: part.versions[at]!.version, versions: part.versions })
}
const entries = (): LibraryEntry[] =>
  [...shelf].map(([name, part]) => {
    const item = part.items.find((one) => one !== null)!
    const { version, at, author, taken_out } = part.versions[0]!
    const title = item.kind === 'patterns' || item.kind === 'multiples' ? null : item.item.title
    return { kind: item.kind, id: name.split('/')[1]!, title, version, at, author, taken_out }
  })
const harsh = (written: string): Heard['warnings'] =>
  written.includes('冷静')
    ? [
        {
          kind: 'orders',
          pattern: 'calm_down',
          start: 0,
          end: 2,
          said: '冷静',
          reason: '客户听到的是命令。',
          rewrite: { start: 0, end: 2, text: '您慢慢说' },
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

const opening = (edit: boolean): Opening => ({
  start: {
    hall: { company: '', name: '一号厅', code: 'A01', counter: '1' },
    staff: [
      { id: '1001', name: '李娜', role: 'hall_manager', active: true },
      { id: '1012', name: '陈刚', role: 'duty_manager', active: true },
    ],
    preferences: {},
    version: '0.1.0',
  },
  at_work: { id: '1012', name: '陈刚', role: edit ? 'duty_manager' : 'clerk', active: true },
  provisional: false,
  sheet_proven: true,
  may: edit ? ['library', 'edit_library'] : ['library'],
  demonstration: false,
  sheet_waits: false,
  losses: [],
  covered: false,
})
let stop: () => void
async function open(path = '/library', { edit = true } = {}) {
  vi.mocked(commands.start).mockResolvedValue(opening(edit))
  queryClient.setQueryData(['opening'], opening(edit))
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
const page = () => screen.findByTestId('page')
/** Opens a text for writing and gives its fields. */
async function edit(words: string) {
  await userEvent.click(await screen.findByRole('button', { name: new RegExp(`修改：.*${words}`) }))
  const fields = within(await screen.findByTestId('sentence-open')).getAllByRole('textbox')
  return { zh: fields[0]!, en: fields[1]! }
}
const publishButton = () => screen.getByTestId('publish')
const pressable = () =>
  waitFor(() => expect(publishButton()).not.toHaveAttribute('aria-disabled'), { timeout: 2_000 })
const lastToast = () => toasts.value.at(-1)!

beforeEach(() => {
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
  vi.mocked(commands.publish).mockImplementation(async (item, basedOn, note) => {
    const name = nameOf(item.kind, idOf(item))
    if ((shelf.get(name)?.versions[0]?.version ?? 0) !== basedOn) throw new DeskError('library_stale')
    shelve(item, name, '1012', note)
    return view(name)
  })
  vi.mocked(commands.takeOut).mockImplementation(async ({ kind, id }) => {
    shelve(null, nameOf(kind, id), '1012')
    return entries()
  })
})

describe('the list', () => {
  test('says who changed a part last, leaves out what was taken out, and finds what the desk finds', async () => {
    shelve(null, 'playbook/general', '1001')
    vi.mocked(commands.findPlaybooks).mockResolvedValue(['broadband_cuts_out'])
    await open()
    const list = await screen.findByRole('listbox', { name: '场景话术' })
    expect(within(list).getAllByRole('option')).toHaveLength(1)
    expect(list).toHaveTextContent('随程序提供')
    await userEvent.click(screen.getByRole('checkbox', { name: '显示已撤下的 1 项' }))
    expect(within(list).getAllByRole('option')[0]).toHaveTextContent(/通用话术.*李娜/)
    await userEvent.type(screen.getByRole('searchbox'), 'kdpf')
    await waitFor(() => expect(commands.findPlaybooks).toHaveBeenLastCalledWith('kdpf'))
    await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(1))
  })
  test('has statements that hold on top and ended ones below', async () => {
    await open('/library/statement')
    const list = await screen.findByRole('listbox', { name: '统一口径' })
    await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(2))
    const [first, second] = within(list).getAllByRole('option')
    expect(first).toHaveTextContent(/光缆中断.*生效中/)
    expect(second).toHaveTextContent(/城西检修.*已结束/)
    expect(inOrder([statement('a', '', hours(1), hours(2))], Date.now())).toHaveLength(1)
  })
  test('that can’t be read says so and is read again', async () => {
    vi.mocked(commands.library).mockRejectedValueOnce(new DeskError('damaged', { path: 'x' }))
    await open()
    expect(await screen.findByRole('alert')).toHaveTextContent('数据文件已损坏')
    await userEvent.click(screen.getByRole('button', { name: '再读一次' }))
    expect(await page()).toHaveTextContent('通用话术')
  })
})

describe('a wording', () => {
  const here = '/library/playbook/broadband_cuts_out'
  test('that hurts is told beside it, mended, published, and the draft is gone', async () => {
    await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.clear(zh)
    await userEvent.type(zh, '您先冷静一下。')
    const opened = screen.getByTestId('sentence-open')
    await waitFor(() => expect(opened).toHaveTextContent('可以说：您慢慢说'), { timeout: 2_000 })
    await waitFor(() => expect(commands.saveDraft).toHaveBeenCalled(), { timeout: 2_500 })
    const [key, json] = vi.mocked(commands.saveDraft).mock.lastCall!
    expect(key).toBe('library')
    expect(json).toContain('您先冷静一下。')
    expect(json).toContain('"basedOn":1')

    await userEvent.clear(zh)
    await userEvent.type(zh, '您慢慢讲，我记着。')
    await waitFor(() => expect(opened).not.toHaveTextContent('可以说'), { timeout: 2_000 })
    await userEvent.type(screen.getByRole('textbox', { name: '改了什么（选填）' }), '换个说法')
    await pressable()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(commands.publish).toHaveBeenCalledOnce())
    const [sent, basedOn, note] = vi.mocked(commands.publish).mock.lastCall!
    expect(sent.kind === 'playbook' && sent.item.wordings[0]?.zh).toBe('您慢慢讲，我记着。')
    expect([basedOn, note]).toEqual([1, '换个说法'])
    await waitFor(() => expect(lastToast().text).toBe('已发布第 2 版，全厅可用'))
    await waitFor(() => expect(commands.discardDraft).toHaveBeenCalledWith('library'))
    expect(screen.queryByTestId('publish-bar')).toBeNull()
  })
  test('takes a slot after a brace, shows it filled, and tells what only one language asks for', async () => {
    await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.clear(zh)
    await userEvent.type(zh, '{{cus')
    expect(await screen.findByRole('option', { name: /称呼/ })).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{Enter}')
    expect(zh).toHaveValue('{customer}')
    await userEvent.type(zh, '，您好。')
    const opened = screen.getByTestId('sentence-open')
    await waitFor(() => expect(opened).toHaveTextContent('张先生，您好。'), { timeout: 2_000 })
    expect(zh).toHaveAccessibleDescription('中英文插入的内容不一致：称呼')
  })
  test('still being written does not keep the others from being looked over', async () => {
    await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.clear(zh)
    await userEvent.type(zh, '{{cust')
    await userEvent.keyboard('{Escape}')
    await waitFor(
      () => {
        const [item] = vi.mocked(commands.lookOver).mock.lastCall!
        expect(item.kind === 'playbook' && item.item.wordings.map((one) => one.zh)).toEqual([
          '—',
          '{customer}，让您久等了。',
        ])
      },
      { timeout: 2_000 },
    )
    expect(zh).toHaveAccessibleDescription('左花括号没有配对')
    expect(publishButton()).toHaveAccessibleDescription('还有 1 处没写好')
    await userEvent.click(publishButton())
    expect(commands.publish).not.toHaveBeenCalled()
  })
  test('is moved by Alt+↓, taken out and put back', async () => {
    await open(here)
    const first = () =>
      [...document.querySelectorAll('.sentence .words')].map((one) => one.textContent).join('|')
    const { zh } = await edit('您慢慢说')
    zh.focus()
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(first()).toMatch(/让您久等了.*您慢慢说/))
    await edit('您慢慢说')
    await userEvent.click(screen.getByRole('button', { name: '删去' }))
    expect(first()).not.toContain('您慢慢说')
    await undoToast(lastToast().id)
    await waitFor(() => expect(first()).toContain('您慢慢说'))
  })
  test('of a draft is there again, and is thrown away with undo', async () => {
    const item = playbook()
    item.wordings[0]!.zh = '昨天写到一半'
    vi.mocked(commands.draft).mockResolvedValue(
      JSON.stringify({
        'playbook/broadband_cuts_out': { item: { kind: 'playbook', item }, basedOn: 1 },
      }),
    )
    await open(here)
    expect(await page()).toHaveTextContent('昨天写到一半')
    expect(screen.getByRole('option', { name: /宽带频繁中断/ })).toHaveTextContent('未发布')
    await userEvent.click(screen.getByTestId('discard'))
    expect(await page()).toHaveTextContent('您慢慢说')
    await undoToast(lastToast().id)
    await waitFor(async () => expect(await page()).toHaveTextContent('昨天写到一半'))
  })
  test('left unpublished is kept, and leaving says so', async () => {
    const { router } = await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.type(zh, '好。')
    await router.push('/')
    await waitFor(() => expect(lastToast().text).toContain('有 1 项改动还没有发布'))
    await waitFor(() => expect(commands.saveDraft).toHaveBeenCalled())
  })
})

describe('when somebody published meanwhile', () => {
  test('one’s own text stays, the difference is offered, and going on takes a word', async () => {
    await open('/library/playbook/broadband_cuts_out')
    vi.mocked(commands.libraryDiff).mockResolvedValue([{ change: 'added', text: '  "zh": "别人的话",' }])
    const { zh } = await edit('您慢慢说')
    await userEvent.type(zh, '我的话。')
    const theirs = playbook()
    theirs.wordings[1]!.zh = '别人的话 {customer}'
    shelve({ kind: 'playbook', item: theirs }, 'playbook/broadband_cuts_out', '1001')
    await pressable()
    await userEvent.click(publishButton())
    const notice = await screen.findByTestId('stale')
    expect(notice).toHaveTextContent('李娜')
    expect(notice).toHaveTextContent('第 2 版')
    expect(zh).toHaveValue('您慢慢说，我在听。我的话。')
    await userEvent.click(within(notice).getByRole('button', { name: '看对方改了什么' }))
    expect(await screen.findByTestId('diff')).toHaveTextContent('别人的话')
    expect(commands.libraryDiff).toHaveBeenLastCalledWith(expect.anything(), 1, 2)
    await userEvent.click(within(screen.getByTestId('stale')).getByRole('button', { name: /发布我的/ }))
    await pressable()
    await userEvent.click(publishButton())
    await waitFor(() => expect(vi.mocked(commands.publish).mock.lastCall![1]).toBe(2))
    await waitFor(() => expect(shelf.get('playbook/broadband_cuts_out')!.versions).toHaveLength(3))
  })
})

describe('versions', () => {
  test('are compared, taken up again, and that is taken back', async () => {
    const second = playbook({ aim: both('新的目标') })
    put({ kind: 'playbook', item: second }, '1001')
    vi.mocked(commands.libraryDiff).mockResolvedValue([
      { change: 'removed', text: '    "zh": "查清楚，修好",' },
      { change: 'added', text: '    "zh": "新的目标",' },
    ])
    await open('/library/playbook/broadband_cuts_out')
    await userEvent.click(await screen.findByRole('radio', { name: '版本 2' }))
    const diff = await screen.findByTestId('diff')
    expect(diff.querySelector('ins')).toHaveTextContent('新的目标')
    expect(diff.querySelector('del')).toHaveTextContent('查清楚，修好')
    expect(diff).toHaveTextContent('删去：')
    await userEvent.click(screen.getByRole('button', { name: '重新启用' }))
    await waitFor(() => expect(lastToast()?.text).toBe('已发布为第 3 版'))
    const newest = () => shelf.get('playbook/broadband_cuts_out')!.items[0]
    expect(newest()).toMatchObject({ item: { aim: { zh: '查清楚，修好' } } })
    expect(await screen.findAllByTestId('version')).toHaveLength(3)
    await undoToast(lastToast().id)
    await waitFor(() => expect(newest()).toMatchObject({ item: { aim: { zh: '新的目标' } } }))
  })
  test('a part is taken out and brought back', async () => {
    await open('/library/playbook/broadband_cuts_out')
    await userEvent.click(await screen.findByTestId('take-out'))
    await waitFor(() => expect(lastToast()?.text).toBe('已撤下，各版本仍保留'))
    await undoToast(lastToast().id)
    await waitFor(() => expect(shelf.get('playbook/broadband_cuts_out')!.items[0]).not.toBeNull())
    expect(vi.mocked(commands.publish).mock.lastCall![1]).toBe(2)
  })
  test('are read without the file’s own marks', () => {
    const lines = readLines([
      { change: 'same', text: '  "wordings": [' },
      { change: 'removed', text: '      "confirmed": true,' },
      { change: 'added', text: '      "confirmed": false' },
      { change: 'skipped', text: '' },
      { change: 'skipped', text: '' },
      { change: 'added', text: '    "angry"' },
    ])
    expect(lines).toEqual([
      { change: 'removed', key: '已核实', words: '是' },
      { change: 'added', key: '已核实', words: '否' },
      { change: 'skipped', key: '', words: '' },
      { change: 'added', key: '', words: '愤怒' },
    ])
  })
})

describe('import', () => {
  test('a broken file shows each fault with its line, and there is nothing to take in', async () => {
    vi.mocked(commands.offerLibrary).mockRejectedValue(
      new DeskError(
        'bad_library',
        {},
        undefined,
        [],
        [
          { line: 41, code: 'slots_differ', about: 'bill' },
          { line: 0, code: 'cycle', about: 'a → b → a' },
        ],
      ),
    )
    await open()
    await userEvent.click(await screen.findByTestId('import'))
    const dialog = await screen.findByRole('dialog', { name: '这个文件不能导入' })
    const rows = within(dialog).getAllByRole('row').slice(1)
    expect(rows.map((row) => row.textContent)).toEqual([
      '41中英文要填的空不一致：bill',
      '—核查清单绕回了原处：a → b → a',
    ])
    expect(within(dialog).queryByTestId('take-in')).toBeNull()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(commands.importLibrary).not.toHaveBeenCalled()
    expect(await violations()).toEqual([])
  })
  test('a sound one is shown first and taken in by a word', async () => {
    const preview = {
      added: [{ kind: 'playbook' as const, item: playbook({ id: 'new', title: both('新场景') }) }],
      changed: [{ kind: 'checklist' as const, item: checklist }],
      same: 7,
    }
    vi.mocked(commands.offerLibrary).mockResolvedValue(preview)
    vi.mocked(commands.importLibrary).mockResolvedValue(preview)
    await open()
    await userEvent.click(await screen.findByTestId('import'))
    const dialog = await screen.findByRole('dialog')
    expect(dialog).toHaveTextContent('新增 1 项')
    expect(dialog).toHaveTextContent('新场景')
    expect(dialog).toHaveTextContent('光猫核查')
    expect(dialog).toHaveTextContent('另有 7 项')
    expect(commands.importLibrary).not.toHaveBeenCalled()
    await userEvent.type(within(dialog).getByRole('textbox'), '省公司新版')
    const reads = vi.mocked(commands.library).mock.calls.length
    await userEvent.click(within(dialog).getByTestId('take-in'))
    await waitFor(() => expect(commands.importLibrary).toHaveBeenCalledWith('省公司新版'))
    await waitFor(() => expect(vi.mocked(commands.library).mock.calls.length).toBeGreaterThan(reads))
  })
  test('nothing chosen is nothing done', async () => {
    vi.mocked(commands.offerLibrary).mockResolvedValue(null)
    await open()
    await userEvent.click(await screen.findByTestId('import'))
    await waitFor(() => expect(commands.offerLibrary).toHaveBeenCalled())
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

test('a new statement is written, published and stands on top', async () => {
  await open('/library/statement')
  await userEvent.click(await screen.findByTestId('new'))
  const title = within(await screen.findByTestId('sentence-open')).getAllByRole('textbox')
  await waitFor(() => expect(title[0]).toHaveFocus())
  await userEvent.keyboard('东区断电{Enter}Power cut{Enter}')
  await waitFor(() => expect(document.activeElement).toHaveAccessibleName('统一这样说 · 中文'))
  await userEvent.keyboard('正在抢修，请您放心。')
  await userEvent.click(screen.getByTestId('same-in-english'))
  await pressable()
  await userEvent.click(publishButton())
  await waitFor(() => expect(commands.publish).toHaveBeenCalled())
  const [sent, basedOn] = vi.mocked(commands.publish).mock.lastCall!
  expect(basedOn).toBe(0)
  expect(sent).toMatchObject({
    kind: 'statement',
    item: {
      id: 'statement',
      title: { zh: '东区断电', en: 'Power cut' },
      text: { en: '正在抢修，请您放心。' },
    },
  })
  const list = screen.getByRole('listbox')
  await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(3))
  expect(within(list).getByRole('option', { name: /东区断电/ })).toHaveTextContent('生效中')
  expect(screen.queryByTestId('publish-bar')).toBeNull()
})

test('a checklist is a tree; where it goes in a circle is told', async () => {
  await open('/library/checklist/light')
  const here = await page()
  expect(here).toHaveTextContent('亮什么灯？')
  expect(here).toHaveTextContent('光路断了')
  expect(here).toHaveTextContent('又回到第 1 问，会绕圈')
  expect(here).toHaveTextContent('第 1 问会绕圈，请改去向')
  await edit('绿灯')
  await userEvent.click(screen.getByRole('radio', { name: '到此为止' }))
  await waitFor(() => expect(here).not.toHaveTextContent('会绕圈'))
  const save = () =>
    JSON.parse(vi.mocked(commands.saveDraft).mock.lastCall![1]) as Record<string, { item: Item }>
  await waitFor(() => expect(commands.saveDraft).toHaveBeenCalled(), { timeout: 2_500 })
  expect(save()['checklist/light']?.item).toMatchObject({
    item: { questions: [{ answers: [{}, { id: 'green', open: true }] }] },
  })
  expect(JSON.stringify(save())).not.toContain('"next"')
})

test('patterns are found by kind and word, tried out on a sentence, and a broken one says why', async () => {
  vi.mocked(commands.checkWording).mockResolvedValue(harsh('冷静'))
  vi.mocked(commands.lookOver).mockResolvedValue({
    faults: [{ line: 0, code: 'bad_pattern', about: 'policy: a group is not closed' }],
    heard: [],
  })
  await open('/library/patterns')
  await userEvent.type(await screen.findByRole('textbox', { name: '试一句' }), '您先冷静')
  await waitFor(() => expect(screen.getByTestId('found')).toHaveTextContent('客户听到的是命令'))
  await userEvent.click(screen.getByRole('button', { name: /看“冷静”用的是哪一条/ }))
  await waitFor(() => expect(screen.queryByText('这是规定')).toBeNull())
  expect(screen.getByText('你冷静')).toBeInTheDocument()
  await userEvent.clear(screen.getByRole('searchbox', { name: '搜索提醒' }))
  await userEvent.click(screen.getByRole('button', { name: '修改：这是规定' }))
  await userEvent.type(screen.getByRole('textbox', { name: '找什么' }), '(')
  await waitFor(
    () =>
      expect(screen.getByRole('textbox', { name: '找什么' })).toHaveAccessibleDescription(/用语规则写得不对/),
    { timeout: 2_000 },
  )
  expect(await violations()).toEqual([])
})

test('a rule is confirmed in the table, and that is taken back', async () => {
  const rule = {
    id: 'law',
    kind: 'law' as const,
    title: both('修障超时免月租'),
    source: both('条例第三十二条'),
    says: both('免月租'),
    confirmed: false,
    remedy: 'rent_waiver' as const,
    formula: { per_day_of: 'monthly_rent' as const, divisor: 30 },
  }
  put({ kind: 'rule', item: rule })
  vi.mocked(commands.rules).mockResolvedValue([
    {
      ...rule,
      title: rule.title.zh,
      source: rule.source.zh,
      says: rule.says.zh,
      input: 'monthly_rent',
      counts_days: true,
    },
  ])
  await open('/library/rule')
  await userEvent.click(await screen.findByRole('button', { name: '核实无误' }))
  await waitFor(() => expect(lastToast()?.text).toContain('已标为核实'))
  expect(shelf.get('rule/law')!.items[0]).toMatchObject({ item: { confirmed: true } })
  await undoToast(lastToast().id)
  await waitFor(() => expect(shelf.get('rule/law')!.items[0]).toMatchObject({ item: { confirmed: false } }))
})

test('who only reads can change nothing', async () => {
  await open('/library/playbook/broadband_cuts_out', { edit: false })
  expect(await page()).toHaveTextContent('您慢慢说')
  expect(screen.getByText('只读')).toBeInTheDocument()
  expect(screen.queryAllByTestId('edit')).toEqual([])
  for (const id of ['import', 'new', 'take-out', 'publish-bar']) expect(screen.queryByTestId(id)).toBeNull()
  expect(await violations()).toEqual([])
})

test('axe finds nothing against an open text', async () => {
  await open('/library/playbook/broadband_cuts_out')
  await edit('您慢慢说')
  expect(await violations()).toEqual([])
})
