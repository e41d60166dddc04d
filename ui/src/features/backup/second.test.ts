import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import {
  commands,
  DeskError,
  queryClient,
  type Opening,
  type ProgressView,
  type SecondPlaceView,
} from '@/ipc'
import { violations } from '@/test-axe'
import SecondPlace from './SecondPlace.vue'

const heard: { tell?: (now: ProgressView) => void } = {}
vi.mock('@/ipc/channel', () => ({
  channelTo: (tell: (now: ProgressView) => void) => {
    heard.tell = tell
    return {}
  },
}))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    secondPlace: vi.fn(),
    chooseSecondPlace: vi.fn(),
    forgetSecondPlace: vi.fn(),
    backUpSecond: vi.fn(),
    stopBackup: vi.fn(),
    chooseFolder: vi.fn(),
  },
}))

const HOUR = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString()
const place = (change: Partial<SecondPlaceView> = {}): SecondPlaceView => ({
  folder: '/media/usb',
  there: true,
  same_disk: false,
  chosen_at: ago(500),
  proven_at: ago(3),
  failed: null,
  overdue: false,
  ahead: false,
  tells: false,
  ...change,
})
const MANAGER: Opening['may'] = ['backup', 'put_second_place']

function open(now: SecondPlaceView | null | Error, may = MANAGER) {
  const opening: Opening = {
    start: { hall: null, staff: [], preferences: {}, version: '0.1.0' },
    at_work: { id: '1001', name: '李娜', role: 'hall_manager', active: true },
    provisional: false,
    sheet_proven: true,
    sheet_waits: false,
    losses: [],
    may,
    demonstration: false,
    covered: false,
  }
  vi.mocked(commands.start).mockResolvedValue(opening)
  queryClient.setQueryData(['opening'], opening)
  if (now instanceof Error) vi.mocked(commands.secondPlace).mockRejectedValue(now)
  else vi.mocked(commands.secondPlace).mockResolvedValue(now)
  render(SecondPlace)
}
const then = (now: SecondPlaceView | null) => vi.mocked(commands.secondPlace).mockResolvedValue(now)
const state = () => screen.findByTestId('second-state')
const press = (id: string) => userEvent.click(screen.getByTestId(id))
const folder = () => screen.findByRole('textbox', { name: /第二处/ })

beforeEach(() => {
  vi.resetAllMocks()
  queryClient.clear()
})

describe('how it stands', () => {
  test.each([
    [place(), '3 小时前', '已核对'],
    [place({ proven_at: null }), '还没有存过', '/media/usb'],
    [place({ there: false }), '3 小时前', '现在连不上'],
    [place({ overdue: true, there: false }), '已满一周没有存', '现在连不上'],
    [place({ same_disk: true }), '3 小时前', '同一块磁盘'],
    [place({ ahead: true, proven_at: '2027-11-01T02:00:00Z' }), '备份时间晚于现在', '已核对'],
    [place({ failed: 'disk_full' }), '没有存成', '空间不足'],
    [place({ failed: 'folder_read_only' }), '没有存成', '不能写入：/media/usb'],
  ])('%#', async (now, tag, words) => {
    open(now)
    expect(await state()).toHaveTextContent(tag)
    expect(await state()).toHaveTextContent(words)
    expect(await violations()).toEqual([])
  })
  test('a clerk sees it and changes nothing', async () => {
    open(place(), [])
    await state()
    for (const id of ['second-try', 'second-another', 'second-forget'])
      expect(screen.queryByTestId(id)).toBeNull()
  })
  test('where none is chosen, a clerk reads who chooses it', async () => {
    open(null, [])
    expect(await screen.findByText(/还没有选/)).toBeInTheDocument()
    expect(screen.queryByRole('textbox')).toBeNull()
  })
  test('what can’t be read is said, and chosen again', async () => {
    open(new DeskError('damaged', { path: '/data/ansu.second' }))
    expect(await screen.findByText(/读不出来/)).toBeInTheDocument()
    expect(await folder()).toBeInTheDocument()
  })
})

describe('choosing', () => {
  test('by the keyboard alone: a folder, and what came of it', async () => {
    open(null)
    await userEvent.type(await folder(), '/media/usb')
    vi.mocked(commands.chooseSecondPlace).mockResolvedValue(null)
    then(place({ proven_at: null }))
    await userEvent.tab()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    expect(commands.chooseSecondPlace).toHaveBeenCalledWith('/media/usb')
    expect(await state()).toHaveTextContent('还没有存过')
    expect(screen.getByTestId('second-told')).toHaveTextContent('已设好')
  })
  test('half a path and none are not taken', async () => {
    open(null)
    await userEvent.type(await folder(), 'usb')
    await press('second-choose')
    expect(await folder()).toBeInvalid()
    await userEvent.clear(await folder())
    await press('second-choose')
    expect(commands.chooseSecondPlace).not.toHaveBeenCalled()
  })
  test.each([
    ['place_in_data', '数据文件夹里面'],
    ['place_gone', '不在了'],
    ['folder_read_only', '不能写入'],
  ])('%s is told, and what was typed stays', async (code, words) => {
    open(null)
    await userEvent.type(await folder(), '/media/usb')
    vi.mocked(commands.chooseSecondPlace).mockRejectedValue(new DeskError(code, { path: '/media/usb' }))
    await press('second-choose')
    expect(await screen.findByRole('alert')).toHaveTextContent(words)
    expect(await folder()).toHaveValue('/media/usb')
  })
  test('another one: the hand is in the field, and one can think better of it', async () => {
    open(place())
    await state()
    await press('second-another')
    await waitFor(async () => expect(await folder()).toHaveFocus())
    await press('second-keep')
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(commands.chooseSecondPlace).not.toHaveBeenCalled()
  })
  test('forgotten, the field is there for the next one', async () => {
    open(place())
    await state()
    vi.mocked(commands.forgetSecondPlace).mockResolvedValue(null)
    then(null)
    await press('second-forget')
    expect(await folder()).toBeInTheDocument()
    expect(screen.getByTestId('second-told')).toHaveTextContent('备份还在那里')
  })
})

describe('trying it', () => {
  test('shows how far it is, stops when asked, and says that it is made', async () => {
    open(place({ proven_at: null }))
    await state()
    let fail: (error: Error) => void = () => undefined
    vi.mocked(commands.stopBackup).mockResolvedValue()
    vi.mocked(commands.backUpSecond).mockReturnValueOnce(new Promise((_, reject) => (fail = reject)))
    await press('second-try')
    heard.tell?.({ stage: 'copy', percent: 37 })
    expect(await screen.findByText('37%')).toBeInTheDocument()
    await press('stop')
    expect(commands.stopBackup).toHaveBeenCalledWith(vi.mocked(commands.backUpSecond).mock.lastCall?.[0])
    fail(new DeskError('cancelled'))
    await waitFor(() => expect(screen.getByTestId('second-told')).toHaveTextContent('已停止'))

    const hall = { company: '', name: '一号厅', code: 'A01', counter: '1' }
    const made = { folder: '/media/usb/A01', hall, made_at: ago(0), program: '0.1.0', tickets: 1, events: 1 }
    vi.mocked(commands.backUpSecond).mockResolvedValue({
      ...made,
      last_event: null,
      anchor: null,
      before_upgrade: false,
      evidence: 0,
      evidence_lost: 0,
    })
    then(place({ proven_at: ago(0) }))
    await press('second-try')
    expect(await screen.findByText(/已存好一份/)).toBeInTheDocument()
    await waitFor(async () => expect(await state()).toHaveTextContent('刚才'))
  })
  test('a place that is away is told as such', async () => {
    open(place({ there: false }))
    await state()
    vi.mocked(commands.backUpSecond).mockRejectedValue(new DeskError('place_gone', { path: '/media/usb' }))
    await press('second-try')
    expect(await screen.findByRole('alert')).toHaveTextContent('这个位置不在了')
  })
})
