import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type AuditLineView, type Opening } from '@/ipc'
import { violations } from '@/test-axe'
import AuditScreen from './AuditScreen.vue'
import { detailText, faultText } from './told'
import { noFilter, requestOf } from './useAudit'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    audit: vi.fn(),
    verifyAudit: vi.fn(),
    daySheet: vi.fn(),
    saveDaySheet: vi.fn(),
    printDaySheet: vi.fn(),
  },
}))

vi.mock('@/shared/pdf/sheets', () => ({
  openSheets: (pdf: string) =>
    Promise.resolve({
      count: 1,
      words: () => Promise.resolve(pdf),
      draw: () => Promise.resolve(),
      close: () => undefined,
    }),
}))

const opening: Opening = {
  start: {
    hall: { company: '', name: '一号厅', code: 'A01', counter: '1' },
    staff: [
      { id: '1001', name: '李娜', role: 'hall_manager', active: true },
      { id: '1024', name: '王敏', role: 'clerk', active: false },
    ],
    preferences: {},
    version: '0.1.0',
  },
  at_work: { id: '1001', name: '李娜', role: 'hall_manager', active: true },
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: ['audit'],
  demonstration: false,
  covered: false,
}
const line = (position: number, change: Partial<AuditLineView> = {}): AuditLineView => ({
  position,
  at: '2026-11-21T06:32:07Z',
  by: '1001',
  act: 'sign_in',
  object: '',
  detail: '',
  ...change,
})
async function open() {
  vi.mocked(commands.start).mockResolvedValue(opening)
  queryClient.setQueryData(['opening'], opening)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', name: 'audit', component: AuditScreen }],
  })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
}
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
})

test('says who did what, to whom, and when, and goes on from the last line', async () => {
  vi.mocked(commands.audit)
    .mockResolvedValueOnce({
      lines: [
        line(9, { act: 'reveal_phone', by: '1024', object: 'A01-1-20261121-007' }),
        line(8, { detail: 'failed=3' }),
        line(7, { act: 'leave_staff', object: '1024' }),
        line(6, { by: null }),
      ],
      more: true,
    })
    .mockResolvedValueOnce({ lines: [line(1, { act: 'found_hall' })], more: false })
  await open()
  const rows = await screen.findAllByRole('row')
  expect(rows[1]).toHaveTextContent('王敏 1024')
  expect(rows[1]).toHaveTextContent('查看完整号码')
  expect(rows[1]).toHaveTextContent('A01-1-20261121-007')
  expect(rows[1]).toHaveTextContent('14:32:07')
  expect(rows[2]).toHaveTextContent('之前输错 3 次')
  expect(rows[3]).toHaveTextContent('王敏 1024')
  expect(rows[4]).toHaveTextContent('无人登录')
  await userEvent.click(screen.getByRole('button', { name: '再显示 100 行' }))
  expect(await screen.findByText('建立营业厅')).toBeInTheDocument()
  expect(commands.audit).toHaveBeenLastCalledWith(expect.objectContaining({ before: 6 }))
  expect(screen.queryByRole('button', { name: '再显示 100 行' })).toBeNull()
})

test('says what became of the library, and what was erased that was never registered', async () => {
  const part = 'playbook/broadband_cuts_out'
  vi.mocked(commands.audit).mockResolvedValue({
    lines: [
      line(5, { act: 'publish_library', object: part, detail: 'version=3 as=1' }),
      line(4, { act: 'publish_library', object: part, detail: 'version=2 taken_out' }),
      line(3, { act: 'publish_library', object: 'patterns/patterns', detail: 'version=2' }),
      line(2, { act: 'dispose', object: '', detail: 'unregistered forms=2' }),
    ],
    more: false,
  })
  await open()
  const rows = await screen.findAllByRole('row')
  expect(rows[1]).toHaveTextContent('场景话术 broadband_cuts_out第 3 版 · 恢复成第 1 版的内容')
  expect(rows[2]).toHaveTextContent('第 2 版 · 撤下')
  expect(rows[3]).toHaveTextContent('用语提醒第 2 版')
  expect(rows[4]).toHaveTextContent('未登记的内容 · 2 处')
})

test('a filter is asked for by the desk; nothing found says so, and one press clears', async () => {
  vi.mocked(commands.audit).mockResolvedValue({ lines: [], more: false })
  await open()
  expect(await screen.findByText('没有符合条件的记录')).toBeInTheDocument()
  await userEvent.type(screen.getByRole('textbox', { name: '单号或工号' }), '1024')
  await waitFor(
    () => expect(commands.audit).toHaveBeenLastCalledWith(expect.objectContaining({ object: '1024' })),
    { timeout: 2_000 },
  )
  expect(commands.audit).toHaveBeenCalledTimes(2)
  await userEvent.click(screen.getByRole('button', { name: '清空条件' }))
  await waitFor(() =>
    expect(commands.audit).toHaveBeenLastCalledWith(expect.objectContaining({ object: '' })),
  )
})

test('days are the hall’s, and the last one counts as a whole', () => {
  const filter = { ...noFilter(), act: 'check', from: '2026-11-20', until: '2026-11-30' } as const
  expect(requestOf(filter, 'x')).toEqual({
    by: null,
    acts: ['check'],
    object: 'x',
    from: '2026-11-19T16:00:00.000Z',
    until: '2026-11-30T16:00:00.000Z',
    before: null,
  })
})

test('who may not look is told', async () => {
  vi.mocked(commands.audit).mockRejectedValue(new DeskError('reads_only'))
  await open()
  expect(await screen.findByRole('alert')).toHaveTextContent('您的工号只能查看')
})

describe('verifying', () => {
  const verify = async (anchors = '') => {
    vi.mocked(commands.audit).mockResolvedValue({ lines: [line(1)], more: false })
    await open()
    await userEvent.click(screen.getByRole('button', { name: '验证记录' }))
    const dialog = await screen.findByRole('dialog')
    if (anchors) await userEvent.type(within(dialog).getByRole('textbox'), anchors)
    await userEvent.click(within(dialog).getByRole('button', { name: /开始验证/ }))
    return dialog
  }
  test('says that it is sound, and how far an anchor vouches for it', async () => {
    vi.mocked(commands.verifyAudit).mockResolvedValue({
      sound: true,
      lines: 90,
      anchored: 40,
      events_anchored: 12,
      anchor: '90-ABCDEF',
      losses: [],
      faults: [],
    })
    const dialog = await verify('12-AA{Enter}40-BB')
    expect(commands.verifyAudit).toHaveBeenCalledWith(['12-AA', '40-BB'])
    await waitFor(() => expect(dialog).toHaveTextContent('记录完整，没有被改动'))
    expect(dialog).toHaveTextContent('锚点证明到第 40 行，共 90 行')
    expect(dialog).toHaveTextContent('90-ABCDEF')
    expect(await violations()).toEqual([])
  })
  test('lists what is wrong', async () => {
    vi.mocked(commands.verifyAudit).mockResolvedValue({
      sound: false,
      lines: 90,
      anchored: 0,
      events_anchored: 0,
      anchor: null,
      losses: [],
      faults: [
        { kind: 'content', line: 12, found: null, anchor: null },
        { kind: 'gap', line: 30, found: 31, anchor: null },
      ],
    })
    const dialog = await verify()
    await waitFor(() => expect(dialog).toHaveTextContent('记录有问题，共 2 处'))
    expect(dialog).toHaveTextContent('第 12 行写入后被改过')
    expect(dialog).toHaveTextContent('第 30 行缺失，那里是第 31 行')
    expect(dialog).toHaveTextContent('共 90 行')
    expect(dialog).not.toHaveTextContent('前后一致')
  })
  test('what is no anchor is told at its field', async () => {
    vi.mocked(commands.verifyAudit).mockRejectedValue(new DeskError('bad_anchor'))
    const dialog = await verify('abc')
    await waitFor(() => expect(within(dialog).getByRole('textbox')).toHaveAccessibleDescription('这不是锚点'))
  })
})

test('codes have their words, and one that is not known here is shown as it is', () => {
  const anchor = 'A7-8AFBFA1A69E8CFE7'
  expect(faultText({ kind: 'cut_off', line: 7, found: null, anchor })).toContain(anchor)
  expect(detailText('failed=2')).toBe('之前输错 2 次')
  expect(detailText('tickets=12 events=480')).toBe('12 张投诉单 · 480 条记录')
  expect(detailText('else=1 begun')).toBe('else=1 · 开始')
  expect(detailText('')).toBe('')
})

test('axe finds nothing against it', async () => {
  vi.mocked(commands.audit).mockResolvedValue({ lines: [line(1)], more: true })
  await open()
  await screen.findAllByRole('row')
  expect(await violations()).toEqual([])
})

describe('the day sheet', () => {
  beforeEach(() => {
    vi.mocked(commands.audit).mockResolvedValue({ lines: [line(1)], more: false })
    vi.mocked(commands.daySheet).mockResolvedValue('cGRm')
    vi.mocked(commands.saveDaySheet).mockResolvedValue('/slips/day-sheet.pdf')
    vi.mocked(commands.printDaySheet).mockResolvedValue(null)
  })
  const show = async () => {
    await open()
    await userEvent.click(screen.getByTestId('open-day-sheet'))
    return screen.findByRole('dialog')
  }
  test('is composed once, shown, and goes out as it is shown', async () => {
    const dialog = await show()
    expect(await within(dialog).findByRole('img', { name: '锚点单第 1 页' })).toBeInTheDocument()
    await userEvent.click(screen.getByTestId('save-day-sheet'))
    await waitFor(() =>
      expect(screen.getByTestId('day-sheet-told')).toHaveTextContent('/slips/day-sheet.pdf'),
    )
    await userEvent.click(screen.getByTestId('print-day-sheet'))
    await waitFor(() => expect(screen.getByTestId('day-sheet-told')).toHaveTextContent('已送去打印'))
    expect(commands.daySheet).toHaveBeenCalledOnce()
    expect(await violations()).toEqual([])
  })
  test('says why it can’t be printed', async () => {
    vi.mocked(commands.printDaySheet).mockRejectedValue(new DeskError('no_printer'))
    const dialog = await show()
    await within(dialog).findByRole('img')
    await userEvent.click(screen.getByTestId('print-day-sheet'))
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('打印机')
  })
})
