import { render } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellAlive } from '@/ipc/opening'
import { useAutoLock } from './autoLock'

vi.mock('@/ipc/opening', () => ({ tellAlive: vi.fn() }))
const lock = vi.fn()
const touch = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
})
afterEach(() => void vi.useRealTimers())

test('the shell hears of a hand, and not of every key; without one the page locks', async () => {
  render({ setup: () => useAutoLock(() => 1, lock), template: '<i />' })
  for (let key = 0; key < 20; key++) touch()
  expect(tellAlive).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(11_000)
  touch()
  expect(tellAlive).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(50_000)
  expect(lock).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(lock).toHaveBeenCalledWith('idle')
  expect(tellAlive).toHaveBeenCalledTimes(2)
})
