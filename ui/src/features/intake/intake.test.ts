import userEvent from '@testing-library/user-event'
import { cleanup, render, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import {
  commands,
  DeskError,
  queryClient,
  type CategoryGroup,
  type EarlierPromise,
  type Line,
  type Outcome,
  type Pinned,
  type TicketView,
} from '@/ipc'
import { carried, numberBeside } from '@/shared/carried'
import { toasts, undoToast } from '@/shared/toasts'
import { violations } from '@/test-axe'
import { blank, fieldOf, restore, toIntake } from './form'
import IntakeScreen from './IntakeScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    catalogue: vi.fn(),
    contacts: vi.fn(),
    statements: vi.fn(),
    draft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn(),
    register: vi.fn(),
    ticket: vi.fn(),
    perform: vi.fn(),
  },
}))

const broadband: CategoryGroup = {
  group: 2,
  zh: '固网宽带',
  en: 'Broadband',
  regulator: 'network',
  items: [
    { zh: '修障超时', en: 'Overdue', fault: true },
    { zh: '频繁障碍', en: 'Repeated', fault: true },
  ],
}
const earlier = {
  id: 'id-3',
  number: 'A01-1-20261119-003',
  received: '2026-11-19T02:00:00Z',
  name: '张',
  address: 'sir',
  category: '2.2',
  summary: '掉线',
  responsible: '1024',
  step: 'ask',
  ended: null,
  broken: 1,
} as Line
const promises: EarlierPromise[] = [
  { text: '明天上门', owner: '装维一班', due: '2026-11-20T10:00:00Z', standing: 'broken' },
]

const incident: Pinned = {
  id: 'statement/cable',
  title: '光缆中断',
  parts: [
    { text: '正在抢修，', slot: null, filled: true },
    { text: 'date', slot: 'date', filled: false },
    { text: '前有消息', slot: null, filled: true },
  ],
  complete: false,
  places: [],
  ask_place: false,
  until: new Date(Date.now() + 3_600_000).toISOString(),
}

let takeKeysAway: () => void
async function open(draft: string | null = null) {
  vi.mocked(commands.start).mockRejectedValue(new DeskError('no_shell'))
  vi.mocked(commands.catalogue).mockResolvedValue([broadband])
  vi.mocked(commands.statements).mockResolvedValue([])
  vi.mocked(commands.contacts).mockImplementation((phone) =>
    Promise.resolve(
      phone === '13812345678'
        ? { counts: 1, tickets: [{ line: earlier, promises, may_go_on: true }], contacts: [] }
        : { counts: 0, tickets: [], contacts: [] },
    ),
  )
  vi.mocked(commands.draft).mockResolvedValue(draft)
  vi.mocked(commands.saveDraft).mockResolvedValue('2026-11-21T02:00:00Z')
  vi.mocked(commands.discardDraft).mockResolvedValue(null)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'new', component: IntakeScreen },
      { path: '/queue', name: 'queue', component: { template: '<p />' } },
      { path: '/ticket/:id', name: 'ticket', component: { template: '<p />' } },
    ],
  })
  await router.push('/queue')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  // Only now: while it mounts, the test library moves the page about and the caret would be lost.
  await router.push('/')
  await screen.findByText('固网宽带')
  await waitFor(() => expect(commands.draft).toHaveBeenCalled())
  return router
}
const phone = () => screen.getByRole('textbox', { name: /^电话/ })

beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  takeKeysAway = installKeyboard()
})
afterEach(() => takeKeysAway())

describe('by keyboard alone', () => {
  test('a complaint takes 24 keys and its sentence', async () => {
    vi.mocked(commands.register).mockResolvedValue({
      view: { ticket: { id: 'id-7', number: 'A01-1-20261121-007' } },
      undo: null,
    } as Outcome)
    const router = await open()
    expect(phone()).toHaveFocus()
    let keys = 0
    const press = async (all: string) => {
      keys += all.replace(/\{[^}]+\}/g, '.').length
      await userEvent.keyboard(all)
    }
    await press('13800001111{Enter}')
    await userEvent.keyboard('李')
    await press('{Enter}2')
    await press('22')
    await press('34')
    await press('{Tab} {Enter}')
    await userEvent.keyboard('每15分钟掉线')
    await press('{Enter}1')
    keys += 1
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(keys).toBeLessThanOrEqual(25)
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/ticket/id-7'))
    expect(commands.register).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        phone: '13800001111',
        name: '李',
        address: 'madam',
        category: '2.2',
        emotion: 'angry',
        strength: 4,
        occurred: expect.any(String) as string,
        phenomenon: '每15分钟掉线',
        wish: 'repair',
        channel: 'counter',
        presence: 'in_person',
        representative: null,
      }),
      null,
      ['new'],
    )
  })
})

test('what is said of an incident stands beside the form, by what the form says of place and matter', async () => {
  const router = await open()
  vi.mocked(commands.statements).mockImplementation(({ matter }) =>
    Promise.resolve(
      matter === '' ? [] : [{ ...incident, ask_place: !matter.includes('南湖花园'), places: ['南湖花园'] }],
    ),
  )
  const matter = screen.getByRole('textbox', { name: /^现象/ })
  await userEvent.type(matter, '断网')
  const card = await screen.findByTestId('statement', {}, { timeout: 2_000 })
  expect(card).toHaveTextContent('统一口径 · 光缆中断')
  expect(card).toHaveTextContent('先确认是不是这里：南湖花园')
  expect(card).toHaveTextContent('正在抢修，日期？缺少日期前有消息')
  await userEvent.type(matter, '，南湖花园')
  await waitFor(() => expect(screen.getByTestId('statement')).toHaveTextContent('仅限：南湖花园'), {
    timeout: 2_000,
  })
  expect(await violations()).toEqual([])
  expect(router.currentRoute.value.name).toBe('new')
})

describe('the number', () => {
  test('shows what came before and gives the name', async () => {
    await open()
    await userEvent.type(phone(), '13812345678')
    expect(await screen.findByTestId('again')).toHaveTextContent('30 天内第 2 次')
    expect(screen.getByRole('textbox', { name: /^客户姓名/ })).toHaveValue('张')
    expect(screen.getByRole('radio', { name: '先生' })).toBeChecked()
    const alarm = screen.getByTestId('alarm')
    expect(alarm).toHaveTextContent('30 天内第 2 次联系')
    expect(alarm).toHaveTextContent('在办 1 张')
    expect(alarm).toHaveTextContent('没有兑现的承诺 1 项')
    expect(screen.getByText('明天上门')).toBeInTheDocument()
    expect(screen.getByText(/装维一班 · 应于/)).toBeInTheDocument()
    expect(await violations()).toEqual([])
  })
  test('raises the alarm by what is older and not done with, though nothing counts', async () => {
    await open()
    vi.mocked(commands.contacts).mockImplementation((number) =>
      Promise.resolve({
        counts: 0,
        tickets: [
          number === '13812345678'
            ? { line: earlier, promises, may_go_on: true }
            : { line: { ...earlier, ended: 'broken_off' }, promises, may_go_on: true },
        ],
        contacts: [],
      }),
    )
    await userEvent.type(phone(), '13812345678')
    expect(await screen.findByTestId('again')).toHaveTextContent('以前的事还没办完')
    const alarm = screen.getByTestId('alarm')
    expect(alarm).toHaveTextContent('以前的事还没办完')
    expect(alarm).toHaveTextContent('在办 1 张')
    expect(screen.getByTestId('go-on')).toBeInTheDocument()
    await userEvent.clear(phone())
    await userEvent.type(phone(), '13812345679')
    await waitFor(() => expect(screen.getByTestId('again')).toHaveTextContent('以前答应的没有兑现'))
  })
  test('another one takes the name away again, but not one that was typed', async () => {
    await open()
    await userEvent.type(phone(), '13812345678')
    await screen.findByTestId('again')
    await userEvent.type(phone(), '{Backspace}9')
    await waitFor(() => expect(screen.getByRole('textbox', { name: /^客户姓名/ })).toHaveValue(''))
    await userEvent.type(screen.getByRole('textbox', { name: /^客户姓名/ }), '王')
    await userEvent.type(phone(), '{Backspace}8')
    await screen.findByTestId('again')
    expect(screen.getByRole('textbox', { name: /^客户姓名/ })).toHaveValue('王')
  })
})

describe('the same customer again', () => {
  const words = '说好昨天来修，没有人来'
  test('is gone on with by two keys, on the earlier ticket, and taken back by one', async () => {
    const view = { ticket: { id: 'id-3', number: earlier.number, revision: 9 } } as TicketView
    vi.mocked(commands.ticket).mockResolvedValue(view)
    const perform = { ticket: 'id-3', revision: 10, actions: [{ do: 'take_back_visit' as const }] }
    vi.mocked(commands.perform).mockResolvedValue({
      view,
      undo: { of: 'came_back', perform },
      worded: [],
    } as Outcome)
    const router = await open(JSON.stringify({ phone: '13812345678', phenomenon: words }))
    await screen.findByTestId('alarm')
    await userEvent.keyboard('{Alt>}e{/Alt}')
    expect(await screen.findByRole('textbox', { name: /客户这次怎么说/ })).toHaveValue(words)
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/ticket/id-3'))
    expect(commands.perform).toHaveBeenCalledExactlyOnceWith({
      ticket: 'id-3',
      revision: 9,
      actions: [{ do: 'came_back', words }],
      clears: ['new'],
    })
    await undoToast(toasts.value.at(-1)!.id)
    // On the record as it is then, whatever else was done on it since.
    expect(commands.perform).toHaveBeenLastCalledWith({ ...perform, revision: 9 })
    // What was typed is a complaint that is not registered yet again.
    expect(commands.saveDraft).toHaveBeenLastCalledWith('new', expect.stringContaining(words))
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/'))
  })
  test('gets a new ticket that names the earlier one', async () => {
    vi.mocked(commands.register).mockResolvedValue({
      view: { ticket: { id: 'id-7', number: 'A01-1-20261121-007' } },
      undo: null,
    } as Outcome)
    await open(JSON.stringify({ phone: '13812345678', emotion: 'calm', phenomenon: words }))
    await screen.findByTestId('alarm')
    await userEvent.keyboard('{Alt>}l{/Alt}')
    expect(screen.getByRole('checkbox', { name: /注明接自 A01-1-20261119-003/ })).toBeChecked()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() =>
      expect(commands.register).toHaveBeenCalledWith(expect.anything(), earlier.number, ['new']),
    )
  })
  test('another number follows from nothing', async () => {
    await open(JSON.stringify({ phone: '13812345678', follows: earlier.number }))
    await screen.findByTestId('alarm')
    await userEvent.type(phone(), '{Backspace}9')
    await waitFor(() => expect(screen.queryByTestId('alarm')).toBeNull())
    await userEvent.type(phone(), '{Backspace}8')
    expect(await screen.findByRole('checkbox', { name: /注明接自/ })).not.toBeChecked()
  })
})

describe('out of the quick entry', () => {
  const from = { phone: '13800001111', name: '李', category: '2.2', phenomenon: '老掉线' }
  afterEach(() => (carried.value = undefined))
  test('what was typed there goes where nothing stands yet', async () => {
    const taken = vi.fn()
    await open(JSON.stringify({ name: '王', phenomenon: '网慢' }))
    carried.value = { ...from, taken }
    await waitFor(() => expect(phone()).toHaveValue('138 0000 1111'))
    expect(screen.getByRole('textbox', { name: /^客户姓名/ })).toHaveValue('王')
    expect(screen.getByRole('textbox', { name: /^现象/ })).toHaveValue('网慢\n老掉线')
    expect(taken).toHaveBeenCalledOnce()
  })
  test('the number typed here is there for one that is opened beside it, and only as long as the form is', async () => {
    await open()
    await userEvent.type(phone(), '13812345678')
    expect(numberBeside.value).toBe('13812345678')
    cleanup()
    expect(numberBeside.value).toBe('')
  })
  test('a complaint from another number is not written over', async () => {
    const taken = vi.fn()
    await open(JSON.stringify({ phone: '13812345678' }))
    await screen.findByTestId('alarm')
    carried.value = { ...from, taken }
    await waitFor(() => expect(toasts.value.at(-1)?.text).toContain('另一个号码'))
    expect(phone()).toHaveValue('138 1234 5678')
    expect(taken).not.toHaveBeenCalled()
  })
})

describe('refused', () => {
  test('the field says why, takes the caret, and is at peace once corrected', async () => {
    vi.mocked(commands.register).mockRejectedValue(new DeskError('not_a_phone', { field: 'contact' }))
    await open(JSON.stringify({ phone: '13812345678', emotion: 'calm', contact: '12' }))
    await screen.findByText('已恢复上次没有登记完的内容')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    const contact = await screen.findByRole('textbox', { name: /^联系电话/ })
    await waitFor(() => expect(contact).toHaveFocus())
    expect(contact).toHaveAccessibleDescription('“联系电话”不是有效的电话号码')
    await userEvent.keyboard('3')
    expect(contact).not.toBeInvalid()
  })
  test('without an emotion nothing is sent', async () => {
    await open()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(screen.getByRole('radio', { name: '平静' })).toHaveFocus())
    expect(commands.register).not.toHaveBeenCalled()
  })
  test('a full disk is told, and what was typed stays', async () => {
    vi.mocked(commands.register).mockRejectedValue(new DeskError('disk_full'))
    await open(JSON.stringify({ phone: '13812345678', emotion: 'calm' }))
    await screen.findByText('已恢复上次没有登记完的内容')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByRole('alert')).toHaveTextContent('输入的内容仍在屏幕上')
    expect(phone()).toHaveValue('138 1234 5678')
  })
})

test('a discarded draft can be taken back', async () => {
  await open(JSON.stringify({ phone: '13812345678' }))
  await userEvent.click(await screen.findByRole('button', { name: '丢弃' }))
  expect(phone()).toHaveValue('')
  expect(commands.discardDraft).toHaveBeenCalledWith('new')
  await undoToast(toasts.value.at(-1)!.id)
  await waitFor(() => expect(phone()).toHaveValue('138 1234 5678'))
})

test('a time that can’t be read survives a restart and is registered as worded', async () => {
  vi.mocked(commands.register).mockRejectedValue(new DeskError('disk_full'))
  await open(JSON.stringify({ phone: '13812345678', emotion: 'calm', occurred_typed: '上个月底' }))
  await screen.findByText('已恢复上次没有登记完的内容')
  expect(screen.getByRole('textbox', { name: /^何时发生/ })).toHaveValue('上个月底')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() =>
    expect(vi.mocked(commands.register).mock.calls[0]?.[0]).toMatchObject({
      occurred: null,
      when: '上个月底',
    }),
  )
})

describe('the form', () => {
  test('takes of an older draft what it knows', () => {
    const form = restore(
      JSON.stringify({ phone: '10000', gone: 1, strength: 'x', emotion: 'calm', wish: null }),
    )
    expect(form).toEqual({ ...blank(), phone: '10000', emotion: 'calm' })
    expect(restore('[1]')).toEqual(blank())
  })
  test('sends a representative only when one is there', () => {
    const form = {
      ...blank(),
      representative_name: '李',
      valid_from: '2026-11-01',
      valid_until: '2026-12-01',
    }
    expect(toIntake(form, 'calm').representative).toBeNull()
    expect(toIntake({ ...form, presence: 'represented' }, 'calm').representative).toMatchObject({
      name: '李',
      valid_until: '2026-12-01',
    })
  })
  test.each([
    ['required', 'phenomenon', 'phenomenon'],
    ['unknown_category', undefined, 'category'],
    ['authorisation_not_seen', undefined, 'letter_seen'],
    ['disk_full', undefined, undefined],
    ['required', 'statement', undefined],
  ])('%s of %s is shown at %s', (code, field, at) => expect(fieldOf(code, field)).toBe(at))
})

test('axe finds nothing against the whole form', async () => {
  await open(JSON.stringify({ phone: '13812345678', presence: 'represented' }))
  await screen.findByTestId('again')
  await userEvent.click(screen.getByTestId('more'))
  expect(screen.getByRole('textbox', { name: /^代理人姓名/ })).toBeInTheDocument()
  expect(await violations()).toEqual([])
})

test('in what capacity somebody is here is folded away, goes with the form and shows when folded', async () => {
  vi.mocked(commands.register).mockRejectedValue(new DeskError('unexpected'))
  await open(JSON.stringify({ phone: '13800004321', emotion: 'angry', category: '2.2', phenomenon: '断网' }))
  expect(screen.queryByRole('radio', { name: /媒体记者/ })).toBeNull()
  const more = screen.getByTestId('more')
  await userEvent.click(more)
  await userEvent.click(screen.getByRole('radio', { name: /媒体记者/ }))
  await userEvent.click(more)
  expect(screen.getByText(/媒体记者/)).toBeInTheDocument()
  await userEvent.click(screen.getByTestId('register'))
  const [form] = vi.mocked(commands.register).mock.calls.at(-1) ?? []
  expect(form).toMatchObject({ sensitive: 'press' })
  await userEvent.click(more)
  await userEvent.click(screen.getByRole('radio', { name: /一般来访/ }))
  await userEvent.click(screen.getByTestId('register'))
  const [plain] = vi.mocked(commands.register).mock.calls.at(-1) ?? []
  expect(plain).toMatchObject({ sensitive: null })
})
