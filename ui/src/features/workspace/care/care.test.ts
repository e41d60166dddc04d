import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, shallowRef } from 'vue'
import { queryClient, type TicketView } from '@/ipc'
import { provideWorkspace } from '../panel'
import BreathingDialog from './BreathingDialog.vue'
import HandlingTime from './HandlingTime.vue'
import { openedAt, SLOW_AFTER } from './handling'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    advice: () => Promise.resolve({ breathing: { in_seconds: 4, out_seconds: 6, lines: ['肩膀放下来。'] } }),
  },
}))
const NOON = Date.parse('2026-11-21T04:00:00Z')

describe('the time a ticket has taken', () => {
  test('counts from its first opening by the same clerk on the same day', () => {
    expect(openedAt('1024', 'a', NOON)).toBe(NOON)
    expect(openedAt('1024', 'a', NOON + 5000)).toBe(NOON)
    expect(openedAt('1025', 'a', NOON + 5000)).toBe(NOON + 5000)
    expect(openedAt('1024', 'b', NOON + 5000)).toBe(NOON + 5000)
    // The hall's day ends at 16:00 UTC.
    const next = Date.parse('2026-11-21T16:00:00Z')
    expect(openedAt('1024', 'a', next)).toBe(next)
  })
  test('says so quietly after three minutes, and not on an ended ticket', async () => {
    const now = ref(NOON)
    const view = shallowRef({ ticket: { id: 'slow', end: null } } as unknown as TicketView)
    const host = defineComponent(() => {
      provideWorkspace({ view, staff: ref({ id: '1024' }), now } as never, shallowRef())
      return () => h(HandlingTime)
    })
    render(host)
    now.value += (60 * SLOW_AFTER - 1) * 1000
    await nextTick()
    expect(screen.getByText('本次用时').parentElement).toHaveTextContent('02:59')
    expect(screen.getByRole('status')).toHaveTextContent('')
    now.value += 1000
    await nextTick()
    expect(screen.getByText('已过 3 分钟').parentElement).toHaveTextContent('03:00')
    expect(screen.getByRole('status')).toHaveTextContent(/准话/)
    // Who does not want it is not told.
    queryClient.setQueryData(['opening'], { start: { preferences: { slow_after: 0 } } })
    await nextTick()
    expect(screen.getByRole('status')).toHaveTextContent('')
    queryClient.setQueryData(['opening'], { start: { preferences: { slow_after: 2 } } })
    await nextTick()
    expect(screen.getByText('已过 2 分钟')).toBeInTheDocument()
    view.value = { ticket: { id: 'slow', end: {} } } as unknown as TicketView
    await nextTick()
    expect(screen.getByText('本次用时')).toBeInTheDocument()
  })
})

describe('a breath', () => {
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }))
  afterEach(() => void vi.useRealTimers())
  test.each([false, true])(
    'in for four seconds, out for six; still where motion is unwanted: %s',
    async (still) => {
      vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: still } as MediaQueryList)
      const animate = vi.fn()
      HTMLElement.prototype.animate = animate
      const queryClient = new QueryClient()
      render(BreathingDialog, { global: { plugins: [[VueQueryPlugin, { queryClient }]] } })
      expect(await screen.findByText('肩膀放下来。')).toBeInTheDocument()
      const word = () => screen.getByText(/^[吸呼]气$/).textContent
      await vi.advanceTimersByTimeAsync(3_900)
      expect(word()).toBe('吸气')
      await vi.advanceTimersByTimeAsync(200)
      expect(word()).toBe('呼气')
      await vi.advanceTimersByTimeAsync(5_800)
      expect(word()).toBe('呼气')
      await vi.advanceTimersByTimeAsync(200)
      expect(word()).toBe('吸气')
      expect(animate.mock.calls.length > 0).toBe(!still)
      vi.restoreAllMocks()
    },
  )
})
