import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import { commands, DeskError, queryClient, type Line, type PromiseLine, type PromiseRequest } from '@/ipc'
import { dismissAll, toasts } from '@/shared/toasts'
import { violations } from '@/test-axe'
import PromiseScreen from './PromiseScreen.vue'
import { place } from './useLedger'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    promises: vi.fn(),
    perform: vi.fn(),
    draft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn(),
  },
}))

const ticket = (n: number) =>
  ({
    id: `id-${n}`,
    number: `A01-1-20261121-00${n}`,
    name: '张',
    address: 'sir',
    phone: '138****5678',
    step: 'follow_up',
    ended: null,
    earlier: 0,
  }) as unknown as Line
const line = (no: number, change: Partial<PromiseLine> = {}): PromiseLine => ({
  no,
  text: `第${no}件事`,
  owner: '王敏',
  due: '2026-11-21T02:00:00Z',
  made: '2026-11-20T02:00:00Z',
  state: { state: 'open' },
  ticket: ticket(no),
  revision: 7,
  ...change,
})
const tallies = { overdue: 2, today: 0, next: 1, open: 3, broken: 1 }
const performed = () => vi.mocked(commands.perform).mock.calls.map(([request]) => request)
let shown: PromiseLine[]
let takeKeysAway: () => void

async function open() {
  vi.mocked(commands.promises).mockImplementation(() =>
    Promise.resolve({
      tallies,
      owners: [{ owner: '王敏', tallies }],
      lines: shown,
      more: false,
      now: '2026-11-21T03:00:00Z',
    }),
  )
  const blank = { template: '<p />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: blank },
      { path: '/promises', name: 'promises', component: PromiseScreen },
      { path: '/ticket/:id/:step?', name: 'ticket', component: blank },
    ],
  })
  await router.push('/promises')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}

beforeEach(() => {
  shown = [line(1), line(2)]
  vi.clearAllMocks()
  vi.mocked(commands.draft).mockResolvedValue(null)
  vi.mocked(commands.saveDraft).mockResolvedValue('')
  vi.mocked(commands.perform).mockResolvedValue({ view: {} as never, undo: null, worded: [] })
  queryClient.clear()
  dismissAll()
  Object.assign(place, { tab: 'overdue', owner: null, current: null })
  takeKeysAway = installKeyboard()
})
afterEach(() => takeKeysAway())

const row = (no: number) => screen.findByRole('row', { name: new RegExp(`第${no}件事`) })

test('one key keeps it, and the hand is on the next one', async () => {
  await open()
  await waitFor(async () => expect(await row(1)).toHaveFocus())
  await userEvent.keyboard('1')
  await waitFor(() => expect(performed()).toHaveLength(1))
  expect(performed()[0]).toEqual({
    ticket: 'id-1',
    revision: 7,
    actions: [{ do: 'keep_promise', promise: 1 }],
    clears: [],
  })
  await waitFor(() => expect(place.current).toBe('id-2:2'))
})

test('broken asks why; what is refused stays typed and says so at its field', async () => {
  await open()
  await waitFor(async () => expect(await row(1)).toHaveFocus())
  await userEvent.keyboard('2')
  const dialog = within(await screen.findByRole('dialog', { name: '记为未兑现' }))
  vi.mocked(commands.perform).mockRejectedValueOnce(new DeskError('required', { field: 'reason' }))
  await userEvent.type(dialog.getByLabelText(/^为什么没有兑现/), '缺件')
  await userEvent.click(dialog.getByTestId('promise-reason'))
  await waitFor(() => expect(dialog.getByLabelText(/^为什么没有兑现/)).toBeInvalid())
  expect(dialog.getByLabelText(/^为什么没有兑现/)).toHaveValue('缺件')
  await userEvent.click(dialog.getByTestId('promise-reason'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(performed()[1]).toMatchObject({
    actions: [{ do: 'break_promise', promise: 1, reason: '缺件' }],
    clears: ['ticket:id-1:promise:1:break'],
  })
})

test('a ticket that has changed meanwhile is read anew and told', async () => {
  await open()
  await waitFor(async () => expect(await row(1)).toHaveFocus())
  vi.mocked(commands.perform).mockRejectedValueOnce(new DeskError('stale'))
  await userEvent.keyboard('1')
  await waitFor(() => expect(toasts.value.at(-1)?.tone).toBe('red'))
  expect(vi.mocked(commands.promises).mock.calls.length).toBeGreaterThan(1)
  expect(place.current).toBe('id-1:1')
})

test('← → along the figures shows each tab, and a broken one can be opened again', async () => {
  await open()
  await row(1)
  shown = [line(3, { state: { state: 'broken', at: '2026-11-21T02:30:00Z', reason: '缺件' } })]
  await userEvent.keyboard('/')
  await userEvent.keyboard('{ArrowLeft}')
  expect(await screen.findByText('缺件')).toBeInTheDocument()
  const asked = vi.mocked(commands.promises).mock.calls.map(([request]: [PromiseRequest]) => request.tab)
  expect(asked).toEqual(['overdue', 'broken'])
  await userEvent.keyboard('{ArrowDown}')
  await waitFor(async () => expect(await row(3)).toHaveFocus())
  await userEvent.keyboard('1')
  await waitFor(() => expect(performed()[0]?.actions).toEqual([{ do: 'reopen_promise', promise: 3 }]))
})

test('Enter opens the ticket at its step; an empty tab says so; axe finds nothing', async () => {
  shown = []
  await open()
  expect(await screen.findByText('没有逾期的承诺')).toBeInTheDocument()
  expect(await violations()).toEqual([])
  shown = [line(1)]
  await queryClient.invalidateQueries()
  ;(await row(1)).focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('grid')).toBeNull())
})
