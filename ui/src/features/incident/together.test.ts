import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { commands, DeskError, type IncidentTicket } from '@/ipc'
import { violations } from '@/test-axe'
import TogetherDialog from './TogetherDialog.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { dealWithTickets: vi.fn() },
}))

const ticket = (n: number) =>
  ({ line: { id: `t${n}`, number: `A01-1-20261121-00${n}`, name: '顾', address: 'sir' } }) as IncidentTicket
const tickets = [1, 2, 3, 4, 5, 6].map(ticket)
const done = (ids: readonly string[]) => ids.map((id) => ({ ticket: id, refusal: null }))
const refusal = { code: 'not_told' as const, params: {}, characters: [], incident: null }

beforeEach(() => void vi.mocked(commands.dealWithTickets).mockReset())
function open() {
  return render(TogetherDialog, { props: { deed: 'settle_together', incident: 'i1', tickets } })
}
const go = async () => userEvent.click(await screen.findByTestId('together-go'))

test('every ticket is dealt with, a few at a time, and one that is left says why', async () => {
  vi.mocked(commands.dealWithTickets).mockImplementation((_, __, ids) =>
    Promise.resolve(ids.map((id) => ({ ticket: id, refusal: id === 't5' ? refusal : null }))),
  )
  const { emitted } = open()
  await go()
  await screen.findByText('完成 5 张')
  const asked = vi.mocked(commands.dealWithTickets).mock.calls.map(([, , ids]) => ids)
  expect(asked).toEqual([
    ['t1', 't2', 't3', 't4'],
    ['t5', 't6'],
  ])
  expect(screen.getByText('顾先生 A01-1-20261121-005').parentElement?.textContent).toContain('告知')
  expect(emitted('done')).toHaveLength(1)
  expect(await violations()).toEqual([])
})

test('it stops when it is told to, and what was done stays done', async () => {
  let answer: () => void = () => undefined
  vi.mocked(commands.dealWithTickets).mockImplementation(
    (_, __, ids) => new Promise((resolve) => (answer = () => resolve(done(ids)))),
  )
  open()
  await go()
  await userEvent.click(await screen.findByRole('button', { name: '停止' }))
  answer()
  await screen.findByText('完成 4 张')
  expect(vi.mocked(commands.dealWithTickets)).toHaveBeenCalledTimes(1)
  screen.getByText('已停止，处理完的不会撤回')
})

test('a disk that fails is told, and what is left can be gone on with', async () => {
  vi.mocked(commands.dealWithTickets)
    .mockImplementationOnce((_, __, ids) => Promise.resolve(done(ids)))
    .mockRejectedValueOnce(new DeskError('disk_full'))
    .mockImplementation((_, __, ids) => Promise.resolve(done(ids)))
  open()
  await go()
  await waitFor(() => expect(screen.getByTestId('together').textContent).toContain('4 / 6'))
  await screen.findByRole('alert')
  await go()
  await screen.findByText('完成 6 张')
})
