import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { defineComponent, h, ref, shallowRef } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { commands, DeskError, type StaffView, type TicketView } from '@/ipc'
import { names } from '@/shared/approval'
import { violations } from '@/test-axe'
import { provideWorkspace, type Workspace } from '../panel'
import InPersonDialog from './InPersonDialog.vue'

const opening = vi.hoisted(() => ({ demonstration: false }))
vi.mock('@/ipc/opening', async () => {
  const { ref: of } = await import('vue')
  return { useOpening: () => ({ demonstration: of(opening.demonstration) }) }
})

const disk = new Map<string, string>()
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: vi.fn((key: string) => Promise.resolve(disk.get(key) ?? null)),
    saveDraft: vi.fn((key: string, json: string) => Promise.resolve(void disk.set(key, json))),
    discardDraft: vi.fn((key: string) => Promise.resolve(void disk.delete(key))),
  },
}))

const inPerson = vi.fn<Workspace['inPerson']>()
const closed = vi.fn()
function stage(extension = false) {
  const offer = {
    no: 2,
    state: 'open',
    approval: { state: 'requested', from: 'duty_manager', by: '1024', at: '2026-11-21T10:00:00Z' },
    terms: {
      action: '减免两个月宽带费 200 元',
      remedy: { kind: 'bill_credit', amount: 20_000, months: null },
    },
  }
  const wanted = { hours: 48, reason: '等设备到货', state: { state: 'requested' } }
  const view = shallowRef({
    ticket: {
      id: 't1',
      offers: extension ? [] : [offer],
      escalations: [],
      extensions: extension ? [wanted] : [],
    },
  } as unknown as TicketView)
  const host = defineComponent(() => {
    provideWorkspace(
      {
        view,
        staff: ref({ id: '1024', name: '王敏', role: 'clerk', active: true } as StaffView),
        now: ref(0),
        busy: ref(false),
        why: () => undefined,
        perform: () => Promise.resolve(undefined),
        inPerson,
        refused: () => undefined,
        open: () => undefined,
      },
      shallowRef(),
    )
    return () => h(InPersonDialog, { seed: extension ? {} : { offer: 2 }, onClose: closed })
  })
  return { view, ...render(host) }
}
const secret = () => screen.getByLabelText(/^经理口令/)
const go = () => userEvent.click(screen.getByTestId('decide-in-person'))
beforeEach(() => {
  vi.clearAllMocks()
  opening.demonstration = false
  disk.clear()
  inPerson.mockResolvedValue(undefined)
})

test('number and password go once, and the password is nowhere afterwards', async () => {
  stage()
  await screen.findByRole('dialog', { name: '当面审批 · 方案2' })
  expect(await violations()).toEqual([])
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'qingshan bu gai')
  inPerson.mockResolvedValue(new DeskError('wrong_password'))
  await go()
  expect(inPerson).toHaveBeenCalledWith(
    { number: '1008', password: 'qingshan bu gai' },
    { do: 'approve_offer', offer: 2 },
    '已当面核准',
  )
  // A wrong one is told, and has to be typed anew.
  expect(await screen.findByRole('alert')).toBeInTheDocument()
  expect(secret()).toHaveValue('')
  await waitFor(() => expect(secret()).toHaveFocus())
  expect(document.body.innerHTML).not.toContain('qingshan')
  expect(closed).not.toHaveBeenCalled()
  inPerson.mockResolvedValue(undefined)
  await userEvent.type(secret(), 'lvshui chang liu')
  await go()
  expect(closed).toHaveBeenCalled()
})

test('nothing is asked of the desk without number and password', async () => {
  stage()
  await screen.findByRole('dialog')
  await go()
  expect(screen.getByLabelText(/^经理工号/)).toHaveFocus()
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await go()
  expect(secret()).toHaveFocus()
  expect(inPerson).not.toHaveBeenCalled()
})

test('another amount brings the wording that names it', async () => {
  stage()
  await screen.findByRole('dialog')
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'x')
  await userEvent.click(screen.getByRole('radio', { name: /改金额/ }))
  const amount = await screen.findByLabelText(/^改为/)
  await userEvent.clear(amount)
  await userEvent.type(amount, '100')
  const wording = screen.getByLabelText(/^处理措施/)
  await userEvent.clear(wording)
  await userEvent.type(wording, '减免一个月宽带费 100 元')
  await go()
  expect(inPerson.mock.calls[0]?.[1]).toEqual({
    do: 'approve_offer',
    offer: 2,
    amount: 10_000,
    action: '减免一个月宽带费 100 元',
  })
})

test('more time is granted or refused with the reason', async () => {
  stage(true)
  await screen.findByRole('dialog', { name: '当面审批 · 延期 48 小时' })
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'x')
  await userEvent.click(screen.getByRole('radio', { name: /不同意/ }))
  await userEvent.type(await screen.findByLabelText(/^不同意的理由/), '设备已到')
  await go()
  expect(inPerson.mock.calls[0]?.[1]).toEqual({ do: 'refuse_extension', reason: '设备已到' })
})

test('a ticket that moved on meanwhile closes the dialog where nothing is left to decide', async () => {
  const { view } = stage()
  await screen.findByRole('dialog')
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'x')
  inPerson.mockImplementation(() => {
    const decided = structuredClone(view.value)
    decided.ticket.offers[0]!.approval = { state: 'within' }
    view.value = decided
    return Promise.resolve(new DeskError('stale'))
  })
  await go()
  expect(closed).toHaveBeenCalled()
})

test('it stays with what was typed where the same is still asked for, and says what happened', async () => {
  stage()
  await screen.findByRole('dialog')
  await userEvent.click(screen.getByRole('radio', { name: /退回/ }))
  await userEvent.type(await screen.findByLabelText(/^退回的理由/), '先核实账单')
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'x')
  inPerson.mockResolvedValue(new DeskError('stale'))
  await go()
  expect(closed).not.toHaveBeenCalled()
  expect(await screen.findByRole('alert')).toBeInTheDocument()
  expect(screen.getByLabelText(/^退回的理由/)).toHaveValue('先核实账单')
})

test('a missing reason is asked for before the password is spent', async () => {
  stage()
  await screen.findByRole('dialog')
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'x')
  await userEvent.click(screen.getByRole('radio', { name: /退回/ }))
  await go()
  expect(inPerson).not.toHaveBeenCalled()
  expect(screen.getByLabelText(/^退回的理由/)).toHaveFocus()
  expect(secret()).toHaveValue('x')
})

test('amount and reason are drafts until they are on the record; number and password are none', async () => {
  const first = stage()
  await screen.findByRole('dialog')
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'qingshan')
  await userEvent.click(screen.getByRole('radio', { name: /退回/ }))
  await userEvent.type(await screen.findByLabelText(/^退回的理由/), '先核实账单')
  first.unmount()
  await waitFor(() => expect(disk.get('ticket:t1:in-person:offer:2')).toBe('{"reason":"先核实账单"}'))
  stage()
  await screen.findByRole('dialog')
  await userEvent.click(screen.getByRole('radio', { name: /退回/ }))
  expect(await screen.findByLabelText(/^退回的理由/)).toHaveValue('先核实账单')
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'x')
  await go()
  await waitFor(() => expect(disk.size).toBe(0))
  expect(commands.saveDraft).not.toHaveBeenCalledWith(expect.anything(), expect.stringContaining('qingshan'))
})

test('in the demonstration a number is enough, and it says so', async () => {
  opening.demonstration = true
  stage()
  expect(await screen.findByText(/演示营业厅没有口令/)).toBeInTheDocument()
  expect(screen.queryByLabelText(/^经理口令/)).toBeNull()
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await go()
  expect(inPerson.mock.calls[0]?.[0]).toEqual({ number: '1008', password: '' })
})

test('a wording names an amount in figures', () => {
  expect(names('减免 1,200 元', 120_000)).toBe(true)
  expect(names('减免 80.5 元', 8_050)).toBe(true)
  expect(names('减免 800 元', 8_000)).toBe(false)
  expect(names('减免两个月', 8_000)).toBe(false)
})
