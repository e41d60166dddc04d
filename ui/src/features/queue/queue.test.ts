import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import {
  commands,
  DeskError,
  queryClient,
  type Line,
  type Opening,
  type QueueRequest,
  type QueueView,
  type Unfinished,
} from '@/ipc'
import { toasts } from '@/shared/toasts'
import { violations } from '@/test-axe'
import QueueScreen from './QueueScreen.vue'
import { place } from './useQueue'
import { numberOf } from './words'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    queue: vi.fn(),
    catalogue: vi.fn(),
    ticket: vi.fn(),
    start: vi.fn(),
    unfinished: vi.fn(),
    handOver: vi.fn(),
  },
}))

const line = (n: number, change: Partial<Line> = {}): Line => ({
  id: `id-${n}`,
  number: `A01-1-20261121-00${n}`,
  received: '2026-11-21T02:00:00Z',
  name: '张',
  address: 'sir',
  phone: '138****5678',
  category: '2.2',
  channel: 'counter',
  summary: '掉线',
  responsible: '1024',
  step: 'gather',
  round: 1,
  ended: null,
  next: 'continue',
  due: null,
  earlier: 0,
  raised: false,
  broken: 0,
  approval: null,
  escalated: null,
  follows: null,
  incident: null,
  sensitive: null,
  holder: '1024',
  ...change,
})

let takeKeysAway: () => void
let left: Unfinished[] = []
let unnoted: Line[] = []
async function open(lines: Line[] = [line(7, { earlier: 2 }), line(8, { next: 'sign' })], more = false) {
  vi.mocked(commands.queue).mockImplementation(({ after }: QueueRequest) =>
    Promise.resolve({
      tallies: [{ lane: 'overdue', count: 3 }],
      lines: after ? [line(9)] : lines,
      unnoted,
      more: more && !after,
      now: '2026-11-21T03:00:00Z',
    }),
  )
  vi.mocked(commands.start).mockRejectedValue(new DeskError('no_shell'))
  vi.mocked(commands.catalogue).mockResolvedValue([])
  vi.mocked(commands.unfinished).mockResolvedValue(left)
  vi.mocked(commands.ticket).mockReturnValue(new Promise(() => undefined))
  const blank = { template: '<p />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: QueueScreen },
      { path: '/new', name: 'new', component: blank },
      { path: '/ticket/:id', name: 'ticket', component: blank },
      { path: '/ticket/:id/sign', name: 'sign', component: blank },
    ],
  })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  if (lines.length > 0) await screen.findAllByRole('row')
  return router
}

beforeEach(() => {
  left = []
  unnoted = []
  vi.clearAllMocks()
  queryClient.clear()
  Object.assign(place, { lane: 'open', current: null, preview: false })
  takeKeysAway = installKeyboard()
})
afterEach(() => takeKeysAway())

describe('the table', () => {
  test('takes the hand; ↓ and Enter go to what is to be done', async () => {
    const router = await open()
    await waitFor(() => expect(screen.getByRole('row', { name: /007/ })).toHaveFocus())
    expect(screen.getByText('第 3 次')).toBeInTheDocument()
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/ticket/id-8/sign'))
  })
  test('Enter before a search has answered goes to what it finds, not to a line that is about to go', async () => {
    await open()
    await waitFor(() => expect(screen.getByRole('row', { name: /007/ })).toHaveFocus())
    let answer = (_: QueueView) => {}
    vi.mocked(commands.queue).mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const field = screen.getByRole('textbox', { name: '搜索' })
    await userEvent.click(field)
    await userEvent.type(field, '138')
    await userEvent.keyboard('{Enter}')
    await screen.findByText(/“138”/)
    expect(field).toHaveFocus()
    answer({ tallies: [], lines: [line(9), line(7)], unnoted: [], more: false, now: '2026-11-21T03:00:00Z' })
    // The first of what was found, although the line from before is among it.
    await waitFor(() => expect(screen.getByRole('row', { name: /009/ })).toHaveFocus())
    expect(screen.getAllByRole('row')).toHaveLength(3)
  })
  test('Space shows a line and takes it away again', async () => {
    await open()
    await waitFor(() => expect(screen.getByRole('row', { name: /007/ })).toHaveFocus())
    await userEvent.keyboard(' ')
    expect(screen.getByRole('complementary', { name: '预览' })).toHaveTextContent('A01-1-20261121-007')
    await userEvent.keyboard('{ArrowDown}')
    expect(screen.getByRole('complementary')).toHaveTextContent('A01-1-20261121-008')
    await userEvent.keyboard(' ')
    expect(screen.queryByRole('complementary')).toBeNull()
  })
  test('reaching the last line brings the next page', async () => {
    await open(undefined, true)
    await waitFor(() => expect(screen.getByRole('row', { name: /007/ })).toHaveFocus())
    await userEvent.keyboard('{ArrowDown}')
    await screen.findByRole('row', { name: /009/ })
    expect(commands.queue).toHaveBeenLastCalledWith(expect.objectContaining({ after: 'id-8' }))
  })
})

test('a number of another day is told from today’s', () => {
  const now = '2026-11-20T17:00:00Z'
  expect(numberOf({ number: 'A01-1-20261121-001' }, now)).toBe('001')
  expect(numberOf({ number: 'A01-1-20261120-001' }, now)).toBe('11-20 · 001')
  expect(numberOf({ number: 'A01-1-20251121-001' }, now)).toBe('11-21 · 001')
})

describe('lanes', () => {
  test('/ goes to them, → shows the next one, ↓ goes back to the table', async () => {
    await open()
    await waitFor(() => expect(screen.getByRole('row', { name: /007/ })).toHaveFocus())
    await userEvent.keyboard('/')
    expect(screen.getByRole('button', { name: /全部在办/ })).toHaveFocus()
    await userEvent.keyboard('{ArrowRight}')
    expect(commands.queue).toHaveBeenLastCalledWith(expect.objectContaining({ lane: 'ended' }))
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(screen.getByRole('row', { name: /007/ })).toHaveFocus())
    expect(screen.getByRole('button', { name: /已超时/ })).toHaveTextContent('3')
  })
})

describe('search', () => {
  test('waits for the input method and asks once', async () => {
    await open()
    await userEvent.keyboard('{F3}')
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: '搜索' })
    expect(field).toHaveFocus()
    const before = vi.mocked(commands.queue).mock.calls.length
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    field.value = 'kuan'
    field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
    await new Promise((done) => setTimeout(done, 200))
    expect(commands.queue).toHaveBeenCalledTimes(before)
    field.value = '宽'
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
    await waitFor(() => expect(commands.queue).toHaveBeenCalledTimes(before + 1))
    expect(commands.queue).toHaveBeenLastCalledWith(expect.objectContaining({ search: '宽' }))
  })
  test('a slash in it is a character, Esc clears', async () => {
    await open()
    await userEvent.keyboard('{F3}a/b')
    expect(screen.getByRole('textbox', { name: '搜索' })).toHaveValue('a/b')
    await userEvent.keyboard('{Escape}')
    expect(screen.getByRole('textbox', { name: '搜索' })).toHaveValue('')
  })
})

test('an empty queue says what to press', async () => {
  await open([])
  expect(await screen.findByText('没有在办的投诉')).toBeInTheDocument()
  expect(screen.getAllByRole('button', { name: /新投诉/ })).not.toHaveLength(0)
})

test('axe finds nothing against the queue with its preview', async () => {
  await open()
  await waitFor(() => expect(screen.getByRole('row', { name: /007/ })).toHaveFocus())
  await userEvent.keyboard(' ')
  expect(await violations()).toEqual([])
})

describe('what was left unfinished', () => {
  const person = (id: string, name: string, role: 'clerk' | 'auditor', active = true) => ({
    id,
    name,
    role,
    active,
  })
  const opening: Opening = {
    start: {
      hall: null,
      staff: [
        person('1024', '王敏', 'clerk'),
        person('1031', '李娜', 'clerk'),
        person('1040', '赵强', 'clerk', false),
        person('1060', '方正清', 'auditor'),
      ],
      preferences: {},
      version: '0.1.0',
    },
    at_work: person('1024', '王敏', 'clerk'),
    provisional: false,
    sheet_proven: true,
    may: ['hand_over'],
    demonstration: false,
    sheet_waits: false,
    losses: [],
    covered: false,
  }
  const SAVED = '2026-11-21T02:30:00Z'
  beforeEach(() => {
    queryClient.setQueryData(['opening'], opening)
    left = [
      { line: line(7), forms: 2, saved_at: SAVED },
      { line: null, forms: 1, saved_at: SAVED },
    ]
  })
  const list = async () => {
    await userEvent.click(await screen.findByRole('button', { name: '未完成 2' }))
    return screen.findByRole('dialog')
  }
  test('a loss is told until it was read', async () => {
    const line = { position: 9, at: SAVED, by: null, act: 'cut_back', object: '', detail: '' } as const
    queryClient.setQueryData(['opening'], { ...opening, losses: [line] })
    await open()
    expect(screen.getByTestId('loss')).toHaveTextContent('已经存下的记录少了一部分')
    // Only where the whole of it stands: nobody puts away what an ellipsis hid.
    expect(screen.queryByTestId('loss-read')).toBeNull()
    await userEvent.click(screen.getByTestId('notes'))
    expect(await violations()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '知道了' }))
    expect(screen.queryByTestId('loss')).toBeNull()
  })
  test('is not spoken of where there is nothing', async () => {
    left = []
    await open()
    expect(screen.queryByTestId('unfinished')).toBeNull()
  })
  test('is listed, and gone on with where it was', async () => {
    const router = await open()
    expect(await list()).toHaveTextContent(/A01-1-20261121-007.*2 处.*新投诉，还没登记/)
    expect(await violations()).toEqual([])
    await userEvent.click(screen.getAllByRole('button', { name: '继续' })[1]!)
    await waitFor(() => expect(router.currentRoute.value.name).toBe('new'))
  })
  test('is handed to a colleague who does such work, and to nobody else', async () => {
    vi.mocked(commands.handOver).mockResolvedValue(1)
    await open()
    await list()
    await userEvent.click(screen.getAllByRole('button', { name: '移交…' })[0]!)
    const items = await screen.findAllByRole('menuitem')
    expect(items.map((one) => one.textContent?.trim())).toEqual(['李娜 1031'])
    left = left.slice(1)
    vi.mocked(commands.unfinished).mockResolvedValue(left)
    await userEvent.click(items[0]!)
    expect(commands.handOver).toHaveBeenCalledWith('id-7', '1031')
    await waitFor(() =>
      expect(toasts.value.at(-1)?.text).toBe('已移交李娜 1 处；另有 1 处对方也在填写，各自保留'),
    )
    await waitFor(() => expect(screen.queryByText(/-007 张先生/)).toBeNull())
  })
})

test('a visit that no manager has taken note of stands above the list and leads to its ticket', async () => {
  const visit = line(8, { sensitive: 'press', raised: true, summary: '记者问套餐资费' })
  unnoted = [visit]
  const router = await open([line(7), visit])
  const notice = await screen.findByTestId('sensitive-notice')
  expect(notice).toHaveTextContent('媒体记者来访，请到场：记者问套餐资费')
  // The row names the capacity; "raised" would only say it again.
  const row = screen.getByRole('row', { name: /008/ })
  expect(row).toHaveTextContent('媒体记者')
  expect(row).not.toHaveTextContent('优先')
  expect(await violations()).toEqual([])
  await userEvent.click(screen.getByTestId('sensitive-open'))
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/ticket/id-8'))
})
test('without one nothing stands there', async () => {
  await open()
  expect(screen.queryByTestId('sensitive-notice')).toBeNull()
})
