import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import userEvent from '@testing-library/user-event'
import { render, screen, within } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, type Signature, type Ticket } from '@/ipc'
import ToastHost from '@/shared/components/ToastHost.vue'
import SignScreen from './SignScreen.vue'

vi.mock('@/shared/pdf/sheets', () => ({
  openSheets: () =>
    Promise.resolve({
      count: 2,
      words: () => Promise.resolve(''),
      draw: () => Promise.resolve(),
      close: () => undefined,
    }),
}))
/* happy-dom draws nothing: the pad is one on which the test draws. */
const pads = vi.hoisted(() => [] as { stroke: (x: number) => void }[])
vi.mock('signature_pad', () => ({
  default: class {
    private strokes: unknown[] = []
    private ended: () => void = () => undefined
    constructor() {
      pads.push(this)
    }
    addEventListener(_: string, ended: () => void) {
      this.ended = ended
    }
    on() {}
    off() {}
    clear() {
      this.strokes = []
    }
    fromData(strokes: unknown[]) {
      this.strokes = strokes
    }
    toData() {
      return this.strokes
    }
    stroke(x: number) {
      this.strokes = [
        ...this.strokes,
        {
          points: [
            { x, y: 1, pressure: 0.5 },
            { x: x + 5, y: 2, pressure: 0.5 },
          ],
        },
      ]
      this.ended()
    }
  },
}))
vi.mock('@/ipc/opening', async () => {
  const { ref } = await import('vue')
  return {
    useOpening: () => ({ preferences: ref({ printer: '' }) }),
    changePreferences: () => Promise.resolve(),
  }
})
vi.mock('@/ipc', async (original) => {
  const { QueryClient: Client } = await import('@tanstack/vue-query')
  const queryClient = new Client({ defaultOptions: { queries: { retry: false } } })
  return {
    ...(await original<typeof import('@/ipc')>()),
    queryClient,
    refresh: (names: string[]) =>
      Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: [name] }))),
    commands: {
      ticket: vi.fn(),
      slip: vi.fn(),
      printers: vi.fn(),
      perform: vi.fn(),
      printSlip: vi.fn(),
      saveSlip: vi.fn(),
      draft: () => Promise.resolve(null),
      saveDraft: () => Promise.resolve(''),
    },
  }
})

/* happy-dom has none; what the screen reports must fail its test. */
globalThis.reportError ??= (error: unknown) => {
  throw error
}

const COMPOSED = '2026-11-21T09:55:00.000Z'
const signature = (party: Signature['party']): Signature => ({
  party,
  manner: { manner: 'on_paper' },
  at: COMPOSED,
  by: '1024',
  round: 1,
  void: false,
})
const viewOf = (change: Partial<Ticket> = {}, refusal: unknown = null) =>
  ({
    ticket: {
      id: 't1',
      number: 'A01-1-20261121-007',
      revision: 7,
      round: 1,
      offers: [],
      promises: [],
      signatures: [],
      final_reply: '经核查，收费无误。',
      intake: {
        complainant: {
          name: '张明',
          address: 'sir',
          phone: '138****5678',
          presence: 'in_person',
          representative: null,
        },
      },
      ...change,
    },
    allowed: [{ action: 'sign', refusal }],
    now: COMPOSED,
  }) as never

async function open() {
  const { queryClient } = (await import('@/ipc')) as unknown as { queryClient: QueryClient }
  queryClient.clear()
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: { template: '<i />' } },
      { path: '/ticket/:id/:step?', name: 'ticket', component: { template: '<i />' } },
    ],
  })
  const host = {
    components: { SignScreen, ToastHost },
    template: '<SignScreen id="t1" /><ToastHost label="消息" undo-keys="Ctrl+Z" />',
  }
  render(host, { global: { plugins: [router, [VueQueryPlugin, { queryClient }]] } })
  return router
}
const record = () => screen.findByTestId('record-signature')

beforeEach(() => {
  pads.length = 0
  vi.spyOn(HTMLCanvasElement.prototype, 'clientWidth', 'get').mockReturnValue(300)
  vi.spyOn(HTMLCanvasElement.prototype, 'clientHeight', 'get').mockReturnValue(120)
  vi.mocked(commands.ticket).mockResolvedValue(viewOf())
  vi.mocked(commands.slip).mockResolvedValue({
    pdf: '',
    pages: 1,
    fingerprint: 'E8E5',
    composed: COMPOSED,
    masked: false,
  })
  vi.mocked(commands.printers).mockResolvedValue([{ name: 'hp', title: 'HP M404', preferred: true }])
  vi.mocked(commands.printSlip).mockResolvedValue(null)
  vi.mocked(commands.perform).mockResolvedValue({
    view: viewOf({ signatures: [signature('customer')] }),
    undo: null,
    worded: [],
  })
})

test('what is printed is what is shown: the moment of composing goes back', async () => {
  await open()
  await userEvent.click(await screen.findByRole('button', { name: /^打印/ }))
  const request = { ticket: { id: 't1' }, masked: false, composed: COMPOSED }
  await vi.waitFor(() => expect(commands.printSlip).toHaveBeenCalledWith(request, 'hp'))
})

test('whoever may not see the numbers is told that they are masked', async () => {
  const slip = { pdf: '', pages: 1, fingerprint: 'E8E5', composed: COMPOSED, masked: true }
  vi.mocked(commands.slip).mockResolvedValue(slip)
  await open()
  expect(await screen.findByTestId('masked')).toHaveTextContent('号码已隐藏')
})

test('a printer that fails says what to do, and saving is still there', async () => {
  vi.mocked(commands.printSlip).mockRejectedValue(new DeskError('printer'))
  vi.mocked(commands.saveSlip).mockResolvedValue('D:\\反馈单\\007.pdf')
  await open()
  await userEvent.click(await screen.findByRole('button', { name: /^打印/ }))
  expect(await screen.findByRole('alert')).toHaveTextContent('检查电源、纸张和连线')
  await userEvent.click(screen.getByRole('button', { name: /^另存/ }))
  await vi.waitFor(() => expect(screen.getByTestId('print-result')).toHaveTextContent('007.pdf'))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('paper is the rule; after the customer it is the clerk’s turn and the preview is made anew', async () => {
  await open()
  const button = await record()
  expect(button).toHaveTextContent('记下：已在纸上签字')
  vi.mocked(commands.ticket).mockResolvedValue(viewOf({ signatures: [signature('customer')] }))
  const before = vi.mocked(commands.slip).mock.calls.length
  await userEvent.click(button)
  await vi.waitFor(() =>
    expect(commands.perform).toHaveBeenCalledWith({
      ticket: 't1',
      revision: 7,
      actions: [{ do: 'sign', party: 'customer', signature: { manner: 'on_paper' } }],
      clears: [],
    }),
  )
  await vi.waitFor(() => expect(screen.getByTestId('signer-customer')).toHaveTextContent('纸质签字'))
  expect(screen.getByRole('option', { selected: true })).toHaveTextContent('经办人')
  expect(vi.mocked(commands.slip).mock.calls.length).toBeGreaterThan(before)
})

test('on the screen nobody signs without consent', async () => {
  await open()
  await userEvent.click(await screen.findByRole('radio', { name: '屏幕' }))
  expect(await record()).toHaveAccessibleDescription('客户还没有同意在屏幕上签字')
  await userEvent.click(screen.getByRole('checkbox', { name: '客户同意在屏幕上签字' }))
  expect(await record()).toHaveAccessibleDescription('还没有签字')
})

test('a stroke too many is taken back by Ctrl+Z, and whole numbers go on the record', async () => {
  await open()
  await userEvent.click(await screen.findByRole('radio', { name: '屏幕' }))
  await userEvent.click(screen.getByRole('checkbox', { name: '客户同意在屏幕上签字' }))
  pads[0]?.stroke(10)
  pads[0]?.stroke(40)
  const field = await screen.findByRole('img', { name: '签字处，已写 2 笔' })
  field.focus()
  await userEvent.keyboard('{Control>}z{/Control}')
  expect(field).toHaveAccessibleName('签字处，已写 1 笔')
  await userEvent.click(screen.getByRole('button', { name: /^重写/ }))
  expect(field).toHaveAccessibleName('签字处，还没有签')
  field.focus()
  await userEvent.keyboard('{Control>}z{/Control}')
  await userEvent.click(await record())
  const ink = {
    width: 3000,
    height: 1200,
    strokes: [
      [
        [100, 10, 128],
        [150, 20, 128],
      ],
    ],
  }
  expect(vi.mocked(commands.perform).mock.lastCall?.[0].actions).toEqual([
    { do: 'sign', party: 'customer', signature: { manner: 'on_screen', ink, consent: true } },
  ])
})

test('a character that can’t be printed is named with the way to it', async () => {
  vi.mocked(commands.slip).mockRejectedValue(
    new DeskError('missing_characters', {}, undefined, [
      { field: '处理措施', character: '😀', code_point: 'U+1F600' },
    ]),
  )
  const router = await open()
  expect(await screen.findByText('处理措施：😀（U+1F600）')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: /^打印/ })).toHaveAccessibleDescription('反馈单还没有生成')
  await userEvent.click(screen.getByRole('button', { name: '去改“方案”' }))
  await vi.waitFor(() => expect(router.currentRoute.value.params.step).toBe('propose'))
})

test('with nothing agreed there is nothing to sign, but the slip can be printed', async () => {
  const refusal = { code: 'nothing_to_sign', params: {}, characters: [], incident: null }
  vi.mocked(commands.ticket).mockResolvedValue(viewOf({ final_reply: null }, refusal))
  await open()
  expect(await screen.findByText('还没有可签的内容')).toBeInTheDocument()
  expect(screen.queryByTestId('record-signature')).toBeNull()
  await vi.waitFor(() =>
    expect(screen.getByRole('button', { name: /^打印/ })).not.toHaveAttribute('aria-disabled'),
  )
})

test('the customer sees the agreement and nothing else, and Esc leads back', async () => {
  await open()
  await userEvent.click(await screen.findByRole('radio', { name: '屏幕' }))
  await userEvent.click(screen.getByRole('button', { name: '转给客户' }))
  const turned = await screen.findByTestId('customer-view')
  expect(turned).toHaveTextContent('经核查，收费无误。')
  expect(turned).not.toHaveTextContent('138****5678')
  expect(turned).not.toHaveTextContent('A01-1')
  turned.dispatchEvent(new Event('cancel', { cancelable: true }))
  await vi.waitFor(() => expect(screen.queryByTestId('customer-view')).toBeNull())
  expect(within(document.body).getByRole('radio', { name: '屏幕' })).toBeChecked()
})
