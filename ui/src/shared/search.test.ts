import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useSearchText } from './search'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('searches 120 ms after the last change, and for nothing at once', async () => {
  const typed = ref('')
  const settled = effectScope().run(() => useSearchText(typed))!
  typed.value = '138'
  await nextTick()
  await vi.advanceTimersByTimeAsync(100)
  typed.value = '1381 '
  await nextTick()
  await vi.advanceTimersByTimeAsync(119)
  expect(settled.value).toBe('')
  await vi.advanceTimersByTimeAsync(1)
  expect(settled.value).toBe('1381')
  typed.value = ''
  await nextTick()
  expect(settled.value).toBe('')
})
