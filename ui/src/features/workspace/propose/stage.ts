/** For tests of panels: a ticket at a step, a workspace that notes what it is asked to do, and the panel in it. */
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { render } from '@testing-library/vue'
import { vi } from 'vitest'
import { defineComponent, h, ref, shallowRef, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { Action, Offer, StaffView, Ticket, TicketView } from '@/ipc'
import { provideWorkspace, type Panel } from '../panel'

/* happy-dom has none; what a panel reports must fail its test. */
globalThis.reportError ??= (error: unknown) => {
  throw error
}

export const NOW = '2026-11-21T06:32:00.000Z'
const clerk: StaffView = { id: '1024', name: '王敏', role: 'clerk', active: true }
export const manager: StaffView = { id: '1002', name: '赵建国', role: 'duty_manager', active: true }

export const offer = (no: number, change: Partial<Offer> = {}): Offer => ({
  no,
  round: 1,
  by: clerk.id,
  approval: { state: 'within' },
  state: 'open',
  terms: {
    action: `第${no}种办法`,
    remedy: null,
    unit: '装维一班',
    due: '2026-11-21T10:00:00.000Z',
    basis: 'law',
    basis_note: '',
  },
  ...change,
})

/** What a panel of steps 4 to 6 reads of a ticket. */
const ticketOf = (change: Partial<Ticket>) =>
  ({
    id: 't1',
    number: 'A01-1-20261121-007',
    revision: 3,
    intake: { complainant: { representative: null } },
    authorisation: null,
    round: 1,
    step: 'propose',
    offers: [],
    single_offer: null,
    demands: [],
    escalations: [],
    referrals: [],
    final_reply: null,
    final_reply_at: null,
    promises: [],
    call_backs: [],
    waitings: [],
    opinion: null,
    signatures: [],
    attribution: null,
    evidence: [],
    said: [],
    end: null,
    ...change,
  }) as unknown as Ticket

export interface Stage {
  panel: () => Panel
  performed: () => Action[]
  opened: () => unknown[][]
  /** The record changes, as after a write. */
  become: (change: Partial<Ticket>) => void
  at: () => unknown
}

export async function stage(
  component: Component,
  change: Partial<Ticket>,
  options: { staff?: StaffView; missing?: TicketView['gates'] } = {},
): Promise<Stage> {
  let ticket = ticketOf(change)
  const viewOf = () =>
    ({
      ticket,
      gates: options.missing ?? [],
      deadlines: [],
      people: [clerk, manager],
      now: NOW,
    }) as unknown as TicketView
  const view = shallowRef(viewOf())
  const panel = shallowRef<Panel>()
  const done: Action[] = []
  const open = vi.fn()
  const workspace = {
    view,
    staff: ref(options.staff ?? clerk),
    now: ref(Date.parse(NOW)),
    busy: ref(false),
    why: () => undefined,
    perform: (actions: Action[]) => {
      done.push(...actions)
      return Promise.resolve({ view: view.value, undo: null, worded: [] })
    },
    inPerson: vi.fn(() => Promise.resolve(undefined)),
    refused: () => undefined,
    open,
  }
  const blank = { template: '<i />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: blank },
      { path: '/ticket/:id/sign', name: 'sign', component: blank },
      { path: '/ticket/:id/:step?', name: 'ticket', component: blank },
    ],
  })
  const host = defineComponent(() => {
    provideWorkspace(workspace, panel)
    return () => h('main', { 'data-region': '' }, h(component))
  })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(host, { global: { plugins: [router, [VueQueryPlugin, { queryClient }]] } })
  await vi.waitFor(() => {
    if (!panel.value?.forms.every((form) => form.ready.value)) throw new Error('not ready')
  })
  return {
    panel: () => panel.value as Panel,
    performed: () => done,
    opened: () => open.mock.calls,
    become: (next) => {
      ticket = { ...ticket, ...next }
      view.value = viewOf()
    },
    at: () => router.currentRoute.value.params.step,
  }
}
