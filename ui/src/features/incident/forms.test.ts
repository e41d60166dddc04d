import { VueQueryPlugin } from '@tanstack/vue-query'
import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type IncidentTicket, type IncidentView } from '@/ipc'
import CallDialog from './CallDialog.vue'
import { blank, formOf } from './incident'
import InformList from './InformList.vue'
import type { Part } from './part'
import RemedyDialog from './RemedyDialog.vue'

const disk = new Map<string, string>()
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    rules: vi.fn(() => Promise.resolve([])),
    checkWording: vi.fn(() => Promise.resolve([])),
    draft: vi.fn((key: string) => Promise.resolve(disk.get(key) ?? null)),
    saveDraft: vi.fn((key: string, json: string) => Promise.resolve(void disk.set(key, json))),
    discardDraft: vi.fn((key: string) => Promise.resolve(void disk.delete(key))),
  },
}))
beforeEach(() => {
  disk.clear()
  queryClient.clear()
  vi.clearAllMocks()
})

const terms = (unit: string) => ({
  action: '减免一个月月租',
  unit,
  due: '2099-11-23T10:00:00Z',
  basis: 'goodwill' as const,
  basis_note: '',
  remedy: { kind: 'rent_waiver' as const, amount: 5_000, months: 1 },
  rule: null,
})
const viewWith = (unit: string) =>
  ({
    incident: {
      id: 'i1',
      statement: null,
      remedy: { no: 1, terms: terms(unit), approval: { state: 'within' } },
    },
    statements: [],
  }) as unknown as IncidentView

function openRemedy(act: Part['act']) {
  const view = shallowRef(viewWith('装维班'))
  const closed = vi.fn()
  render(
    defineComponent(
      () => () => h(RemedyDialog, { view: view.value, busy: false, why: undefined, act, onClose: closed }),
    ),
    { global: { plugins: [[VueQueryPlugin, { queryClient }]] } },
  )
  return { view, closed }
}

test('a remedy has its months, and what a colleague set meanwhile is not gone over unseen', async () => {
  const act = vi.fn<Part['act']>()
  const { view, closed } = openRemedy(act)
  const action = await screen.findByLabelText(/^处理措施/)
  await userEvent.clear(action)
  await userEvent.type(action, '减免两个月月租')
  act.mockImplementationOnce((_, place) => {
    view.value = viewWith('网络部')
    place?.(new DeskError('stale'))
    return Promise.resolve(false)
  })
  await userEvent.click(screen.getByTestId('keep-remedy'))
  expect(await screen.findByRole('alert')).toHaveTextContent('同事刚更新了这起群障')
  expect(screen.getByLabelText(/^承办单位/)).toHaveValue('网络部')
  expect(action).toHaveValue('减免两个月月租')
  act.mockResolvedValue(true)
  await userEvent.click(screen.getByTestId('keep-remedy'))
  await waitFor(() => expect(closed).toHaveBeenCalled())
  expect(act.mock.lastCall?.[0]).toEqual({
    do: 'propose_remedy',
    terms: { ...terms('网络部'), action: '减免两个月月租' },
  })
  expect(disk.size).toBe(0)
})

test('a moment that is not understood is refused, not left out', () => {
  const typed = { ...blank(), category: '2.2', began: '2026-11-21T10:00:00Z' }
  expect(formOf(typed)).toBeDefined()
  expect(formOf({ ...typed, expected_typed: '等通知' })).toBeUndefined()
})

test('what the customer says on the telephone is a draft', async () => {
  const item = {
    line: { id: 't1', name: '顾', address: 'sir', phone: '138****5678' },
  } as unknown as IncidentTicket
  const open = () => render(CallDialog, { props: { item, view: viewWith('装维班') } })
  const first = open()
  await userEvent.type(await screen.findByLabelText(/^客户/), '孩子要上网课')
  first.unmount()
  await waitFor(() => expect(disk.get('ticket:t1:informing')).toBe('{"remark":"孩子要上网课"}'))
  open()
  expect(await screen.findByLabelText(/^客户/)).toHaveValue('孩子要上网课')
  expect(commands.saveDraft).toHaveBeenCalled()
})

test('who is still to be called stands first, and what is over stands last', async () => {
  const ticket = (id: string, telling: string, ended: string | null = null) =>
    ({
      line: { id, name: id, address: 'sir', phone: '138****5678', number: id, ended },
      telling: { telling },
      offer: null,
      told: null,
    }) as unknown as IncidentTicket
  const tickets = [
    ticket('甲', 'told'),
    ticket('乙', 'to_tell', 'settled'),
    ticket('丙', 'not_reached'),
    ticket('丁', 'to_tell'),
  ]
  const view = { ...viewWith('装维班'), tickets }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: InformList }],
  })
  render(InformList, { props: { view, why: undefined }, global: { plugins: [router] } })
  const shown = (await screen.findAllByRole('option')).map(({ textContent }) => textContent?.trim()[0])
  expect(shown).toEqual(['丁', '丙', '甲', '乙'])
})
