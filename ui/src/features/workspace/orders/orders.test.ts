import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { defineComponent, h, ref, shallowRef, type Component } from 'vue'
import type { TicketView, WorkOrder } from '@/ipc'
import { strip } from '@/shared/notesStage'
import { violations } from '@/test-axe'
import { provideWorkspace, type DialogName, type Panel } from '../panel'
import { dueOf, isOpen, stateOf } from './order'
import OrdersDialog from './OrdersDialog.vue'
import { useOrderNotes } from './notes'

const NOW = Date.parse('2026-11-21T08:00:00Z')
const at = (hour: string) => `2026-11-21T${hour}:00:00Z`
const order = (no: number, unit: string, due: string, course: WorkOrder['course'] = []): WorkOrder => ({
  no,
  unit,
  asked: '查告警',
  due,
  by: '1024',
  at: at('02'),
  course,
})
const by = { at: at('03'), by: '1024' }
const reminded = { ...by, what: 'reminded', means: 'telephone' } as const
const replied = { ...by, what: 'replied', text: '已查明', admission: 'admits' } as const
const returned = { ...by, what: 'returned', reason: '没写原因', due: at('12') } as const

function open(component: Component, orders: WorkOrder[]) {
  const ticket = { id: 't1', end: null, work_orders: orders }
  const view = shallowRef({ ticket, people: [] } as unknown as TicketView)
  const opened = vi.fn<(name: DialogName, seed?: Record<string, unknown>) => void>()
  const workspace = {
    view,
    staff: ref(undefined),
    now: ref(NOW),
    busy: ref(false),
    why: () => undefined,
    perform: () => Promise.resolve(undefined),
    inPerson: () => Promise.resolve(undefined),
    refused: () => undefined,
    open: opened,
  }
  const host = defineComponent(() => {
    provideWorkspace(workspace, shallowRef<Panel>())
    return () => h(component)
  })
  render(host)
  return opened
}

test('an order stands by its last entry, and is due as it was asked last', () => {
  expect(stateOf(order(1, '网络部', at('09')))).toBe('sent')
  const again = order(1, '网络部', at('09'), [replied, returned])
  expect([stateOf(again), isOpen(again), dueOf(again)]).toEqual(['returned', true, at('12')])
  expect(isOpen(order(1, '网络部', at('09'), [replied]))).toBe(false)
})

test('the note names the unit that is due first and stands out when it is late', () => {
  open(strip(useOrderNotes), [
    order(1, '装维一班', at('11')),
    order(2, '网络部', at('07')),
    order(3, '计费组', at('06'), [replied]),
  ])
  const note = screen.getByTestId('orders-note')
  expect(note.textContent).toContain('待回单：网络部等 2 个单位')
  expect(note.textContent).toContain('超 1 小时')
})

test('what is waited for comes first; who was reminded twice is not reminded again', async () => {
  const opened = open(OrdersDialog, [
    order(1, '网络部', at('11'), [reminded, reminded]),
    order(2, '计费组', at('11'), [replied]),
  ])
  const units = (await screen.findAllByTestId(/^order-\d/)).map((one) => one.dataset.testid)
  expect(units).toEqual(['order-1', 'order-2'])
  expect(screen.queryByRole('button', { name: '催办' })).toBeNull()
  screen.getByText('已催办 2 次，仍不回单请升级')
  await userEvent.click(screen.getByRole('button', { name: '退回重办' }))
  expect(opened).toHaveBeenCalledWith('return_reply', { order: 2 })
  expect(await violations()).toEqual([])
})
