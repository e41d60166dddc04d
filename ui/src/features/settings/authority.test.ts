import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { commands, DeskError, queryClient, type AuthorityView } from '@/ipc'
import { toasts } from '@/shared/toasts'
import { violations } from '@/test-axe'
import AuthorityPart from './AuthorityPart.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), authority: vi.fn(), putAuthority: vi.fn() },
}))

const table = (clerk: number, version = 0): AuthorityView => ({
  authority: {
    limits: [{ kind: 'bill_credit', clerk, duty_manager: 30_000, hall_manager: 200_000 }],
  },
  version,
  author: version === 0 ? null : '1001',
  at: version === 0 ? null : '2026-11-21T02:00:00Z',
})
async function open(may: readonly string[] = ['put_authority']) {
  queryClient.setQueryData(['opening'], {
    start: { staff: [{ id: '1001', name: '梁文秀', role: 'hall_manager', active: true }] },
    may,
  })
  vi.mocked(commands.start).mockReturnValue(new Promise(() => undefined))
  render(AuthorityPart)
  await screen.findByTestId('authority-version')
}
const cell = () => screen.getByLabelText('话费减免 · 营业员')
const save = () => screen.getByTestId('save-authority')
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  vi.mocked(commands.authority).mockResolvedValue(table(5_000))
})

test('a limit is changed, saved on top of what was read, and can be taken back', async () => {
  await open()
  expect(screen.getByTestId('authority-version')).toHaveTextContent('初始额度')
  expect(await violations()).toEqual([])
  await userEvent.clear(cell())
  await userEvent.type(cell(), '60')
  vi.mocked(commands.putAuthority).mockResolvedValue(table(6_000, 1))
  await userEvent.click(save())
  expect(commands.putAuthority).toHaveBeenCalledWith(table(6_000).authority, 0)
  await waitFor(() => expect(screen.getByTestId('authority-version')).toHaveTextContent('梁文秀'))
  vi.mocked(commands.putAuthority).mockResolvedValue(table(5_000, 2))
  await toasts.value.at(-1)?.undo?.()
  expect(commands.putAuthority).toHaveBeenLastCalledWith(table(5_000).authority, 1)
})

test('a row that falls is named in words, and what was typed stays', async () => {
  await open()
  await userEvent.clear(cell())
  await userEvent.type(cell(), '400')
  vi.mocked(commands.putAuthority).mockRejectedValue(
    new DeskError('bad_limits', { kind: 'bill_credit', fault: 'falls' }),
  )
  await userEvent.click(save())
  expect(await screen.findByTestId('authority-wrong')).toHaveTextContent('“话费减免”的额度要逐级不降')
  expect(cell()).toHaveValue('400.00')
})

test('an empty cell is not sent', async () => {
  await open()
  await userEvent.clear(cell())
  await userEvent.click(save())
  expect(commands.putAuthority).not.toHaveBeenCalled()
  expect(screen.getByTestId('authority-wrong')).toHaveTextContent('每一格')
})

test('who comes second is told, keeps what was typed, and looks at the newest by a button', async () => {
  await open()
  await userEvent.clear(cell())
  await userEvent.type(cell(), '70')
  vi.mocked(commands.putAuthority).mockRejectedValue(new DeskError('hall_rule_stale'))
  await userEvent.click(save())
  expect(await screen.findByRole('alert')).toHaveTextContent('刚有人改过')
  expect(cell()).toHaveValue('70.00')
  vi.mocked(commands.authority).mockResolvedValue(table(6_000, 1))
  await userEvent.click(screen.getByRole('button', { name: '看最新的额度' }))
  await waitFor(() => expect(cell()).toHaveValue('60.00'))
})

test('everybody else reads it', async () => {
  await open([])
  expect(screen.queryByTestId('save-authority')).toBeNull()
  expect(await screen.findByText('¥50.00')).toBeInTheDocument()
  expect(screen.getByTestId('authority-version')).toHaveTextContent('由营业厅经理或系统管理员修改')
})
