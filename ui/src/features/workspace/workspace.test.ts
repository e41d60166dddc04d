import { VueQueryPlugin } from '@tanstack/vue-query'
import userEvent from '@testing-library/user-event'
import { render, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import { DeskError, queryClient, type Coaching, type Perform, type TicketView } from '@/ipc'
import { dismiss, toasts } from '@/shared/toasts'
import { nothing, wording, words } from './coach/stage'
import { NOW, refused, viewOf } from './stage'
import WorkspaceScreen from './WorkspaceScreen.vue'

const LATER = '2026-11-21T12:00:00.000Z'
const desk = vi.hoisted(() => ({
  perform: vi.fn(),
  ticket: vi.fn(),
  queue: vi.fn(),
  drafts: new Map<string, string>(),
  coaching: {} as Partial<Coaching>,
}))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: () => Promise.resolve({ start: { staff: [], preferences: {} }, at_work: null }),
    catalogue: () => Promise.resolve([]),
    authority: () => Promise.resolve({ authority: { limits: [] }, version: 0, author: null, at: null }),
    coach: () => Promise.resolve({ ...nothing, ...desk.coaching }),
    library: () => Promise.resolve([]),
    checkWording: () => Promise.resolve([]),
    readBack: () => Promise.resolve('您说今早起掉线。'),
    ticket: desk.ticket,
    queue: desk.queue,
    perform: desk.perform,
    draft: (key: string) => Promise.resolve(desk.drafts.get(key) ?? null),
    saveDraft: (key: string, json: string) => Promise.resolve(desk.drafts.set(key, json)),
    discardDraft: (key: string) => Promise.resolve(desk.drafts.delete(key)),
  },
}))
let uninstall: () => void
beforeEach(() => {
  uninstall = installKeyboard()
  queryClient.clear()
  desk.drafts.clear()
  desk.coaching = {}
  desk.perform.mockReset()
  desk.ticket.mockReset()
})
afterEach(() => {
  uninstall()
  toasts.value.forEach(({ id }) => dismiss(id))
})

async function open(view: TicketView, path = '/ticket/t7') {
  desk.ticket.mockResolvedValue(view)
  const empty = { template: '<i />' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: empty },
      { path: '/ticket/:id/sign', name: 'sign', component: empty },
      { path: '/ticket/:id/:step?', name: 'ticket', props: true, component: WorkspaceScreen },
    ],
  })
  await router.push(path)
  render(RouterView, { global: { plugins: [router, [VueQueryPlugin, { queryClient }]] } })
  await screen.findByRole('main')
  return { router, statement: await screen.findByRole<HTMLTextAreaElement>('textbox', { name: '客户原话' }) }
}
const request = () => desk.perform.mock.calls.at(-1)?.[0] as Perform
const next = () => userEvent.keyboard('{Control>}{Enter}{/Control}')
const said = () => toasts.value.at(-1)?.text

describe('sent here for a deed', () => {
  test('it is open at once, and only once', async () => {
    const { router } = await open(viewOf(), '/ticket/t7/listen?open=add_note')
    expect(await screen.findByRole('dialog')).toBeInTheDocument()
    expect(router.currentRoute.value.fullPath).toBe('/ticket/t7/listen')
  })
  test('what is not allowed says why', async () => {
    await open(viewOf({}, { allowed: refused('amend_intake') }), '/ticket/t7/listen?open=amend_intake')
    await vi.waitFor(() => expect(said()).toMatch(/客户已离开/))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

test('a promise’s clock names it once', async () => {
  const deadline = {
    kind: { kind: 'promise', promise: 1 },
    norm: 'promise',
    due: '2026-11-22T06:33:00.000Z',
    met: null,
  }
  await open(
    viewOf({}, { deadlines: [{ deadline, state: 'on_time' }] as unknown as TicketView['deadlines'] }),
  )
  expect(await screen.findByTitle(/^兑现承诺 剩 1 天/)).toBeInTheDocument()
})

describe('Ctrl+Enter', () => {
  test('records what was typed and leaves the step in one write, and its draft goes with it', async () => {
    const { router, statement } = await open(viewOf())
    await vi.waitFor(() => expect(statement).toHaveFocus())
    await userEvent.type(statement, '一直掉线')
    desk.perform.mockResolvedValue({
      view: viewOf({ step: 'apologize', revision: 5 }),
      undo: null,
      worded: [],
    })
    await next()
    await vi.waitFor(() => expect(router.currentRoute.value.params.step).toBe('apologize'))
    expect(desk.perform).toHaveBeenCalledOnce()
    expect(request()).toEqual({
      ticket: 't7',
      revision: 3,
      actions: [
        {
          do: 'record_statement',
          statement: '一直掉线',
          key_words: [],
          emotion: 'angry',
          strength: 3,
        },
        { do: 'advance', override_reason: null },
      ],
      clears: ['ticket:t7:listen'],
    })
    await vi.waitFor(() => expect(screen.getByRole('textbox', { name: '对客户说的致歉' })).toHaveFocus())
  })

  test('on an unmet gate says what is missing, goes there, and lets pass with a written reason', async () => {
    const { statement } = await open(viewOf())
    screen.getByRole('button', { name: /升级/ }).focus()
    desk.perform.mockRejectedValue(new DeskError('gate_not_met', { step: 'listen', missing: 'statement' }))
    await next()
    const strip = await screen.findByTestId('gate')
    expect(within(strip).getByRole('button', { name: '客户原话' })).toBeInTheDocument()
    expect(statement).toHaveFocus()

    await userEvent.click(within(strip).getByRole('button', { name: '说明理由后继续' }))
    await userEvent.type(await screen.findByRole('textbox', { name: '理由' }), '客户不愿再说')
    desk.perform.mockResolvedValue({
      view: viewOf({ step: 'apologize', revision: 4 }),
      undo: null,
      worded: [],
    })
    await next()
    await vi.waitFor(() =>
      expect(request().actions).toEqual([{ do: 'advance', override_reason: '客户不愿再说' }]),
    )
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test.each([
    ['call_back', true],
    ['another_round,call_back', false],
  ])('on the last step, lacking %s, offers to close with a reason: %s', async (missing, offered) => {
    const parts = { offers: [], signatures: [], call_backs: [], opinion: null, final_reply: null }
    await open(viewOf({ step: 'follow_up', ...parts }), '/ticket/t7/listen')
    await userEvent.keyboard('{Alt>}6{/Alt}')
    await screen.findByRole('radio', { name: /^接通/ })
    desk.perform.mockRejectedValue(new DeskError('gate_not_met', { step: 'follow_up', missing }))
    await next()
    const strip = within(await screen.findByTestId('gate'))
    expect(strip.queryByRole('button', { name: '说明理由后继续' }) !== null).toBe(offered)
    expect(strip.getByRole('button', { name: '回访' })).toBeInTheDocument()
  })

  test('a cause with nobody liable for it yet holds the step, and is asked for in its place', async () => {
    const drawn = { side: 'customer', explanation: '光猫电源没有插好' }
    desk.drafts.set('ticket:t7:attribution', JSON.stringify(drawn))
    await open(viewOf({ step: 'gather' }), '/ticket/t7/listen')
    await userEvent.keyboard('{Alt>}3{/Alt}')
    const liability = await screen.findByRole('radiogroup', { name: '责任' })
    await next()
    await vi.waitFor(() => expect(liability).toHaveAccessibleDescription('“责任”还没有填'))
    expect(within(liability).getByRole('radio', { name: '我方责任' })).toHaveFocus()
    expect(desk.perform).not.toHaveBeenCalled()

    await userEvent.click(within(liability).getByRole('radio', { name: '我方无责' }))
    const done = viewOf({ step: 'propose', revision: 4 })
    desk.perform.mockResolvedValue({ view: done, undo: null, worded: [] })
    await next()
    await vi.waitFor(() =>
      expect(request().actions.slice(-2)).toEqual([
        { do: 'attribute', attribution: { ...drawn, liability: 'none', unit: '' } },
        { do: 'advance', override_reason: null },
      ]),
    )
  })

  test('refused for a field shows the words there and keeps what was typed', async () => {
    const { statement } = await open(viewOf())
    await userEvent.type(statement, '太长的话')
    desk.perform.mockRejectedValue(
      new DeskError('too_long', { field: 'statement', limit: '2000', length: '2001' }),
    )
    await next()
    await vi.waitFor(() => expect(statement).toHaveAccessibleDescription(/最多 2000 字/))
    expect(statement).toHaveValue('太长的话')
    await userEvent.type(statement, '改')
    expect(statement).not.toBeInvalid()
  })

  test('on a ticket changed elsewhere reads it anew and keeps what was typed', async () => {
    const { statement } = await open(viewOf())
    await userEvent.type(statement, '一直掉线')
    desk.perform.mockRejectedValueOnce(new DeskError('stale', { actual: 4 }))
    desk.ticket.mockResolvedValue(viewOf({ revision: 4, statement: '同事记的', key_words: ['掉线'] }))
    await next()
    await vi.waitFor(() => expect(said()).toMatch(/在别处改过/))
    expect(statement).toHaveValue('一直掉线')
    expect(screen.getByRole('button', { name: '删除“掉线”' })).toBeInTheDocument()
    desk.perform.mockResolvedValue({
      view: viewOf({ step: 'apologize', revision: 6 }),
      undo: null,
      worded: [],
    })
    await next()
    await vi.waitFor(() => expect(request().revision).toBe(4))
  })
})

test('undo of a step brings it back', async () => {
  const { statement } = await open(viewOf())
  await userEvent.type(statement, '一直掉线')
  const back = { ticket: 't7', revision: 5, actions: [{ do: 'go_back', to: 'listen' }] }
  desk.perform.mockResolvedValueOnce({
    view: viewOf({ step: 'apologize', revision: 5 }),
    undo: { of: 'advance', perform: back },
    worded: [],
  })
  await next()
  await vi.waitFor(() => expect(toasts.value.at(-1)?.undo).toBeDefined())
  desk.perform.mockResolvedValueOnce({
    view: viewOf({ statement: '一直掉线', revision: 6 }),
    undo: null,
    worded: [],
  })
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(await screen.findByRole('textbox', { name: '客户原话' })).toHaveValue('一直掉线')
  expect(request().actions).toEqual(back.actions)
})

describe('looking at steps', () => {
  test('that were reached is free; the others say what comes first', async () => {
    const { router } = await open(viewOf({ step: 'apologize', statement: '掉线' }), '/ticket/t7/listen')
    await userEvent.keyboard('{Alt>}4{/Alt}')
    expect(said()).toBe('先完成“致歉”')
    await userEvent.keyboard('{Alt>}2{/Alt}')
    await vi.waitFor(() => expect(router.currentRoute.value.params.step).toBe('apologize'))
    expect(desk.perform).not.toHaveBeenCalled()
  })
  test('an earlier one that was changed records without leaving the present step', async () => {
    const { router, statement } = await open(
      viewOf({ step: 'gather', statement: '掉线' }),
      '/ticket/t7/listen',
    )
    await userEvent.type(statement, '，还没人回电')
    desk.perform.mockResolvedValue({ view: viewOf({ step: 'gather', revision: 4 }), undo: null, worded: [] })
    await next()
    await vi.waitFor(() => expect(router.currentRoute.value.params.step).toBe('apologize'))
    expect(request().actions.map((action) => action.do)).toEqual(['record_statement'])
  })
})

test('a draft lies over the record when the ticket is opened again', async () => {
  desk.drafts.set('ticket:t7:listen', '{"statement":"上次没说完的话"}')
  const { statement } = await open(viewOf({ statement: '旧的' }))
  expect(statement).toHaveValue('上次没说完的话')
})

test('a due time that can’t be read is there again when the dialog is', async () => {
  await open(viewOf())
  await userEvent.keyboard('{F7}')
  await userEvent.type(await screen.findByRole('textbox', { name: '答复时限' }), '越快越好')
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(desk.drafts.get('ticket:t7:dialog:escalate')).toBe('{"due_typed":"越快越好"}')
  await userEvent.keyboard('{F7}')
  expect(await screen.findByRole('textbox', { name: '答复时限' })).toHaveValue('越快越好')
})

test('what is no ticket number is told before the desk is asked', async () => {
  await open(viewOf(), '/ticket/t7/listen?open=merge')
  const into = await screen.findByRole('textbox', { name: '并入单号' })
  await userEvent.type(into, '那张单')
  await next()
  expect(into).toHaveAccessibleDescription('单号格式不对，例：A01-1-20261121-007')
  expect(desk.queue).not.toHaveBeenCalled()
  await userEvent.clear(into)
  await userEvent.type(into, 'A01-1-20261121-008')
  desk.queue.mockResolvedValueOnce({ tallies: [], lines: [], more: false, now: NOW })
  await next()
  await vi.waitFor(() => expect(into).toHaveAccessibleDescription(/没有这张单/))
})

test('an ended ticket can be read and reopened, not written', async () => {
  const end = { kind: 'broken_off', at: NOW, by: '1025', reason: '赶车', into: null, hall: null } as const
  const { statement } = await open(
    viewOf({ end, statement: '掉线' }, { allowed: refused('advance', 'escalate', 'sign') }),
  )
  expect(statement).toBeDisabled()
  const banner = screen.getByTestId('ended')
  expect(banner).toHaveTextContent('客户已离开')
  expect(banner).toHaveTextContent('李娜')
  await next()
  expect(said()).toMatch(/已经结束/)
  await userEvent.click(within(banner).getByRole('button', { name: '重新受理' }))
  desk.perform.mockResolvedValue({ view: viewOf({ revision: 4 }), undo: null, worded: [] })
  await screen.findByRole('dialog')
  await next()
  await vi.waitFor(() => expect(request().actions).toEqual([{ do: 'reopen', reason: null }]))
})

test.each([
  ['统一口径', LATER],
  ['话术', '2020-01-01T00:00:00Z'],
])('where the coach lies in a drawer, its button says “%s” of a statement until %s', async (name, until) => {
  const narrow = { matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }
  const media = vi.spyOn(window, 'matchMedia').mockReturnValue(narrow as unknown as MediaQueryList)
  const parts = [words('今晚恢复。')]
  const cable = { id: 'statement/cable', title: '断网', parts, complete: true, places: [], ask_place: false }
  desk.coaching = { statements: [{ ...cable, until }] }
  await open(viewOf())
  expect(await screen.findByRole('button', { name: new RegExp(`^${name}`) })).toBeInTheDocument()
  media.mockRestore()
})

describe('F4 and a digit', () => {
  /* Room for the coach beside the work. */
  beforeEach(() => {
    const wide = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }
    vi.spyOn(window, 'matchMedia').mockReturnValue(wide as unknown as MediaQueryList)
  })
  afterEach(() => void vi.restoreAllMocks())
  const hear = (id: string, text: string) => wording(id, words(text))
  test('mark what is read out as said, and the caret is back where it was', async () => {
    desk.coaching = { wordings: [hear('general/a', '您请坐。'), hear('general/b', '您慢慢说。')] }
    const { statement } = await open(viewOf())
    await screen.findByRole('button', { name: /您请坐/ })
    await vi.waitFor(() => expect(statement).toHaveFocus())
    desk.perform.mockResolvedValue({
      view: viewOf({ said: ['general/b'], revision: 4 }),
      undo: null,
      worded: [],
    })
    await userEvent.keyboard('{F4}2')
    await vi.waitFor(() =>
      expect(request().actions).toEqual([{ do: 'use_wording', wording: '您慢慢说。', source: 'general/b' }]),
    )
    expect(statement).toHaveFocus()
    const line = screen.getByRole('button', { name: /您慢慢说/ })
    await vi.waitFor(() => expect(line).toHaveTextContent('已说'))
    // A second press at once is a slip of the finger and records nothing.
    await userEvent.keyboard('{F4}2')
    expect(desk.perform).toHaveBeenCalledOnce()
    // Later it was said once more, and that is recorded.
    const later = Date.now() + 61_000
    vi.spyOn(Date, 'now').mockReturnValue(later)
    await userEvent.keyboard('{F4}2')
    await vi.waitFor(() => expect(desk.perform).toHaveBeenCalledTimes(2))
    expect(request().actions).toEqual([{ do: 'use_wording', wording: '您慢慢说。', source: 'general/b' }])
    await vi.waitFor(() => expect(toasts.value.at(-1)?.text).toBe('又说了一次，已记下'))
  })
  test('put a sentence into the field of a step that has one, and a pinned statement is said all the same', async () => {
    desk.coaching = {
      wordings: [hear('general/sorry', '耽误您了，抱歉。')],
      statements: [
        {
          id: 'statement/cable',
          title: '断网',
          parts: [words('今晚恢复。')],
          complete: true,
          places: [],
          ask_place: false,
          until: LATER,
        },
      ],
    }
    await open(viewOf({ step: 'apologize', statement: '掉线' }), '/ticket/t7/listen')
    await userEvent.keyboard('{Alt>}2{/Alt}')
    const apology = await screen.findByRole('textbox', { name: '对客户说的致歉' })
    await screen.findByRole('button', { name: /耽误您了/ })
    await userEvent.keyboard('{F4}1')
    await vi.waitFor(() => expect(apology).toHaveValue('耽误您了，抱歉。'))
    expect(desk.perform).not.toHaveBeenCalled()
    desk.perform.mockResolvedValue({
      view: viewOf({ step: 'apologize', revision: 4 }),
      undo: null,
      worded: [],
    })
    await userEvent.keyboard('{F4}')
    await vi.waitFor(() => expect(screen.getByRole('button', { name: '今晚恢复。' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() =>
      expect(request().actions).toEqual([
        { do: 'use_wording', wording: '今晚恢复。', source: 'statement/cable' },
      ]),
    )
    expect(apology).toHaveValue('耽误您了，抱歉。')
  })
})

describe('the customer came back', () => {
  const ago = { at: NOW, by: '1025', answered: false, ended: null, revision: 3 }
  test('what they said stands above the work until it is answered', async () => {
    const visits = [
      { ...ago, words: '说好昨天来修，没有人来' },
      { ...ago, words: '早就答复了', answered: true },
    ]
    await open(viewOf({ visits }))
    expect(await screen.findByTestId('visits')).toHaveTextContent('说好昨天来修，没有人来')
    await userEvent.click(screen.getByTestId('notes'))
    const note = screen.getByTestId('visits')
    expect(note).toHaveTextContent('李娜')
    expect(note).not.toHaveTextContent('早就答复了')
  })
  test('an ended ticket is taken up again with their words', async () => {
    const end = { kind: 'settled', at: NOW, by: '1025', reason: null, into: null, hall: null } as const
    const view = viewOf({ end })
    await open(view)
    desk.perform.mockResolvedValue({ view, undo: null, worded: [] })
    await userEvent.click(screen.getByTestId('back-again'))
    await userEvent.type(await screen.findByRole('textbox', { name: '客户这次怎么说' }), '又断了')
    await next()
    expect(request().actions).toEqual([{ do: 'came_back', words: '又断了' }])
  })
})

test('two keys give the ticket to who stands first, with what is typed', async () => {
  const view = viewOf(
    {},
    {
      people: [
        { id: '1025', name: '李娜', role: 'clerk', active: true },
        { id: '1008', name: '贺建平', role: 'duty_manager', active: true },
        { id: '1060', name: '方正清', role: 'auditor', active: true },
      ],
    },
  )
  const { router, statement } = await open(view)
  await userEvent.type(statement, '每晚掉线')
  desk.perform.mockResolvedValue({ view, undo: null, worded: [] })
  await userEvent.keyboard('{Shift>}{F7}{/Shift}')
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getAllByRole('option')).toHaveLength(2)
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
  expect(request().actions).toEqual([{ do: 'hand_over', to: '1008', reason: '先离开一会儿' }])
  expect([...desk.drafts.values()].join()).toContain('每晚掉线')
})
