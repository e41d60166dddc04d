import { render, screen, waitFor } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { defineComponent, ref, type Ref } from 'vue'
import { commands, DeskError, queryClient, type Opening, type Point, type ReminderView } from '@/ipc'
import { forgetReminders } from '@/ipc/reminders'
import { useReminderNotes } from '@/features/queue/notices/reminders'
import { strip } from '@/shared/notesStage'
import { violations } from '@/test-axe'
import { useReminding, wordsOf } from './reminding'

vi.mock('@/ipc/client', async (original) => ({
  ...(await original<typeof import('@/ipc/client')>()),
  inShell: () => true,
}))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), reminders: vi.fn(), tellDesktop: vi.fn(), countInTitle: vi.fn() },
}))

const one = (point: Point, number = 'A01-1-20261121-007'): ReminderView => ({
  reminder: {
    ticket: 't7',
    kind: { kind: 'answer' },
    norm: 'hall',
    point,
    at: '2026-11-22T02:00:00Z',
    due: '2026-11-22T02:00:00Z',
  },
  number,
  others: false,
})
const answer = (fresh: ReminderView[], overdue = 0, due_soon = 0) =>
  vi.mocked(commands.reminders).mockResolvedValue({ fresh, overdue, due_soon, now: '2026-11-22T02:00:00Z' })
const opening = (change: Partial<Opening> = {}): Opening => ({
  start: { hall: null, staff: [], preferences: {}, version: '' },
  at_work: { id: '1024', name: '王敏', role: 'clerk', active: true },
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: [],
  demonstration: false,
  covered: false,
  ...change,
})
const EVERY = 30_000
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function open(covered: Ref<boolean> = ref(false), change: Partial<Opening> = {}) {
  queryClient.setQueryData(['opening'], opening(change))
  const frame = defineComponent({
    components: { ReminderNotes: strip(useReminderNotes) },
    setup: () => useReminding(covered),
    template: '<ReminderNotes />',
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: frame },
      { path: '/ticket/:id', name: 'ticket', component: { template: '<p>单</p>' } },
    ],
  })
  await router.push('/')
  const { unmount } = render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  await pass(10)
  return { unmount, router }
}
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  vi.clearAllMocks()
  queryClient.clear()
  forgetReminders()
  vi.mocked(commands.tellDesktop).mockResolvedValue(null)
  vi.mocked(commands.countInTitle).mockResolvedValue()
})
afterEach(() => vi.useRealTimers())

test('what has come due is told on the desktop and stands in the queue', async () => {
  answer([], 0, 1)
  const { router } = await open()
  expect(screen.queryByTestId('reminders')).toBeNull()
  expect(commands.tellDesktop).not.toHaveBeenCalled()
  answer([one('passed')], 1)
  await pass(EVERY)
  expect(commands.tellDesktop).toHaveBeenCalledExactlyOnceWith(
    '安诉 · 时限提醒',
    expect.stringMatching(/^A01-1-20261121-007 答复客户，已过 .*10:00的时限$/),
  )
  expect(commands.countInTitle).toHaveBeenLastCalledWith(1)
  answer([], 1)
  await pass(EVERY)
  expect(commands.tellDesktop).toHaveBeenCalledOnce()
  expect(screen.getByTestId('reminders')).toHaveTextContent('答复客户，已过')
  expect(await violations()).toEqual([])
  const ticket = screen.getByRole('button', { name: '打开这张单' })
  await userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).click(ticket)
  await waitFor(() => expect(router.currentRoute.value.params.id).toBe('t7'))
})

test('the first of many stands in the line, and the rest is counted', async () => {
  answer(Array.from({ length: 5 }, () => one('passed')))
  await open()
  expect(screen.getAllByText(/答复客户/)).toHaveLength(1)
  expect(screen.getByTestId('notes')).toHaveTextContent('另有 4 项')
})

test('it is put away by hand', async () => {
  answer([one('last_warning')])
  await open()
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
  await user.click(screen.getByTestId('notes'))
  await user.click(screen.getByTestId('reminders-away'))
  await waitFor(() => expect(screen.queryByTestId('reminders')).toBeNull())
})

test.each([[{ at_work: null }], [{ provisional: true }]])('%j: nobody is asked', async (change) => {
  await open(ref(false), change)
  await pass(EVERY * 3)
  expect(commands.reminders).not.toHaveBeenCalled()
})

test('behind the cover nothing is asked, told or counted', async () => {
  answer([], 2)
  const covered = ref(false)
  await open(covered)
  expect(commands.countInTitle).toHaveBeenLastCalledWith(2)
  covered.value = true
  await pass(10)
  expect(commands.countInTitle).toHaveBeenLastCalledWith(0)
  answer([one('passed')], 3)
  const asked = vi.mocked(commands.reminders).mock.calls.length
  await pass(EVERY * 3)
  expect(commands.reminders).toHaveBeenCalledTimes(asked)
  expect(commands.tellDesktop).not.toHaveBeenCalled()
  covered.value = false
  await pass(10)
  expect(commands.tellDesktop).toHaveBeenCalledOnce()
})

test('an answer that comes when the counter was covered meanwhile is told nobody', async () => {
  const covered = ref(false)
  let say = (_: unknown): void => undefined
  vi.mocked(commands.reminders).mockReturnValue(new Promise((done) => (say = done)) as never)
  await open(covered)
  covered.value = true
  say({ fresh: [one('passed')], overdue: 1, due_soon: 0, now: '' })
  await pass(10)
  expect(commands.tellDesktop).not.toHaveBeenCalled()
  expect(screen.queryByTestId('reminders')).toBeNull()
})

test('what fails is tried again and bothers nobody', async () => {
  vi.mocked(commands.reminders).mockRejectedValueOnce(new DeskError('signed_out'))
  await open()
  answer([one('passed')])
  await pass(EVERY)
  expect(commands.tellDesktop).toHaveBeenCalledOnce()
})

test('several are counted, and no ticket is named', () => {
  const late = one('passed')
  const promise = { ...late, reminder: { ...late.reminder, norm: 'promise' as const } }
  const fresh = [late, late, promise, one('last_warning'), one('ahead')]
  expect(wordsOf(fresh)).toBe('2 项时限已超时、1 项承诺已逾期、1 项时限快到期、1 项承诺快到期')
})
