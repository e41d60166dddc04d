import userEvent from '@testing-library/user-event'
import { cleanup, render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, ref, shallowRef, type Component } from 'vue'
import { queryClient, type Action, type ActionKind, type Deadline, type Ticket, type TicketView } from '@/ipc'
import { violations } from '@/test-axe'
import ClockTags from '../header/ClockTags.vue'
import { provideWorkspace, type DialogName, type Panel } from '../panel'
import { NOW, viewOf } from '../stage'
import ClocksDialog from './ClocksDialog.vue'
import ExtendDialog from './ExtendDialog.vue'
import GradeDialog from './GradeDialog.vue'
import PauseDialog from './PauseDialog.vue'
import RepairDialog from './RepairDialog.vue'
import RepairLine from './RepairLine.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    draft: () => Promise.resolve(null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
  },
}))

const hour = (n: number) => new Date(Date.parse(NOW) + n * 3_600_000).toISOString()
const deadline = (change: Partial<Deadline>): Deadline => ({
  kind: { kind: 'answer' },
  norm: 'hall',
  counting: 'open_days',
  warn: hour(22),
  due: hour(24),
  met: null,
  pause: null,
  ...change,
})
const clocks = (): TicketView['deadlines'] => [
  { deadline: deadline({ kind: { kind: 'first_reply' }, due: hour(-1), met: hour(-2) }), state: 'met' },
  { deadline: deadline({ pause: { from: NOW, until: hour(3) } }), state: 'paused' },
  {
    deadline: deadline({ kind: { kind: 'repair' }, norm: 'law', counting: 'wall', due: hour(2) }),
    state: 'due_soon',
  },
  {
    deadline: deadline({ kind: { kind: 'appeal' }, norm: 'order', counting: 'wall', due: hour(360) }),
    state: 'on_time',
  },
  {
    deadline: deadline({
      kind: { kind: 'promise', no: 1 },
      norm: 'promise',
      counting: 'wall',
      due: hour(-1),
    }),
    state: 'overdue',
  },
]
const promise = { no: 1, text: '上门检修', owner: '网络部', state: { state: 'open' } }

function open(component: Component, change: Partial<Ticket> = {}, forbidden: ActionKind[] = []) {
  const view = shallowRef(
    viewOf({ promises: [promise] as unknown as Ticket['promises'], ...change }, { deadlines: clocks() }),
  )
  const [done, opened]: [Action[], DialogName[]] = [[], []]
  const workspace = {
    view,
    staff: ref(undefined),
    now: ref(Date.parse(NOW)),
    busy: ref(false),
    why: (kind: ActionKind) => (forbidden.includes(kind) ? '须由值班经理办理' : undefined),
    perform: (actions: Action[]) => {
      done.push(...actions)
      return Promise.resolve(undefined)
    },
    refused: () => undefined,
    open: (name: DialogName) => void opened.push(name),
  }
  const host = defineComponent(() => {
    provideWorkspace(workspace as never, shallowRef<Panel>())
    return () => h(component)
  })
  render(host)
  return { done, opened }
}
beforeEach(() => {
  queryClient.clear()
  queryClient.setQueryData(['opening'], {
    start: { hall: null, staff: [{ id: '1024', name: '王敏' }], preferences: {}, version: '' },
    may: [],
  })
})
const extension = (state: unknown) =>
  ({ hours: 24, reason: '等设备到货', by: '1024', at: NOW, state }) as unknown as Ticket['extensions'][number]

test('every clock stands with its authority, the most urgent first and what is done last', async () => {
  open(ClocksDialog)
  const rows = within(await screen.findByRole('dialog'))
    .getAllByRole('listitem')
    .slice(0, 5)
  const words = rows.map((row) => row.textContent)
  expect(words[0]).toMatch(/兑现承诺.*超 1 小时.*对客户的承诺 · 全天计时.*“上门检修” · 网络部/)
  expect(words[1]).toMatch(/修复障碍.*剩 2 小时.*《电信条例》第三十二条 · 全天计时/)
  expect(words[2]).toMatch(/答复客户.*已暂停.*厅内时限 · 营业日计时/)
  expect(words[3]).toMatch(/15 日答复.*《电信用户申诉处理办法》第十条/)
  expect(words[4]).toMatch(/首次答复.*按时完成.*完成/)
  expect(await violations()).toEqual([])
})

test('a pause says until when and why, and is ended from here', async () => {
  const pause = { from: NOW, until: hour(3), reason: '等客户回家测试', by: '1024', resumed: null }
  const { done } = open(ClocksDialog, { pauses: [pause] })
  expect(await screen.findByTestId('paused')).toHaveTextContent(/暂停到 .*17:32：等客户回家测试/)
  await userEvent.click(screen.getByRole('button', { name: '恢复计时' }))
  expect(done).toEqual([{ do: 'resume_clock' }])
})

test('more time that is asked for is granted or refused by who may, and says why not to the rest', async () => {
  const { done, opened } = open(ClocksDialog, { extensions: [extension({ state: 'requested' })] }, [
    'grade_case',
  ])
  expect(await screen.findByTestId('extension')).toHaveTextContent('王敏申请延期 24 小时')
  await userEvent.click(screen.getByRole('button', { name: '同意延期' }))
  expect(done).toEqual([{ do: 'grant_extension' }])
  await userEvent.click(screen.getByRole('button', { name: '不同意延期' }))
  expect(opened).toEqual(['refuse_extension'])
  const grade = screen.getByRole('button', { name: /^调整难度/ })
  expect(grade).toHaveAccessibleDescription('须由值班经理办理')
})

test('an extension that was refused says why', async () => {
  const refused = extension({ state: 'refused', by: '1024', at: NOW, reason: '设备已到' })
  open(ClocksDialog, { extensions: [refused] })
  expect(await screen.findByText(/王敏没有同意：设备已到/)).toBeInTheDocument()
  expect(screen.getByRole('button', { name: '申请延期' })).toBeInTheDocument()
})

/** A window that is wide enough for whole words. */
const wide = () =>
  vi.spyOn(window, 'matchMedia').mockReturnValue({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  } as unknown as MediaQueryList)

test('the header’s clocks open the dialog, and tell that more time is wanted', async () => {
  wide()
  const { opened } = open(ClockTags, { extensions: [extension({ state: 'requested' })] })
  const button = await screen.findByTestId('clocks')
  expect(button).toHaveTextContent(/条例.*修复障碍.*剩 2 小时/)
  expect(button).toHaveTextContent('兑现承诺 超 1 小时')
  expect(button).toHaveTextContent('已暂停')
  expect(button).toHaveTextContent('延期待审批')
  expect(button).not.toHaveTextContent('15 日')
  expect(screen.getByTitle(/已暂停.*暂停到 /)).toBeInTheDocument()
  button.focus()
  await userEvent.keyboard('{Enter}')
  expect(opened).toEqual(['clocks'])
})

const go = () => userEvent.keyboard('{Control>}{Enter}{/Control}')

test('a pause needs a time to come, and a reason', async () => {
  const { done } = open(PauseDialog)
  await userEvent.type(await screen.findByRole('textbox', { name: /^暂停原因/ }), '等客户找收据')
  await go()
  expect(done).toEqual([])
  const until = screen.getByRole('textbox', { name: /^最晚到何时/ })
  expect(until).toBeInvalid()
  await userEvent.type(until, '明天 15:00')
  await userEvent.tab()
  await go()
  await waitFor(() =>
    expect(done).toEqual([{ do: 'pause_clock', until: '2026-11-22T07:00:00.000Z', reason: '等客户找收据' }]),
  )
  expect(await violations()).toEqual([])
})

test('an extension is asked for in days', async () => {
  const { done } = open(ExtendDialog)
  await userEvent.click(await screen.findByRole('radio', { name: /48 小时/ }))
  await userEvent.type(screen.getByRole('textbox', { name: /^为什么延期/ }), '等设备到货')
  await go()
  await waitFor(() => expect(done).toEqual([{ do: 'request_extension', hours: 48, reason: '等设备到货' }]))
  expect(await violations()).toEqual([])
})

test('a case is graded with a reason', async () => {
  const { done } = open(GradeDialog)
  await userEvent.click(await screen.findByRole('radio', { name: /较复杂/ }))
  await userEvent.type(screen.getByRole('textbox', { name: /理由/ }), '要会同网络部')
  await go()
  await waitFor(() => expect(done).toEqual([{ do: 'grade_case', grade: 'complex', reason: '要会同网络部' }]))
  expect(await violations()).toEqual([])
})

test('a repair is entered from its clock’s line with the moment since when it works', async () => {
  const { opened } = open(ClocksDialog)
  const row = (await screen.findByText('修复障碍')).closest('li') as HTMLElement
  await userEvent.click(within(row).getByRole('button', { name: '登记修复' }))
  expect(opened).toEqual(['record_repair'])
})

test('a repair has a moment; how it is known is left to the clerk', async () => {
  const { done } = open(RepairDialog)
  await userEvent.click(await screen.findByRole('button', { name: '登记' }))
  expect(await screen.findByText(/没有填“恢复时间”|“恢复时间”/)).toBeInTheDocument()
  expect(done).toEqual([])
  await userEvent.type(screen.getByRole('textbox', { name: '恢复时间' }), '14:00')
  await userEvent.type(screen.getByRole('textbox', { name: '确认方式' }), '灯绿了')
  await userEvent.click(screen.getByRole('button', { name: '登记' }))
  expect(done).toEqual([{ do: 'record_repair', restored: '2026-11-21T06:00:00.000Z', note: '灯绿了' }])
  expect(await violations()).toEqual([])
})

const repair = (denied: string | null) => ({
  restored: NOW,
  note: '灯绿了',
  by: '1024',
  noted: NOW,
  denied,
})

test('step 6 of a fault says since when it works and takes it back; what the customer denied is entered anew', async () => {
  const { done } = open(RepairLine, { repair: repair(null) })
  await userEvent.click(await screen.findByRole('button', { name: '撤回修复登记' }))
  expect(done).toEqual([{ do: 'take_back_repair' }])
  cleanup()
  const { opened } = open(RepairLine, { repair: repair(NOW) })
  await userEvent.click(await screen.findByRole('button', { name: '登记修复' }))
  expect(opened).toEqual(['record_repair'])
  expect(screen.getByTestId('repair')).toHaveTextContent(/剩 2 小时/)
})
