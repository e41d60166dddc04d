import userEvent from '@testing-library/user-event'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type ApprovalsView, type WaitingRemedy } from '@/ipc'
import { toasts } from '@/shared/toasts'
import { violations } from '@/test-axe'
import ApprovalsScreen from './ApprovalsScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(() => new Promise(() => undefined)),
    approvals: vi.fn(),
    workOnIncident: vi.fn(),
    catalogue: vi.fn(() => Promise.resolve([])),
    draft: vi.fn(() => Promise.resolve(null)),
    saveDraft: vi.fn(() => Promise.resolve('')),
    discardDraft: vi.fn(() => Promise.resolve(null)),
  },
}))

const NOW = '2026-11-21T10:00:00Z'
function waitingOf(n: number, refusal: WaitingRemedy['refusal'] = null): WaitingRemedy {
  const remedy = {
    no: 2,
    terms: {
      action: '光缆已修复，每户减免 200 元',
      remedy: { kind: 'bill_credit', amount: 20_000, months: null },
      unit: '望桥装维班',
      due: '2026-11-23T10:00:00Z',
      basis: 'law',
      basis_note: '电信条例第三十二条',
    },
    by: '1024',
    at: NOW,
    approval: { state: 'requested', from: 'duty_manager', by: '1024', at: NOW },
  } as const
  return {
    incident: {
      id: `i${n}`,
      revision: 4,
      opened: NOW,
      by: '1024',
      form: {
        cause: '主干光缆被施工挖断',
        at: { kind: 'area', name: `南湖花园${n}期` },
        category: '2.1',
        began: NOW,
        expected: null,
      },
      category: '2.1',
      ended: null,
      statement: null,
      remedy,
    },
    remedy,
    tickets: 40,
    open: 38,
    by: '1024',
    at: NOW,
    refusal,
  }
}
async function open(...remedies: WaitingRemedy[]) {
  const view: ApprovalsView = {
    cards: [],
    remedies,
    people: [{ id: '1024', name: '王敏', role: 'clerk', active: true }],
    more: false,
    now: NOW,
  }
  vi.mocked(commands.approvals).mockResolvedValue(view)
  const screen = (name: string) => ({ template: `<h1>${name}</h1>` })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'approvals', component: ApprovalsScreen },
      { path: '/queue', name: 'queue', component: screen('队列') },
      { path: '/incident/:id', name: 'incident', component: screen('群障') },
    ],
  })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
const card = (n: number) => screen.findByRole('article', { name: `群障统一方案 · 南湖花园${n}期` })
const lastToast = () => toasts.value.at(-1)?.text
const worked = () => vi.mocked(commands.workOnIncident).mock.calls.at(-1)

beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  vi.mocked(commands.workOnIncident).mockResolvedValue({} as never)
})

test('the remedy of an incident is a card: A approves it once for all of its tickets', async () => {
  await open(waitingOf(1), waitingOf(2))
  const first = await card(1)
  await waitFor(() => expect(first).toHaveFocus())
  within(first).getByText('40 张单，在办 38 张')
  within(first).getByText(/¥200/)
  screen.getByText('2 件待审批')
  expect(await violations()).toEqual([])
  // Held down it approves once, and never on arrival.
  await fireEvent.keyDown(first, { key: 'a', repeat: true })
  expect(commands.workOnIncident).not.toHaveBeenCalled()
  await userEvent.keyboard('{ArrowDown}')
  await waitFor(async () => expect(await card(2)).toHaveFocus())
  await userEvent.keyboard('{ArrowUp}a')
  await waitFor(() => expect(worked()).toEqual(['i1', 4, { do: 'approve_remedy' }]))
  await waitFor(() => expect(lastToast()).toBe('已核准'))
})

test('E leads to the amount, and another one takes the wording with it', async () => {
  await open(waitingOf(1))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  await userEvent.keyboard('e')
  const amount = screen.getByLabelText(/^每户核准金额/)
  expect(amount).toHaveFocus()
  await userEvent.clear(amount)
  await userEvent.type(amount, '150')
  const wording = await screen.findByLabelText(/处理措施/)
  await userEvent.clear(wording)
  await userEvent.type(wording, '每户减免 150 元')
  await userEvent.click(screen.getByTestId('approve-remedy'))
  await waitFor(() =>
    expect(worked()?.[2]).toEqual({ do: 'approve_remedy', amount: 15_000, action: '每户减免 150 元' }),
  )
})

test('R returns it with the reason, and what cannot stand keeps the dialog', async () => {
  await open(waitingOf(1))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  await userEvent.keyboard('r')
  const dialog = await screen.findByRole('dialog')
  await userEvent.type(within(dialog).getByRole('textbox'), '按小时折算即可')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(worked()?.[2]).toEqual({ do: 'return_remedy', reason: '按小时折算即可' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('who comes second is told, and overwrites nothing', async () => {
  await open(waitingOf(1))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  vi.mocked(commands.workOnIncident).mockRejectedValue(new DeskError('stale'))
  await userEvent.keyboard('a')
  await waitFor(() => expect(lastToast()).toContain('没有改动'))
  expect(commands.approvals).toHaveBeenCalledTimes(2)
})

test('an own one waits for another, and Enter opens the incident', async () => {
  const router = await open(waitingOf(1, { code: 'own_request', params: {}, characters: [] } as never))
  await waitFor(() => expect(document.activeElement?.tagName).toBe('ARTICLE'))
  expect(screen.getAllByText('不能核准自己提出的方案')).not.toEqual([])
  await userEvent.keyboard('ar')
  expect(commands.workOnIncident).not.toHaveBeenCalled()
  expect(screen.queryByRole('dialog')).toBeNull()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(router.currentRoute.value.params).toEqual({ id: 'i1' }))
})
