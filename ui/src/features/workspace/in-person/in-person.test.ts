import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { defineComponent, h, ref, shallowRef } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { DeskError, type StaffView, type TicketView } from '@/ipc'
import { names } from '@/shared/approval'
import { violations } from '@/test-axe'
import { provideWorkspace, type Workspace } from '../panel'
import InPersonDialog from './InPersonDialog.vue'

const opening = vi.hoisted(() => ({ demonstration: false }))
vi.mock('@/ipc/opening', async () => {
  const { ref: of } = await import('vue')
  return { useOpening: () => ({ demonstration: of(opening.demonstration) }) }
})

const inPerson = vi.fn<Workspace['inPerson']>()
const closed = vi.fn()
function stage(extension = false) {
  const offer = {
    no: 2,
    terms: {
      action: '减免两个月宽带费 200 元',
      remedy: { kind: 'bill_credit', amount: 20_000, months: null },
    },
  }
  const wanted = { hours: 48, reason: '等设备到货', state: { state: 'requested' } }
  const view = {
    ticket: { offers: extension ? [] : [offer], escalations: [], extensions: extension ? [wanted] : [] },
  }
  const host = defineComponent(() => {
    provideWorkspace(
      {
        view: shallowRef(view as unknown as TicketView),
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
  render(host)
}
const secret = () => screen.getByLabelText(/^经理口令/)
const go = () => userEvent.click(screen.getByTestId('decide-in-person'))
beforeEach(() => {
  vi.clearAllMocks()
  opening.demonstration = false
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

test('a ticket that moved on meanwhile closes the dialog: the record is read anew', async () => {
  stage()
  await screen.findByRole('dialog')
  await userEvent.type(screen.getByLabelText(/^经理工号/), '1008')
  await userEvent.type(secret(), 'x')
  inPerson.mockResolvedValue(new DeskError('stale'))
  await go()
  expect(closed).toHaveBeenCalled()
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
