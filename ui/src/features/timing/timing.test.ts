import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type Opening, type Timing } from '@/ipc'
import { toasts, undoToast } from '@/shared/toasts'
import { violations } from '@/test-axe'
import { shipped, view } from './timing.testdesk'
import TimingPanel from './TimingPanel.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    timing: vi.fn(),
    calendarFaults: vi.fn(),
    putTiming: vi.fn(),
    rules: vi.fn(),
    draft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn(),
  },
}))

const manager = { id: '1001', name: '李娜', role: 'hall_manager', active: true } as const
const opening = (change: Partial<Opening>): Opening => ({
  start: { hall: null, staff: [manager], preferences: {}, version: '0.1.0' },
  at_work: manager,
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: ['timing', 'put_timing'],
  demonstration: false,
  covered: false,
  ...change,
})

async function open(change: Partial<Opening> = {}) {
  queryClient.setQueryData(['opening'], opening(change))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/settings', name: 'settings', component: TimingPanel },
      { path: '/', name: 'queue', component: { template: '<h1>队列</h1>' } },
    ],
  })
  await router.push('/settings?part=timing')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  await screen.findByTestId('changed-by')
  return router
}
const settle = () => new Promise((done) => setTimeout(done, 300))
const save = () => screen.findByTestId('timing-save')
const put = () => vi.mocked(commands.putTiming).mock.calls.at(-1) as [Timing, number]

// A year has a cell for each of its days, and axe looks at all of them.
vi.setConfig({ testTimeout: 20_000 })

beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  vi.mocked(commands.timing).mockResolvedValue(view())
  vi.mocked(commands.calendarFaults).mockResolvedValue([])
  vi.mocked(commands.rules).mockResolvedValue([])
  vi.mocked(commands.draft).mockResolvedValue(null)
  vi.mocked(commands.saveDraft).mockResolvedValue('2026-11-22T02:00:00Z')
  vi.mocked(commands.discardDraft).mockResolvedValue(null)
})

test('who may not edit reads all of it', async () => {
  vi.mocked(commands.timing).mockResolvedValue(view({ author: '1001', at: '2026-11-20T02:00:00Z' }))
  await open({ may: ['timing'] })
  expect(screen.getByTestId('changed-by')).toHaveTextContent('李娜')
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.getByText('10月1日（周四） – 10月7日（周三）')).toBeInTheDocument()
  expect(screen.getByTestId('confirmed')).toHaveTextContent('未核对')
  expect(commands.draft).not.toHaveBeenCalled()
})

test('a day of the picture says what it is, by the keyboard', async () => {
  await open()
  const day = screen.getByRole('gridcell', { name: /^10月1日（周四） · 国庆节 · 节假日 · 不营业/ })
  await userEvent.click(day)
  expect(screen.getByTestId('day')).toHaveTextContent('国庆节')
  day.focus()
  await userEvent.keyboard('{ArrowRight}{ArrowDown}{ArrowRight}{ArrowRight}')
  expect(screen.getByTestId('day')).toHaveTextContent('10月11日（周日）')
  await userEvent.keyboard('{ArrowLeft}')
  expect(screen.getByTestId('day')).toHaveTextContent('国庆节调休')
  expect(screen.getByTestId('day')).toHaveTextContent('调休上班')
  await userEvent.keyboard('{PageDown}{PageDown}{PageDown}')
  expect(screen.getByTestId('day')).toHaveTextContent('12月10日')
  expect(await violations()).toEqual([])
})

test('hours are changed and saved over the version that was seen', async () => {
  vi.mocked(commands.timing).mockResolvedValue(
    view({ version: 4, author: '1001', at: '2026-11-20T02:00:00Z' }),
  )
  vi.mocked(commands.putTiming).mockImplementation((timing) => Promise.resolve(view({ timing, version: 5 })))
  await open()
  const close = screen.getByRole('textbox', { name: '周一第 1 段结束' })
  await userEvent.clear(close)
  await userEvent.type(close, '12')
  await userEvent.click(screen.getByRole('button', { name: /^周一加一段/ }))
  const [from, to] = ['开始', '结束'].map((end) => screen.getByRole('textbox', { name: `周一第 2 段${end}` }))
  await userEvent.clear(from!)
  await userEvent.type(from!, '14')
  await userEvent.type(to!, '1830')
  await userEvent.tab()
  await settle()
  await userEvent.click(await save())
  await waitFor(() => expect(commands.putTiming).toHaveBeenCalledOnce())
  const [timing, basedOn] = put()
  expect(basedOn).toBe(4)
  expect(timing.calendar.week[0]).toEqual([
    { open: '08:30', close: '12:00' },
    { open: '14:00', close: '18:30' },
  ])
  expect(timing.norms).toEqual(shipped().norms)
  await waitFor(() => expect(screen.queryByTestId('timing-bar')).toBeNull())
  await undoToast(toasts.value.at(-1)!.id)
  expect(put()).toEqual([shipped(), 5])
})

test('a fault stands at its field while one types, and nothing is saved', async () => {
  vi.mocked(commands.calendarFaults).mockImplementation((calendar) =>
    Promise.resolve(
      calendar.week[0]?.[0]?.close === '07:00' ? [{ fault: 'week_hours' as const, weekday: 0 }] : [],
    ),
  )
  await open()
  const close = screen.getByRole('textbox', { name: '周一第 1 段结束' })
  await userEvent.clear(close)
  await userEvent.type(close, '7')
  expect(await screen.findByText('每段要先开后关，前后两段不能重叠')).toBeInTheDocument()
  expect(close).toBeInvalid()
  await userEvent.click(await save())
  expect(commands.putTiming).not.toHaveBeenCalled()
  await userEvent.clear(close)
  await userEvent.type(close, '18:00')
  await waitFor(() => expect(close).toBeValid())
})

test('the next year is entered from its announcement', async () => {
  vi.mocked(commands.timing).mockResolvedValue(view({ wants_year: 2027 }))
  await open()
  expect(screen.getByTestId('wants-year')).toHaveTextContent('2027 年的节假日还没有录入')
  await userEvent.click(screen.getByTestId('add-year'))
  expect(screen.queryByTestId('wants-year')).toBeNull()
  const first = await screen.findByRole('textbox', { name: '元旦第一天' })
  await waitFor(() => expect(first).toHaveFocus())
  await userEvent.type(first, '1-1')
  await userEvent.tab()
  expect(first).toHaveValue('2027-01-01')
  await settle()
  expect(screen.getByTestId('timing-bar')).toHaveTextContent('有 6 处要改正')
  expect(await violations()).toEqual([])
})

test('what a colleague changed meanwhile is told, and nothing typed is lost', async () => {
  vi.mocked(commands.putTiming).mockRejectedValueOnce(new DeskError('hall_rule_stale'))
  await open()
  await userEvent.click(screen.getByRole('radio', { name: '办理时限' }))
  const answer = screen.getByRole('textbox', { name: '答复 · 一般的时长' })
  await userEvent.clear(answer)
  await userEvent.type(answer, '36')
  await settle()
  vi.mocked(commands.timing).mockResolvedValue(
    view({ version: 1, author: '1001', at: '2026-11-22T02:00:00Z' }),
  )
  await userEvent.click(await save())
  expect(await screen.findByTestId('timing-stale')).toHaveTextContent('李娜')
  expect(answer).toHaveValue('36')
  await userEvent.click(screen.getByTestId('stale-mine'))
  vi.mocked(commands.putTiming).mockImplementation((timing) => Promise.resolve(view({ timing, version: 2 })))
  await userEvent.click(await save())
  await waitFor(() => expect(put()[1]).toBe(1))
  expect(put()[0].norms.answer).toEqual({ minutes: 36 * 60, counting: 'open_days' })
})

test('leaving with something not saved asks first; the draft is there when one comes back', async () => {
  const router = await open()
  await userEvent.click(screen.getByRole('radio', { name: '办理时限' }))
  await userEvent.type(screen.getByRole('textbox', { name: '最后提醒的时长' }), '4')
  await router.push('/')
  const dialog = await screen.findByRole('dialog')
  expect(router.currentRoute.value.name).toBe('settings')
  await userEvent.click(within(dialog).getByRole('button', { name: '取消' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await router.push('/')
  await userEvent.click(await screen.findByTestId('timing-leave'))
  await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
  await waitFor(() => expect(commands.saveDraft).toHaveBeenCalled())
  const [key, json] = vi.mocked(commands.saveDraft).mock.calls.at(-1)!
  expect(key).toBe('timing')
  vi.mocked(commands.draft).mockResolvedValue(json)
  await router.push('/settings?part=timing')
  await userEvent.click(await screen.findByRole('radio', { name: '办理时限' }))
  expect(screen.getByRole('textbox', { name: '最后提醒的时长' })).toHaveValue('24')
})

test('only an administrator confirms a year', async () => {
  await open()
  expect(screen.queryByRole('checkbox')).toBeNull()
  expect(screen.getByText(/由管理员与通知原文核对/)).toBeInTheDocument()
})
test('an administrator confirms it with the rest', async () => {
  vi.mocked(commands.putTiming).mockImplementation((timing) => Promise.resolve(view({ timing, version: 1 })))
  await open({ at_work: { ...manager, role: 'administrator' } })
  await userEvent.click(screen.getByRole('checkbox'))
  await settle()
  await userEvent.click(await save())
  await waitFor(() => expect(put()[0].calendar.years[0]!.confirmed).toBe(true))
})
