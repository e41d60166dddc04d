import { beforeEach, expect, test, vi } from 'vitest'
import { commands, DeskError, queryClient, type Opening } from '@/ipc'
import { preferences } from '@/shared/preferences'
import { toasts } from '@/shared/toasts'
import { router } from './router'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), queue: vi.fn(), catalogue: vi.fn() },
}))

const opening = (hall: boolean, working: boolean): Opening => ({
  start: {
    hall: hall ? { company: '', name: '一号厅', code: 'A01', counter: '1' } : null,
    staff: [],
    preferences: { theme: 'dark', text_size: 'larger' },
    version: '0.1.0',
  },
  at_work: working ? { id: '1024', name: '王敏', role: 'clerk', active: true } : null,
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: [],
  demonstration: false,
  covered: false,
})
beforeEach(() => queryClient.clear())

test.each([
  [false, false, '/new', 'start'],
  [true, false, '/settings', 'start'],
  [true, true, '/new', 'new'],
  [true, true, '/start', 'queue'],
  [true, true, '/restore', 'queue'],
])('hall %s, at work %s: %s leads to %s', async (hall, working, to, name) => {
  vi.mocked(commands.start).mockResolvedValue(opening(hall, working))
  await router.push(to)
  expect(router.currentRoute.value.name).toBe(name)
  expect(preferences).toMatchObject({ theme: 'dark', textSize: 'xl' })
})

test('a folder that can’t be opened leads to where it is told', async () => {
  vi.mocked(commands.start).mockRejectedValue(new DeskError('damaged'))
  await router.push('/settings')
  expect(router.currentRoute.value.name).toBe('start')
})

test('a key that leads away before signing in says what is needed', async () => {
  vi.mocked(commands.start).mockResolvedValue(opening(true, false))
  await router.push('/start')
  await router.push('/new')
  expect(router.currentRoute.value.name).toBe('start')
  expect(toasts.value.at(-1)?.text).toBe('请先登录')
})

test.each([true, false])(
  'a restore needs nobody at work, hall %s; a key does not lead away from it',
  async (hall) => {
    vi.mocked(commands.start).mockResolvedValue(opening(hall, false))
    await router.push('/start')
    await router.push('/restore')
    await router.push('/new')
    expect(router.currentRoute.value.name).toBe('restore')
    expect(toasts.value.at(-1)?.text).toMatch(hall ? '请先登录' : '营业厅')
  },
)
