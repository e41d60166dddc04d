import userEvent from '@testing-library/user-event'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import { commands, DeskError, queryClient, type ApprovalsView, type WaitingCard } from '@/ipc'
import { toasts } from '@/shared/toasts'
import { violations } from '@/test-axe'
import ApprovalsScreen from './ApprovalsScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(() => new Promise(() => undefined)),
    approvals: vi.fn(),
    perform: vi.fn(),
    ticket: vi.fn(),
    catalogue: vi.fn(() => Promise.resolve([])),
    draft: vi.fn(() => Promise.resolve(null)),
    saveDraft: vi.fn(() => Promise.resolve('')),
    discardDraft: vi.fn(() => Promise.resolve(null)),
  },
}))

const NOW = '2026-11-21T10:00:00Z'
const line = (n: number) =>
  ({
    id: `t${n}`,
    number: `A01-1-20261121-00${n}`,
    name: '张明',
    address: 'sir',
    phone: '138****5678',
    category: '2.2',
    summary: '宽带频繁掉线',
    earlier: 0,
  }) as unknown as WaitingCard['line']
const offerCard = (n: number, amount: number | null = 8_000, action = '减免月租 80 元'): WaitingCard => ({
  line: line(n),
  revision: 5,
  asked: {
    what: 'offer',
    from: 'duty_manager',
    decision: null,
    offer: {
      no: 1,
      round: 1,
      terms: {
        action,
        remedy: { kind: 'bill_credit', amount, months: null },
        unit: '装维班',
        due: '2026-11-23T10:00:00Z',
        basis: 'goodwill',
        basis_note: '',
      },
      by: '1024',
      approval: { state: 'requested', from: 'duty_manager', by: '1024', at: NOW },
      state: 'open',
    },
  },
  by: '1024',
  at: NOW,
  attribution: null,
  demand: null,
  refusal: null,
})
const timeCard = (n: number): WaitingCard => ({
  ...offerCard(n),
  asked: {
    what: 'extension',
    extension: { hours: 24, reason: '等设备到货', by: '1024', at: NOW, state: { state: 'requested' } },
  },
})
const viewOf = (...cards: WaitingCard[]): ApprovalsView => ({
  cards,
  remedies: [],
  people: [
    { id: '1024', name: '王敏', role: 'clerk', active: true },
    { id: '1008', name: '贺建平', role: 'duty_manager', active: true },
  ],
  more: false,
  now: NOW,
})

async function open(...cards: WaitingCard[]) {
  vi.mocked(commands.approvals).mockResolvedValue(viewOf(...cards))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'approvals', component: ApprovalsScreen },
      { path: '/queue', name: 'queue', component: { template: '<h1>队列</h1>' } },
      { path: '/ticket/:id', name: 'ticket', component: { template: '<h1>单</h1>' } },
    ],
  })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
const card = (name: RegExp) => screen.findByRole('article', { name })
const lastToast = () => toasts.value.at(-1)?.text
const performed = () => vi.mocked(commands.perform).mock.calls.at(-1)?.[0]

beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  vi.mocked(commands.perform).mockResolvedValue({ view: {}, undo: null, worded: [] } as never)
})

test('the first card has the hand, and A approves it', async () => {
  await open(offerCard(1), offerCard(2))
  const first = await card(/001$/)
  await waitFor(() => expect(first).toHaveFocus())
  expect(await violations()).toEqual([])
  vi.mocked(commands.approvals).mockResolvedValue(viewOf(offerCard(2)))
  await userEvent.keyboard('a')
  await waitFor(() =>
    expect(performed()).toEqual({
      ticket: 't1',
      revision: 5,
      actions: [{ do: 'approve_offer', offer: 1 }],
      clears: [`ticket:t1:decide:t1/1/${NOW}`],
    }),
  )
  // The next one has the hand then.
  const second = await card(/002$/)
  await waitFor(() => expect(second).toHaveFocus())
})

test('a held A approves one card and no more', async () => {
  const uninstall = installKeyboard()
  await open(offerCard(1), offerCard(2))
  const first = await card(/001$/)
  await waitFor(() => expect(first).toHaveFocus())
  // Led in by the same key, still held: nothing is approved that nobody has looked at.
  await fireEvent.keyDown(first, { key: 'a', repeat: true })
  expect(commands.perform).not.toHaveBeenCalled()
  vi.mocked(commands.approvals).mockResolvedValue(viewOf(offerCard(2)))
  await fireEvent.keyDown(first, { key: 'a' })
  const second = await card(/002$/)
  await waitFor(() => expect(second).toHaveFocus())
  await fireEvent.keyDown(second, { key: 'a', repeat: true })
  expect(commands.perform).toHaveBeenCalledOnce()
  uninstall()
})

test('another amount takes the wording with it where that names it', async () => {
  await open(offerCard(1))
  await card(/001$/)
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  await userEvent.keyboard('e')
  const amount = screen.getByLabelText(/^核准金额/)
  expect(amount).toHaveFocus()
  await userEvent.clear(amount)
  await userEvent.type(amount, '60')
  const wording = await screen.findByLabelText(/^处理措施/)
  await userEvent.clear(wording)
  await userEvent.type(wording, '减免月租 60 元')
  expect(screen.getByTestId('approve')).toHaveTextContent('按 ¥60.00 核准')
  amount.focus()
  await userEvent.keyboard('{Enter}a')
  await waitFor(() =>
    expect(performed()?.actions).toEqual([
      { do: 'approve_offer', offer: 1, amount: 6_000, action: '减免月租 60 元' },
    ]),
  )
})

test('an amount that is no amount is not approved', async () => {
  await open(offerCard(1, 8_000, '减免月租'))
  const amount = await screen.findByLabelText(/^核准金额/)
  await userEvent.clear(amount)
  await userEvent.click(screen.getByTestId('approve'))
  expect(commands.perform).not.toHaveBeenCalled()
  expect(amount).toHaveFocus()
})

test('R returns with the reason, which is a draft until it is on the record', async () => {
  await open(offerCard(1))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  await userEvent.keyboard('r')
  const dialog = await screen.findByRole('dialog', { name: '退回方案1' })
  await userEvent.click(within(dialog).getByTestId('refuse-go'))
  expect(commands.perform).not.toHaveBeenCalled()
  await userEvent.type(within(dialog).getByRole('textbox'), '先核实账单')
  await userEvent.click(within(dialog).getByTestId('refuse-go'))
  await waitFor(() =>
    expect(performed()?.actions).toEqual([{ do: 'return_offer', offer: 1, reason: '先核实账单' }]),
  )
  expect(performed()?.clears).toEqual(['ticket:t1:offer:1:return'])
})

test('what is refused keeps the reason, and says at the field what is wrong with it', async () => {
  await open(offerCard(1))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  await userEvent.keyboard('r')
  const dialog = await screen.findByRole('dialog')
  const reason = within(dialog).getByRole('textbox')
  await userEvent.type(reason, '先核实账单')
  vi.mocked(commands.perform).mockRejectedValueOnce(new DeskError('disk_full'))
  await userEvent.click(within(dialog).getByTestId('refuse-go'))
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('磁盘')
  expect(reason).toHaveValue('先核实账单')
  const tooLong = new DeskError('too_long', { field: 'reason', length: 2_001, limit: 2_000 })
  vi.mocked(commands.perform).mockRejectedValueOnce(tooLong)
  await userEvent.click(within(dialog).getByTestId('refuse-go'))
  await waitFor(() => expect(reason).toBeInvalid())
  expect(reason).toHaveFocus()
  await userEvent.click(within(dialog).getByTestId('refuse-go'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('an amount begun is a draft and lies over the card when one comes back', async () => {
  const key = `ticket:t1:decide:t1/1/${NOW}`
  vi.mocked(commands.draft).mockImplementation((of) =>
    Promise.resolve(of === key ? '{"amount":6000,"wording":"减免月租 60 元"}' : null),
  )
  await open(offerCard(1))
  expect(await screen.findByLabelText(/^核准金额/)).toHaveValue('60.00')
  expect(screen.getByLabelText(/^处理措施/)).toHaveValue('减免月租 60 元')
  vi.mocked(commands.draft).mockResolvedValue(null)
})

test('a card that goes by itself leaves the hand on the next one', async () => {
  await open(offerCard(1), offerCard(2), offerCard(3))
  const first = await card(/001$/)
  await waitFor(() => expect(first).toHaveFocus())
  await userEvent.keyboard('{ArrowDown}')
  expect(await card(/002$/)).toHaveFocus()
  vi.mocked(commands.approvals).mockResolvedValue(viewOf(offerCard(1), offerCard(3)))
  await queryClient.refetchQueries({ queryKey: ['approvals'] })
  const third = await card(/003$/)
  await waitFor(() => expect(third).toHaveFocus())
})

test('of an extension decided meanwhile it is told by whom and how, and the next card has the hand', async () => {
  const [time, offer] = [timeCard(1), offerCard(2)]
  await open(time, offer)
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  vi.mocked(commands.perform).mockRejectedValue(new DeskError('stale'))
  vi.mocked(commands.approvals).mockResolvedValue(viewOf(offer))
  const extension = { hours: 24, at: NOW, state: { state: 'granted', by: '1008', at: NOW } }
  vi.mocked(commands.ticket).mockResolvedValue({ ticket: { extensions: [extension] } } as never)
  await userEvent.keyboard('a')
  await waitFor(() => expect(lastToast()).toContain('贺建平已同意延期 24 小时'))
  const next = await card(/002$/)
  await waitFor(() => expect(next).toHaveFocus())
})

test('more time is granted by the same key', async () => {
  await open(timeCard(1))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  expect(screen.queryByLabelText(/^核准金额/)).toBeNull()
  await userEvent.keyboard('a')
  await waitFor(() => expect(performed()?.actions).toEqual([{ do: 'grant_extension' }]))
})

test('who comes second is told what the first one did, and overwrites nothing', async () => {
  await open(offerCard(1))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  vi.mocked(commands.perform).mockRejectedValue(new DeskError('stale'))
  vi.mocked(commands.approvals).mockResolvedValue(viewOf())
  const returned = { state: 'returned', by: '1008', at: NOW, reason: '先核实账单' }
  vi.mocked(commands.ticket).mockResolvedValue({
    ticket: { offers: [{ no: 1, approval: returned, terms: { remedy: null } }] },
  } as never)
  await userEvent.keyboard('a')
  await waitFor(() => expect(lastToast()).toContain('贺建平退回：先核实账单'))
  expect(await screen.findByText('没有等您审批的')).toBeInTheDocument()
})

test('what is above the hall is approved by the decision of the level above, which the card shows', async () => {
  const above = offerCard(1, 250_000)
  if (above.asked.what === 'offer')
    above.asked.decision = { no: 2, level: 'complaint_centre', words: '同意退费 2500 元' }
  await open(above)
  await screen.findByText('投诉中心决定：同意退费 2500 元')
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  await userEvent.keyboard('a')
  await waitFor(() => expect(performed()?.actions).toEqual([{ do: 'approve_offer', offer: 1, decision: 2 }]))
})

test('an own request says why it waits for another, and no key decides it', async () => {
  const own = { ...offerCard(1), refusal: { code: 'own_request', params: {}, characters: [] } as never }
  await open(own)
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  expect(screen.getAllByText('不能核准自己提出的方案')).not.toEqual([])
  await userEvent.keyboard('ar')
  expect(commands.perform).not.toHaveBeenCalled()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('an empty list leads back', async () => {
  const router = await open()
  expect(await screen.findByText('没有等您审批的')).toBeInTheDocument()
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
})
