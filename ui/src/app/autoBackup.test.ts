import { render } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { commands, DeskError, queryClient, type Opening } from '@/ipc'
import { dismissAll, toasts } from '@/shared/toasts'
import { useAutoBackup } from './autoBackup'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), backUpIfDue: vi.fn() },
}))

const REST_MS = 4_000
const nobody: Opening = {
  start: { hall: null, staff: [], preferences: {}, version: '0.1.0' },
  at_work: null,
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: [],
  demonstration: false,
  covered: false,
}
const works = (change: Partial<Opening> = {}): Opening => ({
  ...nobody,
  at_work: { id: '1001', name: '李娜', role: 'hall_manager', active: true },
  may: ['backup'],
  ...change,
})
async function become(opening: Opening) {
  queryClient.setQueryData(['opening'], opening)
  await vi.advanceTimersByTimeAsync(0)
  await nextTick()
}
async function open(opening: Opening) {
  vi.mocked(commands.start).mockResolvedValue(opening)
  queryClient.setQueryData(['opening'], opening)
  render({ setup: () => useAutoBackup(covered), template: '<i />' })
  await nextTick()
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const covered = ref(false)
beforeEach(() => {
  covered.value = false
  vi.useFakeTimers()
  vi.clearAllMocks()
  queryClient.clear()
  dismissAll()
  vi.mocked(commands.backUpIfDue).mockResolvedValue(null)
})
afterEach(() => void vi.useRealTimers())

test('once after signing in, when the hand rests, and silently', async () => {
  await open(nobody)
  await pass(60_000)
  expect(commands.backUpIfDue).not.toHaveBeenCalled()
  await become(works())
  await pass(REST_MS - 1_000)
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  await pass(REST_MS - 1_000)
  expect(commands.backUpIfDue).not.toHaveBeenCalled()
  await pass(1_000)
  expect(commands.backUpIfDue).toHaveBeenCalledTimes(1)
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  await pass(60_000)
  expect(commands.backUpIfDue).toHaveBeenCalledTimes(1)
  expect(toasts.value).toEqual([])
})
test.each([
  ['the demonstration', { demonstration: true }],
  ['a password that has to be changed first', { provisional: true }],
])('not with %s', async (_, change) => {
  await open(works(change))
  await pass(60_000)
  expect(commands.backUpIfDue).not.toHaveBeenCalled()
})
test('behind the cover it waits', async () => {
  covered.value = true
  await open(works())
  await pass(60_000)
  expect(commands.backUpIfDue).not.toHaveBeenCalled()
  covered.value = false
  await pass(REST_MS)
  expect(commands.backUpIfDue).toHaveBeenCalledOnce()
})
test('not when whoever signed in has left before', async () => {
  await open(works())
  await become(nobody)
  await pass(60_000)
  expect(commands.backUpIfDue).not.toHaveBeenCalled()
})
test.each([
  [['backup'], '设置 › 备份与恢复'],
  [['queue'], '请告诉经理'],
] as const)('a failure is told once, with what %s can do', async (may, words) => {
  vi.mocked(commands.backUpIfDue).mockRejectedValue(new DeskError('disk_full'))
  await open(works({ may: [...may] }))
  await pass(60_000)
  expect(commands.backUpIfDue).toHaveBeenCalledTimes(1)
  expect(toasts.value).toMatchObject([
    { tone: 'red', stays: true, text: expect.stringContaining(words) as string },
  ])
})
test('who has left meanwhile is not told', async () => {
  vi.mocked(commands.backUpIfDue).mockRejectedValue(new DeskError('signed_out'))
  await open(works())
  await pass(60_000)
  expect(toasts.value).toEqual([])
})
