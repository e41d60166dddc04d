import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import { commands, DeskError, queryClient, type CategoryGroup, type ContactView, type Line } from '@/ipc'
import { carried, numberBeside } from '@/shared/carried'
import { toasts, undoToast } from '@/shared/toasts'
import { violations } from '@/test-axe'
import ContactDialog from './ContactDialog.vue'

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
    noteContact: vi.fn(),
    takeBackContact: vi.fn(),
    checkWording: vi.fn(),
  },
}))

const broadband: CategoryGroup = {
  group: 2,
  zh: '固网宽带',
  en: 'Broadband',
  regulator: 'network',
  items: [{ zh: '修障超时', en: 'Overdue', fault: true }],
}
const line = { number: 'A01-1-20261119-003', ended: null } as Line

let takeKeysAway: () => void
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  takeKeysAway = installKeyboard()
})
afterEach(() => {
  takeKeysAway()
  carried.value = undefined
  numberBeside.value = ''
})

async function open(draft: string | null = null) {
  vi.mocked(commands.catalogue).mockResolvedValue([broadband])
  vi.mocked(commands.statements).mockResolvedValue([])
  vi.mocked(commands.contacts).mockImplementation((phone) =>
    Promise.resolve(
      phone === '13812345678'
        ? { counts: 2, tickets: [{ line, promises: [], may_go_on: true }], contacts: [] }
        : { counts: 0, tickets: [], contacts: [] },
    ),
  )
  vi.mocked(commands.draft).mockResolvedValue(draft)
  vi.mocked(commands.checkWording).mockImplementation((said) =>
    Promise.resolve(
      [...said.matchAll(/您必须/g)].map(({ index }) => ({
        kind: 'orders' as const,
        pattern: 'must',
        start: index,
        end: index + 3,
        said: '您必须',
        reason: '听着像命令。',
        rewrite: { start: index, end: index + 3, text: '请您', loses: [] },
        printed: null,
      })),
    ),
  )
  vi.mocked(commands.saveDraft).mockResolvedValue('2026-11-21T02:00:00Z')
  vi.mocked(commands.discardDraft).mockResolvedValue(null)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: { template: '<p />' } },
      { path: '/new', name: 'new', component: { template: '<p />' } },
    ],
  })
  const { emitted } = render(ContactDialog, { props: { open: true }, global: { plugins: [router] } })
  const field = await screen.findByRole('textbox', { name: /^电话/ })
  await waitFor(() => expect(field).toHaveFocus())
  return { router, closed: () => emitted('update:open')?.at(-1) }
}

test('a fault report by keyboard alone, and taken back', async () => {
  vi.mocked(commands.noteContact).mockResolvedValue({ id: 'c-1', kind: 'fault_report' } as ContactView)
  const { closed } = await open()
  await userEvent.keyboard('13812345678{Enter}2')
  const matter = await screen.findByRole('textbox', { name: /^报什么障/ })
  await waitFor(() => expect(matter).toHaveFocus())
  expect(screen.getByTestId('contact-earlier')).toHaveTextContent('30 天内第 3 次')
  expect(screen.getByTestId('contact-earlier')).toHaveTextContent('在办 A01-1-20261119-003')
  await userEvent.keyboard('光猫红灯{Enter}已派单')
  expect(await violations()).toEqual([])
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(closed()).toEqual([false]))
  expect(commands.noteContact).toHaveBeenCalledExactlyOnceWith(
    {
      phone: '13812345678',
      name: '',
      kind: 'fault_report',
      category: '',
      matter: '光猫红灯',
      answer: '已派单',
    },
    ['contact'],
  )
  await undoToast(toasts.value.at(-1)!.id)
  expect(commands.takeBackContact).toHaveBeenCalledWith('c-1')
})

test('what is said of an incident is told at once, and not to who came to thank', async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const parts = [{ text: '正在抢修。', slot: null, filled: true }]
  const statement = {
    id: 's',
    title: '光缆中断',
    parts,
    complete: true,
    places: ['南湖花园'],
    ask_place: true,
    until,
  }
  await open()
  vi.mocked(commands.statements).mockResolvedValue([statement])
  queryClient.clear()
  await userEvent.keyboard('13812345678{Enter}2')
  await userEvent.keyboard('断网')
  const card = await screen.findByTestId('statement', {}, { timeout: 2_000 })
  expect(card).toHaveTextContent('先确认是不是这里：南湖花园')
  expect(card).toHaveTextContent('正在抢修。')
  expect(screen.getByText('有统一口径，见最下面')).toBeInTheDocument()
  // It comes while somebody types: no field stands behind it that would move.
  const name = screen.getByRole('textbox', { name: /^客户姓名/ })
  expect(name.compareDocumentPosition(card)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  await userEvent.click(screen.getByRole('radio', { name: '表扬致谢' }))
  expect(screen.queryByTestId('statement')).toBeNull()
})

test('what was answered is checked for wording, what the customer asked is not', async () => {
  await open(JSON.stringify({ phone: '13800001111', matter: '他说您必须来', answer: '您必须本人来' }))
  const answer = screen.getByRole('textbox', { name: /^怎么答复/ })
  await screen.findByText(/听着像命令/)
  expect(commands.checkWording).not.toHaveBeenCalledWith('他说您必须来')
  answer.focus()
  await userEvent.keyboard('{Alt>}r{/Alt}')
  expect(answer).toHaveValue('请您本人来')
})

test('a refusal stands at its field, and what was typed stays', async () => {
  vi.mocked(commands.noteContact).mockRejectedValue(new DeskError('required', { field: 'matter' }))
  const { closed } = await open(JSON.stringify({ phone: '13800001111', answer: '请他带身份证来' }))
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(screen.getByRole('textbox', { name: /^问了什么/ })).toBeInvalid())
  expect(screen.getByRole('textbox', { name: /^怎么答复/ })).toHaveValue('请他带身份证来')
  expect(closed()).toBeUndefined()
})

test('what turns out to be a complaint is carried to its form', async () => {
  const draft = { phone: '13800001111', name: '李', kind: 'enquiry', category: '2.1', matter: '老断网' }
  const { router } = await open(JSON.stringify(draft))
  await userEvent.keyboard('{F2}')
  await waitFor(() => expect(router.currentRoute.value.name).toBe('new'))
  expect(carried.value).toMatchObject({
    phone: '13800001111',
    name: '李',
    category: '2.1',
    phenomenon: '老断网',
  })
  expect(commands.discardDraft).not.toHaveBeenCalled()
  carried.value?.taken()
  await waitFor(() => expect(commands.discardDraft).toHaveBeenCalledWith('contact'))
})

test('opened beside the form of a complaint it has the number that stands there', async () => {
  numberBeside.value = '13812345678'
  await open(JSON.stringify({ phone: '13800001111' }))
  expect(screen.getByRole('textbox', { name: /^电话/ })).toHaveValue('138 1234 5678')
  expect(await screen.findByTestId('contact-earlier')).toHaveTextContent('30 天内第 3 次')
})

test('what was begun for somebody else keeps its number', async () => {
  numberBeside.value = '13812345678'
  await open(JSON.stringify({ phone: '13800001111', matter: '问账单' }))
  expect(screen.getByRole('textbox', { name: /^电话/ })).toHaveValue('138 0000 1111')
})
