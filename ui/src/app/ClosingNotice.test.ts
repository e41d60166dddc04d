import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { commands, type ProgressView } from '@/ipc'
import ClosingNotice from './ClosingNotice.vue'

let tell: (now: ProgressView) => void = () => undefined
vi.mock('@/ipc/opening', () => ({ hearClosing: (heard: typeof tell) => (tell = heard) }))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { closeNow: vi.fn() },
}))

test('a window that is being closed says what it still does, and can be closed without', async () => {
  vi.mocked(commands.closeNow).mockResolvedValue()
  render(ClosingNotice)
  expect(screen.queryByRole('dialog')).toBeNull()
  tell({ stage: 'copy', percent: 12 })
  const dialog = await screen.findByRole('dialog', { name: '正在备份，完成后关闭' })
  expect(dialog).toHaveTextContent('正在复制')
  tell({ stage: 'evidence', percent: 40 })
  await vi.waitFor(() => expect(dialog).toHaveTextContent('正在处理证据材料'))
  tell({ stage: 'check', percent: 80 })
  await vi.waitFor(() => expect(dialog).toHaveTextContent('正在核对'))
  expect(screen.getByRole('progressbar')).toHaveValue(80)
  // It goes on whatever is pressed: a key that was meant for the screen below presses nothing here.
  await userEvent.keyboard('{Escape}{Enter} ')
  expect(dialog).toBeVisible()
  expect(commands.closeNow).not.toHaveBeenCalled()
  expect(screen.getAllByRole('button')).toHaveLength(1)
  await userEvent.click(screen.getByTestId('close-now'))
  expect(commands.closeNow).toHaveBeenCalledOnce()
})
