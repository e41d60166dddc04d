import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, ref, shallowRef } from 'vue'
import type { Action, Line, TicketView } from '@/ipc'
import { violations } from '@/test-axe'
import { provideWorkspace, type Panel } from '../panel'
import LinkDialog from './LinkDialog.vue'
import MergeDialog from './MergeDialog.vue'
import { endsAs } from './ticketNumber'

const desk = vi.hoisted(() => ({ queue: vi.fn() }))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: () => Promise.resolve(null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
    catalogue: () => Promise.resolve([]),
    queue: desk.queue,
  },
}))

const line = (number: string) => ({ number, received: '2026-11-01T02:00:00Z', category: '2.2' }) as Line
const answers = (more: boolean, ...numbers: string[]) =>
  desk.queue.mockResolvedValue({ tallies: [], lines: numbers.map(line), more, now: '' })
async function open(component = LinkDialog, follows: string | null = null) {
  const ticket = { id: 't1', number: 'A01-1-20261121-007', received: '2026-11-21T02:00:00Z', follows }
  const view = shallowRef({ ticket, contacts: [], linked: [] } as unknown as TicketView)
  const done: Action[] = []
  const workspace = {
    view,
    staff: ref(undefined),
    now: ref(0),
    busy: ref(false),
    why: () => undefined,
    perform: (actions: Action[]) => {
      done.push(...actions)
      return Promise.resolve(undefined)
    },
    inPerson: () => Promise.resolve(undefined),
    refused: () => undefined,
    open: () => undefined,
  }
  const host = defineComponent(() => {
    provideWorkspace(workspace, shallowRef<Panel>())
    return () => h(component)
  })
  render(host)
  await field()
  return { performed: () => done }
}
const field = () => screen.findByRole('textbox', { name: /单号/ })
const go = () => userEvent.keyboard('{Control>}{Enter}{/Control}')

beforeEach(() => desk.queue.mockReset())

test('a ticket that the alarm does not bring up is linked by its number, as it is read out', async () => {
  const { performed } = await open()
  for (const [said, search] of [
    ['A01-1-20261012-004', 'A01-1-20261012-004'],
    ['ａ01-1-20261012-004', 'a01-1-20261012-004'],
    ['1012-4', '1012-004'],
    ['1012 004', '1012-004'],
    ['4', '004'],
  ] as const) {
    answers(false, 'A01-1-20261012-004', 'A01-1-20261013-009')
    const typed = await field()
    await userEvent.clear(typed)
    await userEvent.type(typed, said)
    await go()
    await waitFor(() => expect(performed().at(-1)).toEqual({ do: 'link', to: 'A01-1-20261012-004' }))
    expect(desk.queue).toHaveBeenLastCalledWith({ lane: 'open', search, after: null })
  }
  expect(await violations()).toEqual([])
})

test.each([
  ['不是单号', [], false, /单号格式不对/],
  ['21-007', [], false, /没有这张单/],
  ['007', ['A01-1-20261012-007', 'A01-1-20261013-007'], false, /尾号 007 不止一张/],
  ['7', ['A01-1-20261012-007'], true, /尾号 007 不止一张/],
  ['20261121-007', ['A01-1-20261121-007'], false, /不能关联自己/],
  ['1101-003', ['A01-1-20261101-003'], false, /已经关联着这张单/],
] as const)('“%s” of %s is not linked, and it is said why', async (typed, found, more, why) => {
  answers(more, ...found)
  const { performed } = await open(LinkDialog, 'A01-1-20261101-003')
  await userEvent.type(await field(), typed)
  await go()
  await waitFor(async () => expect(await field()).toHaveAccessibleDescription(why))
  expect(performed()).toEqual([])
})

test('a ticket is merged into one that is read out, too', async () => {
  answers(false, 'A01-1-20261119-003')
  const { performed } = await open(MergeDialog)
  await userEvent.type(await field(), '1119-3')
  await userEvent.type(screen.getByRole('textbox', { name: /同一件事/ }), '同一处断网')
  await go()
  await waitFor(() =>
    expect(performed()).toEqual([{ do: 'merge', into: 'A01-1-20261119-003', reason: '同一处断网' }]),
  )
})

test('an end is an end of whole parts, but for the day', () => {
  const number = 'A01-1-20261121-007'
  for (const parts of [['007'], ['007', '21'], ['007', '20261121', '1'], ['007', '20261121', '1', 'a01']])
    expect(endsAs(number, parts)).toBe(true)
  for (const parts of [['07'], ['007', '22'], ['007', '20261121', '11'], ['007', '20261121', '1', '01']])
    expect(endsAs(number, parts)).toBe(false)
})
