import userEvent from '@testing-library/user-event'
import { fireEvent, render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { commands } from '@/ipc'
import { revealPhone } from '@/ipc/reveal'
import PhoneReveal from './PhoneReveal.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { revealPhone: vi.fn() },
}))

const FULL = '138 1234 5678'
const shown = () => screen.queryByText(FULL) !== null
async function reveal() {
  render({
    components: { PhoneReveal },
    setup: () => ({ revealPhone }),
    template: '<PhoneReveal id="7" phone="138****5678" :reveal="revealPhone" /><input aria-label="何事">',
  })
  await userEvent.click(screen.getByTestId('phone'))
  await waitFor(() => expect(shown()).toBe(true))
}
beforeEach(() => void vi.clearAllMocks())
beforeEach(() => void vi.mocked(commands.revealPhone).mockResolvedValue('13812345678'))

test('the whole number is masked again after ten seconds', async () => {
  vi.useFakeTimers()
  try {
    render(PhoneReveal, { props: { id: '7', phone: '138****5678', reveal: revealPhone } })
    await fireEvent.click(screen.getByTestId('phone'))
    await vi.advanceTimersByTimeAsync(9_900)
    expect(shown()).toBe(true)
    await vi.advanceTimersByTimeAsync(200)
    expect(shown()).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
test('and as soon as the hand goes on to something else', async () => {
  await reveal()
  await userEvent.click(screen.getByLabelText('何事'))
  expect(shown()).toBe(false)
})
test('a second press masks it as well', async () => {
  await reveal()
  await userEvent.click(screen.getByTestId('phone'))
  expect(shown()).toBe(false)
  expect(commands.revealPhone).toHaveBeenCalledOnce()
})
