import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type AuthorityView } from '@/ipc'
import { toasts } from '@/shared/toasts'
import { violations } from '@/test-axe'
import AuthorityPart from './AuthorityPart.vue'

const disk = new Map<string, string>()
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    authority: vi.fn(),
    putAuthority: vi.fn(),
    draft: vi.fn((key: string) => Promise.resolve(disk.get(key) ?? null)),
    saveDraft: vi.fn((key: string, json: string) => Promise.resolve(void disk.set(key, json))),
    discardDraft: vi.fn((key: string) => Promise.resolve(void disk.delete(key))),
  },
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
    at_work: { id: '1001', role: 'hall_manager' },
  })
  vi.mocked(commands.start).mockReturnValue(new Promise(() => undefined))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/settings', name: 'settings', component: AuthorityPart },
      { path: '/', name: 'queue', component: { template: '<h1>队列</h1>' } },
    ],
  })
  await router.push('/settings?part=authority')
  const shown = render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  await screen.findByTestId('authority-version')
  return { router, ...shown }
}
const cell = () => screen.getByLabelText('话费减免 · 营业员')
const save = () => screen.getByTestId('authority-save')
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  disk.clear()
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
  expect(await screen.findByTestId('wrong-bill_credit')).toHaveTextContent('“话费减免”的额度要逐级不降')
  expect(cell()).toHaveValue('400.00')
  expect(cell()).toBeInvalid()
  expect(cell()).toHaveFocus()
})

test('an empty cell is not sent', async () => {
  await open()
  await userEvent.clear(cell())
  await userEvent.click(save())
  expect(commands.putAuthority).not.toHaveBeenCalled()
  expect(screen.getByTestId('wrong-bill_credit')).toHaveTextContent('每一格')
})

test('an amount that can’t be read is told in its row, and the hand goes there', async () => {
  await open()
  await userEvent.clear(cell())
  await userEvent.type(cell(), '5o')
  await userEvent.tab()
  expect(screen.getByTestId('wrong-bill_credit')).not.toBeEmptyDOMElement()
  await userEvent.click(save())
  expect(commands.putAuthority).not.toHaveBeenCalled()
  expect(cell()).toHaveFocus()
  expect(cell()).toHaveValue('5o')
})

test('who comes second is told, keeps what was typed, and chooses which holds', async () => {
  await open()
  await userEvent.clear(cell())
  await userEvent.type(cell(), '70')
  vi.mocked(commands.putAuthority).mockRejectedValueOnce(new DeskError('hall_rule_stale'))
  vi.mocked(commands.authority).mockResolvedValue(table(6_000, 1))
  await userEvent.click(save())
  expect(await screen.findByTestId('authority-stale')).toHaveTextContent('梁文秀')
  expect(cell()).toHaveValue('70.00')
  await userEvent.click(screen.getByTestId('stale-mine'))
  vi.mocked(commands.putAuthority).mockResolvedValue(table(7_000, 2))
  await userEvent.click(save())
  await waitFor(() => expect(commands.putAuthority).toHaveBeenLastCalledWith(table(7_000).authority, 1))
  await userEvent.clear(cell())
  await userEvent.type(cell(), '80')
  queryClient.setQueryData(['authority'], table(9_000, 3))
  await userEvent.click(await screen.findByTestId('stale-theirs'))
  expect(cell()).toHaveValue('90.00')
})

test('what is typed is a draft, is asked about before one leaves, and is there when one comes back', async () => {
  const { router } = await open()
  await userEvent.clear(cell())
  await userEvent.type(cell(), '70')
  await router.push('/')
  await userEvent.click(await screen.findByTestId('authority-leave'))
  await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
  await waitFor(() => expect(disk.get('authority')).toContain('7000'))
  await router.push('/settings?part=authority')
  await waitFor(() => expect(cell()).toHaveValue('70.00'))
})

test('a table that can’t be read is told, and read again by a button', async () => {
  vi.mocked(commands.authority).mockRejectedValueOnce(new DeskError('disk_full'))
  const opened = open()
  await userEvent.click(await screen.findByRole('button', { name: '重新加载' }))
  await opened
  expect(cell()).toHaveValue('50.00')
})

test('everybody else reads it', async () => {
  await open([])
  expect(screen.queryByTestId('authority-save')).toBeNull()
  expect(await screen.findByText('¥50.00')).toBeInTheDocument()
  expect(screen.getByTestId('authority-version')).toHaveTextContent('由营业厅经理或系统管理员修改')
})
