import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, queryClient, type Opening, type TimingView } from '@/ipc'
import { strip } from '@/shared/notesStage'
import { violations } from '@/test-axe'
import { useHolidayNotes } from './notices/holidays'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), timing: vi.fn() },
}))

async function open(may: Opening['may'], wants_year: number | null) {
  queryClient.setQueryData(['opening'], { start: { staff: [], preferences: {} }, at_work: {}, may })
  vi.mocked(commands.timing).mockResolvedValue({ wants_year } as TimingView)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: strip(useHolidayNotes) },
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

test('who may enter the next year’s holidays is told and led there', async () => {
  const router = await open(['put_timing'], 2027)
  expect(await screen.findByTestId('holiday-notice')).toHaveTextContent('2027 年的节假日还没有录入')
  expect(await violations()).toEqual([])
  await userEvent.click(screen.getByTestId('holiday-enter'))
  await waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/settings?part=timing'))
})
test('a year that is there is no news', async () => {
  await open(['put_timing'], null)
  await waitFor(() => expect(commands.timing).toHaveBeenCalled())
  expect(screen.queryByTestId('holiday-notice')).toBeNull()
})
test('who may not is not asked', async () => {
  await open(['queue'], 2027)
  expect(screen.queryByTestId('holiday-notice')).toBeNull()
  expect(commands.timing).not.toHaveBeenCalled()
})
