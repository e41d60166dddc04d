import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type BackupView, type Opening, type ProgressView } from '@/ipc'
import { violations } from '@/test-axe'
import { agoText } from './ago'
import BackupPanel from './BackupPanel.vue'
import { cleanPath, isWhole } from './folderPath'
import { lastElsewhere, lastFolder } from './useBackups'

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
    backups: vi.fn(),
    backUp: vi.fn(),
    secondPlace: vi.fn(),
    stopBackup: vi.fn(),
    chooseFolder: vi.fn(),
    signOut: vi.fn(),
  },
}))

const HOUR = 3_600_000
const hall = { company: '', name: '一号厅', code: 'A01', counter: '1' }
const backup = (folder: string, hours: number): BackupView => ({
  folder,
  hall,
  made_at: new Date(Date.now() - hours * HOUR).toISOString(),
  program: '0.1.0',
  tickets: 132,
  events: 1820,
  last_event: null,
  anchor: null,
  before_upgrade: false,
  evidence: 0,
  evidence_lost: 0,
})
const opening = (may: Opening['may']): Opening => ({
  start: { hall, staff: [], preferences: {}, version: '0.1.0' },
  at_work: { id: '1001', name: '李娜', role: 'hall_manager', active: true },
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may,
  demonstration: false,
  covered: false,
})

async function open(all: BackupView[], may: Opening['may'] = ['backup'], demonstration = false) {
  const now = { ...opening(may), demonstration }
  vi.mocked(commands.start).mockResolvedValue(now)
  vi.mocked(commands.signOut).mockResolvedValue({ ...now, at_work: null, may: [] })
  vi.mocked(commands.stopBackup).mockResolvedValue()
  vi.mocked(commands.secondPlace).mockResolvedValue(null)
  vi.mocked(commands.backups).mockImplementation((folder) =>
    Promise.resolve(folder === null ? all : [backup(`${folder}/A01-1-20261122T045356Z`, 0)]),
  )
  queryClient.setQueryData(['opening'], now)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'settings', component: BackupPanel },
      { path: '/restore', name: 'restore', component: { template: '<h1>恢复</h1>' } },
    ],
  })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
const state = () => screen.findByTestId('backup-state')
const begin = () => userEvent.click(screen.getByTestId('back-up'))
const elsewhere = async (path: string) => {
  await userEvent.click(await screen.findByRole('radio', { name: /U 盘/ }))
  await userEvent.type(screen.getByRole('textbox', { name: /^文件夹/ }), path)
}
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  lastFolder.value = null
  lastElsewhere.value = undefined
})

describe('how things stand', () => {
  test.each([
    [[], '还没有备份', 'red'],
    [[backup('a', 3), backup('b', 30)], '3 小时前', 'moss'],
    [[backup('a', 50)], '2 天前', 'amber'],
  ])('%#: %s', async (all, words, tone) => {
    await open(all)
    expect(within(await state()).getByText(words)).toHaveClass(tone)
  })
  test('one that lacks files of evidence says so', async () => {
    await open([{ ...backup('a', 3), evidence_lost: 2 }])
    expect(await state()).toHaveTextContent('有 2 个证据材料在本机已丢失')
  })
  test('one made onto a stick counts', async () => {
    lastElsewhere.value = backup('/media/usb/x', 0)
    await open([backup('a', 50)])
    expect(await state()).toHaveTextContent('刚才')
  })
  test('a clock that is behind is not taken for a fresh backup', () => {
    expect(agoText(new Date(10 * HOUR).toISOString(), 0)).toBe('晚于电脑时钟')
  })
})

test('one that was made before an upgrade says so', async () => {
  await open([backup('a', 3), { ...backup('b', 30), before_upgrade: true }])
  const rows = await screen.findAllByRole('row')
  expect(rows.map((row) => row.textContent?.includes('升级前'))).toEqual([false, false, true])
})
test('a clerk sees how things stand and nothing more', async () => {
  await open([backup('a', 3)], ['queue'])
  expect(await state()).toHaveTextContent('132 张投诉单，1820 条记录')
  expect(screen.queryByTestId('back-up')).toBeNull()
  expect(screen.queryByRole('grid')).toBeNull()
  expect(screen.queryByTestId('ask-restore')).toBeNull()
})
test('the demonstration is not backed up', async () => {
  await open([], ['backup'], true)
  expect(screen.getByText('演示厅不做备份')).toBeInTheDocument()
  expect(commands.backups).not.toHaveBeenCalled()
  expect(screen.queryByTestId('back-up')).toBeNull()
})

describe('a backup now', () => {
  test('goes to the own shelf and tells where it is', async () => {
    vi.mocked(commands.backUp).mockResolvedValue(backup('/data/backups/A01', 0))
    await open([])
    await screen.findByTestId('backup-state')
    await begin()
    expect(commands.backUp).toHaveBeenCalledWith(null, expect.any(Number), expect.anything())
    expect(await screen.findByText('/data/backups/A01')).toBeInTheDocument()
  })
  test('shows how far it is, and stops when asked; to be stopped is no error', async () => {
    let fail: (error: Error) => void = () => undefined
    vi.mocked(commands.backUp).mockReturnValue(new Promise((_, reject) => (fail = reject)))
    await open([])
    await begin()
    heard.tell?.({ stage: 'copy', percent: 37 })
    expect(await screen.findByText('37%')).toBeInTheDocument()
    expect(screen.getByText('正在复制')).toBeInTheDocument()
    await userEvent.click(screen.getByTestId('stop'))
    expect(commands.stopBackup).toHaveBeenCalledWith(vi.mocked(commands.backUp).mock.lastCall?.[1])
    fail(new DeskError('cancelled'))
    expect(await screen.findByText(/已停止/)).toBeInTheDocument()
    expect(screen.queryByRole('alert')).toBeNull()
  })
  test.each([
    ['disk_full', '目标位置空间不足'],
    ['folder_read_only', '这个位置不能写入'],
    ['disk_failed', '备份没能写完'],
    ['place_gone', '这个位置不在了'],
    ['write_failed', '备份没能写完'],
    ['backup_exists', '刚刚已经备份过'],
  ])('%s is told in a backup’s words', async (code, words) => {
    vi.mocked(commands.backUp).mockRejectedValue(new DeskError(code, { path: '/media/usb' }, 'a1b2'))
    await open([])
    await begin()
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent(words)
    expect(alert).not.toHaveTextContent('屏幕')
  })
  test('a typed folder is used and remembered, quotes and all', async () => {
    vi.mocked(commands.backUp).mockResolvedValue(backup('E:\\备份\\A01', 0))
    await open([])
    await elsewhere('"E:\\备份"')
    await begin()
    expect(commands.backUp).toHaveBeenCalledWith('E:\\备份', expect.any(Number), expect.anything())
    expect(await screen.findByText('E:\\备份 里的备份')).toBeInTheDocument()
    await waitFor(() => expect(screen.getByTestId('backup-state')).toHaveTextContent('刚才'))
  })
  test('half a path is not taken', async () => {
    await open([])
    await elsewhere('备份')
    await begin()
    expect(screen.getByRole('textbox', { name: /^文件夹/ })).toBeInvalid()
    expect(commands.backUp).not.toHaveBeenCalled()
  })
  test('the system’s own dialog fills the field; closing it changes nothing', async () => {
    vi.mocked(commands.chooseFolder).mockResolvedValueOnce('/media/usb').mockResolvedValueOnce(null)
    await open([])
    await userEvent.click(await screen.findByRole('radio', { name: /U 盘/ }))
    const field = screen.getByRole('textbox', { name: /^文件夹/ })
    await userEvent.click(screen.getByTestId('choose-folder'))
    await waitFor(() => expect(field).toHaveValue('/media/usb'))
    await userEvent.click(screen.getByTestId('choose-folder'))
    expect(field).toHaveValue('/media/usb')
    await userEvent.click(screen.getByRole('radio', { name: /本机/ }))
    expect(await screen.findByText('本机数据文件夹里的备份')).toBeInTheDocument()
    expect(lastFolder.value).toBeNull()
  })
})

test('a restore from here signs out first, and says so', async () => {
  const router = await open([backup('a', 3)])
  await userEvent.click(await screen.findByTestId('ask-restore'))
  expect(await screen.findByRole('dialog')).toHaveTextContent('先退出登录')
  expect(commands.signOut).not.toHaveBeenCalled()
  await userEvent.click(screen.getByTestId('to-restore'))
  await waitFor(() => expect(router.currentRoute.value.name).toBe('restore'))
  expect(commands.signOut).toHaveBeenCalled()
})

test.each([
  ['E:\\备份', true],
  ['\\\\server\\备份', true],
  ['/media/usb', true],
  ['备份', false],
  ['E:备份', false],
  ['', false],
])('whole path %s: %s', (path, whole) => expect(isWhole(cleanPath(path))).toBe(whole))

test('axe finds nothing', async () => {
  await open([backup('a', 3), backup('b', 30)])
  await screen.findByRole('grid')
  await elsewhere('/media/usb')
  expect(await violations()).toEqual([])
})
