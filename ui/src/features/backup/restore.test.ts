import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type BackupView, type Opening, type RestorePreview } from '@/ipc'
import { violations } from '@/test-axe'
import RestoreScreen from './RestoreScreen.vue'
import { lastFolder } from './useBackups'

vi.mock('@/ipc/channel', () => ({ channelTo: () => ({}) }))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    backups: vi.fn(),
    previewRestore: vi.fn(),
    restore: vi.fn(),
    stopBackup: vi.fn(),
  },
}))

const PASSWORD = '青山不改绿水长流'
const CODE = 'TT43-MTN7-J6T8-WJED'
const hall = { company: '', name: '一号厅', code: 'A01', counter: '1' }
const backup: BackupView = {
  folder: '/media/usb/A01-1-20261121T020000Z',
  hall,
  made_at: '2026-11-21T02:00:00Z',
  program: '0.1.0',
  tickets: 132,
  events: 1820,
  last_event: '2026-11-21T01:58:00Z',
  anchor: null,
  before_upgrade: false,
  evidence: 0,
  evidence_lost: 0,
}
const preview: RestorePreview = {
  backup,
  now: { open: { tickets: 135, events: 1861, last_event: '2026-11-22T03:00:00Z' } },
  another_hall: false,
  erased: 0,
  evidence_lost: 0,
}
const opening: Opening = {
  start: { hall, staff: [], preferences: {}, version: '0.1.0' },
  at_work: null,
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: [],
  demonstration: false,
  covered: false,
}

async function open(all = [backup], here: Opening = opening) {
  vi.mocked(commands.start).mockResolvedValue(here)
  vi.mocked(commands.backups).mockResolvedValue(all)
  queryClient.setQueryData(['opening'], here)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'restore', component: RestoreScreen },
      { path: '/start', name: 'start', component: { template: '<h1>开始</h1>' } },
    ],
  })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
async function toOpen() {
  await screen.findByRole('row', { name: /132/, selected: true })
  await userEvent.click(screen.getByTestId('restore-next'))
}
async function byPassword() {
  await toOpen()
  await userEvent.type(await screen.findByRole('textbox', { name: /^工号/ }), '1001')
  await userEvent.type(screen.getByLabelText(/^当时的口令/), PASSWORD)
  await userEvent.click(screen.getByTestId('restore-look'))
}
const everything = () =>
  [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input')].map(({ value }) => value),
  ].join()
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  lastFolder.value = null
})

test('without a backup there is nothing to go on with', async () => {
  await open([])
  expect(await screen.findByText(/这里没有备份/)).toBeInTheDocument()
  expect(screen.getByTestId('restore-next')).toHaveAttribute('aria-disabled', 'true')
})

describe('who opens it', () => {
  test('number and password; neither stays on the page', async () => {
    vi.mocked(commands.previewRestore).mockResolvedValue(preview)
    await open()
    await byPassword()
    expect(await screen.findByTestId('later')).toHaveTextContent('3 张投诉单、41 条记录')
    const opener = { password: { number: '1001', password: PASSWORD } }
    expect(commands.previewRestore).toHaveBeenCalledWith(
      backup.folder,
      opener,
      expect.any(Number),
      expect.anything(),
    )
    expect(everything()).not.toContain(PASSWORD)
  })
  test('the sheet’s code', async () => {
    vi.mocked(commands.previewRestore).mockResolvedValue(preview)
    await open()
    await toOpen()
    await userEvent.click(await screen.findByRole('radio', { name: '恢复单' }))
    await userEvent.type(screen.getByRole('textbox', { name: /^恢复码/ }), CODE)
    await userEvent.click(screen.getByTestId('restore-look'))
    await screen.findByTestId('later')
    const opener = { sheet: { code: CODE } }
    expect(commands.previewRestore).toHaveBeenCalledWith(
      backup.folder,
      opener,
      expect.any(Number),
      expect.anything(),
    )
    expect(everything()).not.toContain(CODE)
  })
  test('what is empty is asked for', async () => {
    await open()
    await toOpen()
    await userEvent.click(screen.getByTestId('restore-look'))
    expect(await screen.findByRole('textbox', { name: /^工号/ })).toBeInvalid()
    expect(commands.previewRestore).not.toHaveBeenCalled()
  })
  test('a wrong password stands at its field and is typed again', async () => {
    vi.mocked(commands.previewRestore).mockRejectedValue(new DeskError('wrong_password'))
    await open()
    await byPassword()
    const field = screen.getByLabelText(/^当时的口令/)
    await waitFor(() => expect(field).toHaveFocus())
    expect(field).toHaveAccessibleDescription(expect.stringContaining('打不开这份备份') as string)
  })
  test('a damaged one says that nothing has changed', async () => {
    vi.mocked(commands.previewRestore).mockRejectedValue(
      new DeskError('damaged', { path: `${backup.folder}/ansu.db` }),
    )
    await open()
    await byPassword()
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('这份备份已损坏')
    expect(alert).toHaveTextContent('现在的数据没有改动')
  })
})

test('damage of the data that is here is not told of the backup', async () => {
  vi.mocked(commands.previewRestore).mockRejectedValue(new DeskError('damaged', { path: '/data/ansu.keys' }))
  await open()
  await byPassword()
  expect(await screen.findByRole('alert')).toHaveTextContent('数据文件已损坏：/data/ansu.keys')
})

describe('what would change', () => {
  test('another hall’s data asks to be confirmed', async () => {
    vi.mocked(commands.previewRestore).mockResolvedValue({ ...preview, another_hall: true })
    await open([backup], { ...opening, start: { ...opening.start, hall: { ...hall, code: 'B02' } } })
    await byPassword()
    expect(await screen.findByTestId('another-hall')).toHaveTextContent('另一个营业厅')
    await userEvent.click(screen.getByTestId('restore-go'))
    expect(commands.restore).not.toHaveBeenCalled()
    expect(await violations()).toEqual([])
    vi.mocked(commands.restore).mockResolvedValue({ backup, aside: null, erased: 0, evidence_lost: 0 })
    await userEvent.click(screen.getByRole('checkbox'))
    await userEvent.click(screen.getByTestId('restore-go'))
    expect(await screen.findByTestId('restored')).toBeInTheDocument()
  })
  test('what the secret does not open is there all the same', async () => {
    vi.mocked(commands.previewRestore).mockResolvedValue({ ...preview, now: 'locked', erased: null })
    await open()
    await byPassword()
    expect(await screen.findAllByText('无法查看')).toHaveLength(3)
    expect(screen.getByTestId('shut')).toHaveTextContent('打不开现在的数据')
    await userEvent.click(screen.getByTestId('restore-go'))
    expect(commands.restore).not.toHaveBeenCalled()
  })
  test('files of evidence that would be missing are told, and hinder nothing', async () => {
    const lacking = { ...backup, evidence: 7, evidence_lost: 1 }
    vi.mocked(commands.previewRestore).mockResolvedValue({ ...preview, backup: lacking, evidence_lost: 3 })
    await open()
    await byPassword()
    expect(await screen.findByTestId('evidence-lost')).toHaveTextContent('8 个，其中 3 个缺失或损坏')
    expect(screen.getByTestId('restore-go')).not.toHaveAttribute('aria-disabled', 'true')
  })
  test('files that can’t be read are told as such', async () => {
    vi.mocked(commands.previewRestore).mockResolvedValue({ ...preview, now: 'unreadable' })
    await open()
    await byPassword()
    expect(await screen.findAllByText('文件打不开')).toHaveLength(3)
  })
  test('going back asks for the secret again', async () => {
    vi.mocked(commands.previewRestore).mockResolvedValue(preview)
    await open()
    await byPassword()
    await screen.findByTestId('later')
    await userEvent.click(screen.getByTestId('restore-back'))
    expect(await screen.findByLabelText(/^当时的口令/)).toHaveValue('')
  })
})

test('the old data’s place is told, and signing in follows', async () => {
  vi.mocked(commands.previewRestore).mockResolvedValue(preview)
  vi.mocked(commands.restore).mockResolvedValue({
    backup,
    aside: '/data/ansu-before-restore-1',
    erased: 0,
    evidence_lost: 2,
  })
  const router = await open()
  await byPassword()
  await screen.findByTestId('later')
  await userEvent.click(screen.getByTestId('restore-go'))
  expect(await screen.findByTestId('aside')).toHaveTextContent('/data/ansu-before-restore-1')
  expect(screen.getByTestId('evidence-lost')).toHaveTextContent('有 2 个证据材料没有恢复')
  const opener = { password: { number: '1001', password: PASSWORD } }
  expect(commands.restore).toHaveBeenCalledWith(backup.folder, opener, expect.any(Number), expect.anything())
  expect(await violations()).toEqual([])
  await userEvent.click(screen.getByTestId('to-sign-in'))
  await waitFor(() => expect(router.currentRoute.value.name).toBe('start'))
})

test('nobody leaves while data is being put in place; a stop leaves it as it was', async () => {
  vi.mocked(commands.previewRestore).mockResolvedValue(preview)
  vi.mocked(commands.stopBackup).mockResolvedValue()
  let fail: (error: Error) => void = () => undefined
  vi.mocked(commands.restore).mockReturnValue(new Promise((_, reject) => (fail = reject)))
  const router = await open()
  await byPassword()
  await screen.findByTestId('later')
  await userEvent.click(screen.getByTestId('restore-go'))
  await router.push('/start')
  expect(router.currentRoute.value.name).toBe('restore')
  await userEvent.click(await screen.findByTestId('stop'))
  fail(new DeskError('cancelled'))
  expect(await screen.findByText('已停止，现在的数据没有改动')).toBeInTheDocument()
})

test('axe finds nothing against the first steps', async () => {
  await open()
  await screen.findByRole('row', { name: /132/ })
  expect(await violations()).toEqual([])
  await toOpen()
  await screen.findByLabelText(/^当时的口令/)
  expect(await violations()).toEqual([])
})
