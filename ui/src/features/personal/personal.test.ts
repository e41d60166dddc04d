import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  commands,
  DeskError,
  queryClient,
  type ContactView,
  type Kept,
  type Line,
  type Opening,
  type Person,
  type PersonLine,
  type ReviewLine,
} from '@/ipc'
import { toasts } from '@/shared/toasts'
import { violations } from '@/test-axe'
import PersonalPanel from './PersonalPanel.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    reviewList: vi.fn(),
    dispose: vi.fn(),
    person: vi.fn(),
    exportPerson: vi.fn(),
  },
}))

const line = (n: number): ReviewLine => ({
  line: {
    number: `A01-1-20200301-00${n}`,
    name: '何桂兰',
    address: 'madam',
    phone: '163****5517',
    summary: '扣费争议',
  } as Line,
  ended_at: '2020-03-05T06:00:00Z',
})

const came: ContactView = {
  id: 'c-1',
  at: '2020-03-01T02:00:00Z',
  by: '1024',
  phone: '163****5517',
  name: '',
  kind: 'enquiry',
  category: null,
  matter: '问宽带什么时候修好',
  answer: '',
  may_take_back: false,
}

let contacts: ContactView[] = []
function open(lines: ReviewLine[], change: Partial<Opening> = {}, total = lines.length) {
  vi.mocked(commands.reviewList).mockResolvedValue({
    lines,
    total,
    contacts,
    contacts_total: contacts.length,
  })
  queryClient.setQueryData<Opening>(['opening'], {
    start: { hall: null, staff: [], preferences: {}, version: '0.1.0' },
    at_work: { id: '1001', name: '李娜', role: 'hall_manager', active: true },
    provisional: false,
    sheet_proven: true,
    sheet_waits: false,
    losses: [],
    may: ['dispose', 'export_person'],
    demonstration: false,
    covered: false,
    ...change,
  })
  render(PersonalPanel)
}
const pick = async (n: number) =>
  userEvent.click(await screen.findByRole('checkbox', { name: RegExp(`-00${n}`) }))
const ask = async () => {
  await userEvent.click(screen.getByTestId('ask-dispose'))
  return screen.findByRole('dialog')
}
beforeEach(() => {
  contacts = []
  vi.clearAllMocks()
  queryClient.clear()
})

describe('tickets kept long enough', () => {
  test('are erased only after their number was typed', async () => {
    vi.mocked(commands.dispose).mockResolvedValue(2)
    open([line(1), line(2), line(3)])
    await pick(1)
    await pick(3)
    const dialog = await ask()
    expect(dialog).toHaveTextContent('不能撤销')
    expect(dialog).toHaveTextContent('之前做的备份里还有这些内容')
    await userEvent.click(screen.getByTestId('dispose'))
    const field = within(dialog).getByRole('textbox', { name: /项数/ })
    await userEvent.type(field, '3')
    await userEvent.click(screen.getByTestId('dispose'))
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(commands.dispose).not.toHaveBeenCalled()
    await userEvent.clear(field)
    await userEvent.type(field, '2')
    await userEvent.click(screen.getByTestId('dispose'))
    const numbers = [line(1).line.number, line(3).line.number]
    expect(commands.dispose).toHaveBeenCalledWith(numbers, [], 'retention', 36)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(toasts.value.at(-1)).toMatchObject({ text: '已永久删除 2 项记录的内容', undo: undefined })
    expect(commands.reviewList).toHaveBeenCalledTimes(2)
  })
  test('more than are listed are told', async () => {
    open([line(1), line(2)], {}, 203)
    expect(await screen.findByTestId('part')).toHaveTextContent('共 203 项，先列出最早的 2 项')
  })
  test('all at once, and none where none is chosen', async () => {
    open([line(1), line(2)])
    await screen.findByText(/001/)
    expect(screen.getByTestId('ask-dispose')).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(screen.getByRole('checkbox', { name: /全选/ }))
    expect(screen.getByTestId('ask-dispose')).toHaveTextContent('永久删除 2 项')
    await userEvent.click(screen.getByRole('checkbox', { name: /全选/ }))
    expect(screen.getByTestId('ask-dispose')).toHaveAttribute('aria-disabled', 'true')
  })
  test('another time is another list, and nothing of the last one stays chosen', async () => {
    open([line(1)])
    await pick(1)
    await userEvent.click(screen.getByRole('radio', { name: '60 个月' }))
    await waitFor(() => expect(commands.reviewList).toHaveBeenLastCalledWith(60))
    expect(await screen.findByRole('checkbox', { name: /-001/ })).not.toBeChecked()
  })
  test('there may be none', async () => {
    open([])
    expect(await screen.findByText('没有满 36 个月的记录')).toBeInTheDocument()
  })
  test('a refusal keeps the dialog and says why', async () => {
    vi.mocked(commands.dispose).mockRejectedValue(new DeskError('not_ended'))
    open([line(1)])
    await pick(1)
    const dialog = await ask()
    await userEvent.type(within(dialog).getByRole('textbox', { name: /项数/ }), '1')
    await userEvent.click(screen.getByTestId('dispose'))
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('还没有结束')
  })
})

test('a contact that was no complaint is erased like a ticket', async () => {
  vi.mocked(commands.dispose).mockResolvedValue(1)
  contacts = [came]
  open([line(1)])
  await userEvent.click(await screen.findByRole('checkbox', { name: /咨询/ }))
  const dialog = await ask()
  await userEvent.type(within(dialog).getByRole('textbox', { name: /项数/ }), '1')
  await userEvent.click(screen.getByTestId('dispose'))
  expect(commands.dispose).toHaveBeenCalledWith([], ['c-1'], 'retention', 36)
})

describe('what is kept of a person', () => {
  const of = (n: number, kept: Kept | null): PersonLine => ({ line: line(n).line, kept })
  const UNTIL: Kept = { until: '2029-03-05T06:00:00Z' }
  const person = (...tickets: PersonLine[]): Person => ({
    tickets,
    represented: [],
    contacts: [],
    unregistered: 0,
  })
  const find = async (phone = '16300025517') => {
    await userEvent.type(screen.getByRole('textbox', { name: /客户的电话/ }), phone)
    await userEvent.click(screen.getByTestId('find-person'))
  }
  test('says of every ticket whether it can be erased, and why not', async () => {
    vi.mocked(commands.person).mockResolvedValue(person(of(1, null), of(2, UNTIL), of(3, 'open')))
    open([])
    await find()
    const lines = await screen.findAllByRole('listitem')
    expect(lines.map((one) => one.textContent)).toEqual([
      expect.stringContaining('可以删除'),
      expect.stringMatching(/保存到2029年3月5日/),
      expect.stringContaining('还在办'),
    ])
    expect(commands.person).toHaveBeenCalledWith('16300025517', 'purpose_over')
    expect(await violations()).toEqual([])
  })
  test('is erased for the reason chosen, after the number was typed, and the rest stays', async () => {
    vi.mocked(commands.person).mockImplementation((_, plea) =>
      Promise.resolve(person(of(1, plea === 'unlawful' ? null : UNTIL), of(3, 'open'))),
    )
    vi.mocked(commands.dispose).mockResolvedValue(1)
    open([])
    await find()
    await waitFor(() => expect(screen.getByTestId('ask-erase')).toHaveAttribute('aria-disabled', 'true'))
    await userEvent.click(screen.getByRole('radio', { name: '不该收集' }))
    await waitFor(() => expect(screen.getByTestId('ask-erase')).toHaveTextContent('删除 1 项'))
    await userEvent.click(screen.getByTestId('ask-erase'))
    const dialog = await screen.findByRole('dialog')
    expect(dialog).toHaveTextContent('另有 1 项要继续保存')
    await userEvent.click(screen.getByTestId('dispose'))
    expect(commands.dispose).not.toHaveBeenCalled()
    await userEvent.type(within(dialog).getByRole('textbox', { name: /项数/ }), '1')
    await userEvent.click(screen.getByTestId('dispose'))
    expect(commands.dispose).toHaveBeenCalledWith([line(1).line.number], [], { request: 'unlawful' }, 0)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
  test('contacts that were no complaints are there too, and erased with the rest', async () => {
    vi.mocked(commands.person).mockResolvedValue({
      tickets: [of(1, 'open')],
      represented: [],
      contacts: [{ contact: came, kept: null }],
      unregistered: 0,
    })
    vi.mocked(commands.dispose).mockResolvedValue(1)
    open([])
    await find()
    expect(await screen.findByText('问宽带什么时候修好')).toBeInTheDocument()
    await userEvent.click(screen.getByTestId('ask-erase'))
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByRole('textbox', { name: /项数/ }), '1')
    await userEvent.click(screen.getByTestId('dispose'))
    expect(commands.dispose).toHaveBeenCalledWith([], ['c-1'], { request: 'purpose_over' }, 0)
  })
  test('as a representative they are told of, without the customer, whose ticket is not theirs to end', async () => {
    vi.mocked(commands.person).mockResolvedValue({ ...person(of(1, null)), represented: [of(2, null)] })
    open([])
    await find()
    const lines = await screen.findAllByRole('listitem')
    expect(lines[1]).toHaveTextContent('A01-1-20200301-002，作为代理人')
    expect(lines[1]).toHaveTextContent('随客户的投诉单保存')
    expect(lines[1]).not.toHaveTextContent('何桂兰')
    expect(screen.getByText(/这个号码下有 2 张投诉单/)).toBeInTheDocument()
    await userEvent.click(screen.getByTestId('ask-erase'))
    const dialog = await screen.findByRole('dialog')
    expect(dialog).toHaveTextContent('另有 1 项要继续保存')
    vi.mocked(commands.dispose).mockResolvedValue(1)
    await userEvent.type(within(dialog).getByRole('textbox', { name: /项数/ }), '1')
    await userEvent.click(screen.getByTestId('dispose'))
    expect(commands.dispose).toHaveBeenCalledWith([line(1).line.number], [], { request: 'purpose_over' }, 0)
  })
  test('what was never registered is told and copied, and nothing of it is asked to be erased here', async () => {
    vi.mocked(commands.person).mockResolvedValue({ ...person(), unregistered: 2 })
    vi.mocked(commands.exportPerson).mockResolvedValue({ file: '/slips/person-1.json', folder: null })
    open([])
    await find()
    expect(await screen.findByTestId('unregistered')).toHaveTextContent('还有 2 份没有登记')
    expect(screen.queryByTestId('nobody')).toBeNull()
    expect(screen.queryByTestId('ask-erase')).toBeNull()
    await userEvent.click(screen.getByTestId('export-person'))
    await waitFor(() => expect(screen.getByTestId('copied')).toHaveTextContent('/slips/person-1.json'))
    expect(await violations()).toEqual([])
  })
  test('is copied into a file that is in the clear', async () => {
    vi.mocked(commands.person).mockResolvedValue(person(of(1, null)))
    vi.mocked(commands.exportPerson).mockResolvedValue({
      file: '/slips/person-1.json',
      folder: '/slips/person-1',
    })
    open([])
    await find()
    await userEvent.click(await screen.findByTestId('export-person'))
    const told = screen.getByTestId('copied')
    await waitFor(() => expect(told).toHaveTextContent('/slips/person-1.json'))
    expect(told).toHaveTextContent('证据材料在这个文件夹里： /slips/person-1')
    expect(told).toHaveTextContent('没有加密')
    // Of another number nothing of this one is told.
    await userEvent.type(screen.getByRole('textbox', { name: /客户的电话/ }), '1')
    expect(screen.queryByTestId('copied')).toBeNull()
    expect(screen.queryByText(/-001/)).toBeNull()
  })
  test('there may be nothing', async () => {
    vi.mocked(commands.person).mockResolvedValue(person())
    open([])
    await find()
    expect(await screen.findByTestId('nobody')).toHaveTextContent('没有资料')
    expect(screen.queryByTestId('export-person')).toBeNull()
  })
  test('what is no number, and none, is said at the field', async () => {
    vi.mocked(commands.person).mockRejectedValue(new DeskError('bad_request'))
    open([])
    await userEvent.click(screen.getByTestId('find-person'))
    expect(screen.getByRole('textbox', { name: /客户的电话/ })).toBeInvalid()
    await find('123')
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: /客户的电话/ })).toHaveAccessibleDescription(/不是有效/),
    )
  })
})

test('a demonstration has nothing of anybody', () => {
  open([], { demonstration: true })
  expect(commands.reviewList).not.toHaveBeenCalled()
  expect(screen.queryByTestId('find-person')).toBeNull()
})

test('axe finds nothing', async () => {
  open([line(1), line(2)])
  await pick(1)
  expect(await violations()).toEqual([])
  await ask()
  expect(await violations()).toEqual([])
})
