import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import { commands, DeskError, queryClient, type FollowUpLine, type Line } from '@/ipc'
import { dismissAll } from '@/shared/toasts'
import { violations } from '@/test-axe'
import FollowingScreen from './FollowingScreen.vue'
import { blank, nextAttempt, outcomeOf } from './outcome'
import { place } from './useList'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    followUps: vi.fn(),
    perform: vi.fn(),
    catalogue: vi.fn(),
    start: vi.fn(),
    draft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn(),
    revealPhone: vi.fn(),
  },
}))

const line = (n: number, change: Partial<FollowUpLine> = {}): FollowUpLine => ({
  why: 'call_back',
  at: '2026-11-21T10:00:00Z',
  due: '2026-11-21T10:00:00Z',
  attempts: 0,
  enough: false,
  agreed: ['换光缆'],
  waiting: null,
  may_open_round: true,
  ticket: {
    id: `id-${n}`,
    number: `A01-1-20261121-00${n}`,
    name: '张',
    address: 'sir',
    phone: '138****5678',
    category: '2.2',
    summary: '掉线',
    earlier: 0,
  } as unknown as Line,
  revision: 9,
  ...change,
})
let shown: FollowUpLine[]
let overdue = 0
let takeKeysAway: () => void
const performed = () => vi.mocked(commands.perform).mock.calls.map(([request]) => request)

async function open() {
  vi.mocked(commands.followUps).mockImplementation(() =>
    Promise.resolve({
      tallies: { overdue, today: shown.length, tomorrow: 0, missed: 0, all: shown.length, thanks: 0 },
      lines: shown,
      thanks: [],
      more: false,
      now: '2026-11-21T03:00:00Z',
    }),
  )
  const nothing = { template: '<p />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: nothing },
      { path: '/following', name: 'followUps', component: FollowingScreen },
      { path: '/ticket/:id/:step?', name: 'ticket', component: nothing },
    ],
  })
  await router.push('/following')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  if (shown.length > 0)
    await waitFor(() => expect(document.activeElement?.matches('tr[data-row]')).toBe(true))
  return router
}
beforeEach(() => {
  shown = [line(1)]
  vi.clearAllMocks()
  vi.mocked(commands.catalogue).mockResolvedValue([])
  vi.mocked(commands.start).mockRejectedValue(new DeskError('no_shell'))
  vi.mocked(commands.draft).mockResolvedValue(null)
  vi.mocked(commands.saveDraft).mockResolvedValue('')
  vi.mocked(commands.perform).mockResolvedValue({ view: {} as never, undo: null, worded: [] })
  queryClient.clear()
  dismissAll()
  Object.assign(place, { tab: 'today', current: null })
  takeKeysAway = installKeyboard()
})
afterEach(() => takeKeysAway())

test('“solved” alone is no answer: satisfied is asked apart', async () => {
  await open()
  await userEvent.keyboard('1')
  const dialog = within(await screen.findByRole('dialog', { name: '回访张先生' }))
  expect(dialog.getByTestId('record-outcome')).toHaveAttribute('aria-disabled', 'true')
  await userEvent.click(dialog.getByRole('radio', { name: /基本满意/ }))
  await userEvent.click(dialog.getByTestId('record-outcome'))
  await waitFor(() => expect(performed()).toHaveLength(1))
  expect(performed()[0]?.actions).toMatchObject([
    { do: 'call_back', opinion: { solved: 'yes', satisfied: 'fairly', remark: '' } },
  ])
})

test('a “no” begins another round, and the work goes on there', async () => {
  const router = await open()
  await userEvent.keyboard('3')
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('radio', { name: /^2?\s*基本满意/ }))
  expect(dialog.getByText(/开始下一轮/)).toBeInTheDocument()
  await userEvent.click(dialog.getByTestId('record-outcome'))
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/ticket/id-1'))
  expect(performed()[0]?.actions.map((action) => action.do)).toEqual(['call_back', 'open_round'])
  expect(performed()[0]?.actions[1]).toMatchObject({ reason: '客户回访时表示：未解决，基本满意' })
})

test('where no further round may begin, the “no” is recorded all the same', async () => {
  shown = [line(1, { may_open_round: false })]
  await open()
  await userEvent.keyboard('3')
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('radio', { name: /不满意/ }))
  await userEvent.click(dialog.getByTestId('record-outcome'))
  await waitFor(() => expect(performed()[0]?.actions.map((action) => action.do)).toEqual(['call_back']))
})

test('not reached: the next attempt is proposed, and after three the way out is told', async () => {
  shown = [line(1, { attempts: 3, enough: true })]
  await open()
  await userEvent.keyboard('4')
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText(/已有 3 次未接通/)).toBeInTheDocument()
  await userEvent.click(dialog.getByTestId('record-outcome'))
  await waitFor(() => expect(performed()).toHaveLength(1))
  const [action] = performed()[0]?.actions ?? []
  expect(action).toMatchObject({ do: 'call_back', opinion: null })
  expect(Date.parse((action as { next: string }).next)).toBeGreaterThan(Date.now())
})

test('a customer who waits is told how far it is', async () => {
  const waiting = { what: '分光器扩容' } as NonNullable<FollowUpLine['waiting']>
  shown = [line(1, { why: 'waiting', waiting })]
  await open()
  await userEvent.keyboard('1')
  const dialog = within(await screen.findByRole('dialog', { name: '待装联系：张先生' }))
  await userEvent.type(dialog.getByRole('textbox'), '排在下月')
  await userEvent.click(dialog.getByTestId('record-outcome'))
  await waitFor(() =>
    expect(performed()[0]?.actions).toEqual([
      { do: 'contact_waiting', reached: true, note: '排在下月', next: null },
    ]),
  )
})

test('two digits answer both questions: the caret stands on what is still to be asked', async () => {
  await open()
  await userEvent.keyboard('1')
  const dialog = within(await screen.findByRole('dialog'))
  const satisfied = dialog.getByRole('radiogroup', { name: /满意/ })
  await waitFor(() => expect(satisfied).toContainElement(document.activeElement as HTMLElement))
  await userEvent.keyboard('1')
  await userEvent.click(dialog.getByTestId('record-outcome'))
  await waitFor(() =>
    expect(performed()[0]?.actions).toMatchObject([
      { do: 'call_back', opinion: { solved: 'yes', satisfied: 'satisfied' } },
    ]),
  )
})

test('on a row that waits the footer offers what it does, and other digits do nothing', async () => {
  shown = [
    line(1, { why: 'waiting', waiting: { what: '分光器扩容' } as NonNullable<FollowUpLine['waiting']> }),
  ]
  await open()
  expect(screen.getByTestId('call-reached')).toBeInTheDocument()
  expect(screen.getByTestId('call-missed')).toBeInTheDocument()
  expect(screen.queryByTestId('call-for_now')).toBeNull()
  await userEvent.keyboard('2')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('one comes to what presses most, once', async () => {
  overdue = 3
  await open()
  expect(place.tab).toBe('overdue')
  overdue = 0
})

test('outcomes as the record takes them', () => {
  expect(outcomeOf('call_back', { ...blank(), outcome: 'missed' })).toBeUndefined()
  expect(outcomeOf('call_back', { ...blank(), outcome: 'yes' })).toBeUndefined()
  expect(outcomeOf('call_back', { ...blank(), satisfied: 'satisfied' })).toBeUndefined()
  const at = (text: string) => nextAttempt(new Date(text)).toISOString()
  expect(at('2026-11-21T02:00:00Z')).toBe('2026-11-21T10:30:00.000Z')
  expect(at('2026-11-21T08:00:00Z')).toBe('2026-11-22T02:00:00.000Z')
})

test('an empty list says so, and axe finds nothing', async () => {
  shown = []
  await open()
  expect(await screen.findByText('今天没有要打的回访电话')).toBeInTheDocument()
  expect(await violations()).toEqual([])
})
