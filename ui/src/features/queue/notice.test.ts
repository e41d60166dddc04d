import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, queryClient, type Opening, type SecondPlaceView } from '@/ipc'
import { strip } from '@/shared/notesStage'
import { violations } from '@/test-axe'
import { useSecondPlaceNotes } from './notices/secondPlace'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), secondPlace: vi.fn(), putOffSecondPlace: vi.fn() },
}))

const place = (change: Partial<SecondPlaceView>): SecondPlaceView => ({
  folder: '/media/usb',
  there: true,
  same_disk: false,
  chosen_at: '2026-11-01T02:00:00Z',
  proven_at: null,
  failed: null,
  overdue: true,
  ahead: false,
  tells: true,
  ...change,
})
const opening: Opening = {
  start: { hall: null, staff: [], preferences: {}, version: '0.1.0' },
  at_work: { id: '1024', name: '王敏', role: 'clerk', active: true },
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: [],
  demonstration: false,
  covered: false,
}

async function open(now: SecondPlaceView | null, change: Partial<Opening> = {}) {
  queryClient.setQueryData(['opening'], { ...opening, ...change })
  vi.mocked(commands.secondPlace).mockResolvedValue(now)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: strip(useSecondPlaceNotes) },
      { path: '/settings', name: 'settings', component: { template: '<p />' } },
    ],
  })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
})

test.each([
  [place({ there: false }), '请插上 U 盘'],
  [place({}), '已有一周没有存到第二处'],
  [place({ overdue: false, failed: 'disk_full' }), '没能存到第二处'],
  [place({ overdue: false, ahead: true, there: false }), '请核对电脑时间'],
])('%#: everybody at the counter is told', async (now, words) => {
  await open(now)
  expect(await screen.findByTestId('second-notice')).toHaveTextContent(words)
  expect(await violations()).toEqual([])
})
test.each([[null], [place({ overdue: false, tells: false })], [place({ tells: false })]])(
  '%#: nothing is told',
  async (now) => {
    await open(now)
    await waitFor(() => expect(commands.secondPlace).toHaveBeenCalled())
    expect(screen.queryByTestId('second-notice')).toBeNull()
  },
)
test.each([[{ demonstration: true }], [{ provisional: true }], [{ at_work: null }]])(
  '%#: nobody is asked who could not answer',
  async (change) => {
    await open(place({}), change)
    expect(commands.secondPlace).not.toHaveBeenCalled()
  },
)
test('it leads to the settings, by the keyboard', async () => {
  const router = await open(place({}))
  await screen.findByTestId('second-notice')
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/settings?part=backup'))
})
test('put off, it is gone', async () => {
  await open(place({}))
  vi.mocked(commands.putOffSecondPlace).mockResolvedValue(null)
  vi.mocked(commands.secondPlace).mockResolvedValue(place({ tells: false }))
  await userEvent.click(await screen.findByTestId('notes'))
  await userEvent.click(screen.getByTestId('second-put-off'))
  await waitFor(() => expect(screen.queryByTestId('second-notice')).toBeNull())
  expect(commands.putOffSecondPlace).toHaveBeenCalledOnce()
})
