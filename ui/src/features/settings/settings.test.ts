import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type Opening } from '@/ipc'
import { changePreferences } from '@/ipc/opening'
import { applyPreferences } from '@/shared/preferences'
import { toasts, undoToast } from '@/shared/toasts'
import { violations } from '@/test-axe'
import SettingsScreen from './SettingsScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    putPreferences: vi.fn(),
    putStaff: vi.fn(),
    renameHall: vi.fn(),
    printers: vi.fn(),
  },
}))

const hall = { company: '某某分公司', name: '一号厅', code: 'A01', counter: '1' }
const manager = { id: '1001', name: '李娜', role: 'hall_manager', active: true } as const
const opening = (): Opening => ({
  start: { hall, staff: [manager], preferences: { printer: 'old' }, version: '0.1.0' },
  at_work: manager,
  demonstration: false,
})

async function open(part: string) {
  vi.mocked(commands.start).mockImplementation(() => Promise.resolve(opening()))
  queryClient.setQueryData(['opening'], opening())
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', name: 'settings', component: SettingsScreen }],
  })
  await router.push(`/?part=${part}`)
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
}
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
})

test('↓ shows the next part', async () => {
  await open('hall')
  within(screen.getByRole('navigation')).getByRole('button', { name: '营业厅' }).focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(await screen.findByRole('grid', { name: '人员' })).toBeInTheDocument()
  await waitFor(() => expect(screen.getByRole('button', { name: '人员' })).toHaveFocus())
})

describe('display', () => {
  test('another language is spoken at once and kept with the rest', async () => {
    vi.mocked(commands.putPreferences).mockResolvedValue(null)
    applyPreferences()
    await open('display')
    await userEvent.click(screen.getByRole('radio', { name: /English/ }))
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeInTheDocument()
    expect(commands.putPreferences).toHaveBeenCalledWith({ printer: 'old', language: 'en' })
    await changePreferences({ language: 'zh-CN' })
  })
  test('what can’t be kept is put back and told', async () => {
    vi.mocked(commands.putPreferences).mockRejectedValue(new DeskError('disk_full'))
    await open('display')
    await userEvent.click(screen.getByRole('radio', { name: /^3?特大/ }))
    await waitFor(() => expect(toasts.value.at(-1)?.text).toContain('磁盘已满'))
    expect(screen.getByRole('radio', { name: /^1?标准/ })).toBeChecked()
  })
})

describe('the hall', () => {
  test('a name is stored on leaving its field and can be taken back', async () => {
    vi.mocked(commands.renameHall).mockResolvedValue(opening().start)
    await open('hall')
    const name = screen.getByRole('textbox', { name: /^营业厅名称/ })
    await userEvent.type(name, '（新址）')
    await userEvent.tab()
    await waitFor(() => expect(commands.renameHall).toHaveBeenCalledWith({ ...hall, name: '一号厅（新址）' }))
    await waitFor(() => expect(toasts.value.at(-1)?.undo).toBeDefined())
    await undoToast(toasts.value.at(-1)!.id)
    expect(commands.renameHall).toHaveBeenLastCalledWith(hall)
  })
  test('a refusal stands at the code, or in its own place', async () => {
    vi.mocked(commands.renameHall).mockRejectedValueOnce(new DeskError('hall_fixed'))
    await open('hall')
    const code = screen.getByRole('textbox', { name: /^厅代码/ })
    await userEvent.type(code, '2')
    await userEvent.tab()
    await waitFor(() => expect(code).toBeInvalid())
    vi.mocked(commands.renameHall).mockRejectedValueOnce(
      new DeskError('not_authorised', { from: 'hall_manager' }),
    )
    await userEvent.type(code, '3')
    await userEvent.tab()
    expect(await screen.findByRole('alert')).toHaveTextContent('营业厅经理')
    expect(code).toHaveValue('A0123')
  })
})

describe('staff', () => {
  const add = async (id: string, name: string) => {
    await open('staff')
    await userEvent.click(screen.getByRole('button', { name: '添加同事' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByRole('textbox', { name: /^工号/ }), id)
    await userEvent.type(within(dialog).getByRole('textbox', { name: /^姓名/ }), name)
    await userEvent.click(within(dialog).getByRole('button', { name: /确定/ }))
    return dialog
  }
  test('a number that is somebody’s is not given away', async () => {
    const dialog = await add('1001', '王敏')
    expect(dialog).toHaveTextContent('这个工号是李娜的')
    expect(commands.putStaff).not.toHaveBeenCalled()
  })
  test('a number that is none is told at its field', async () => {
    const dialog = await add('一号', '王敏')
    expect(dialog).toHaveTextContent('工号须为 1–16 位字母或数字')
    expect(commands.putStaff).not.toHaveBeenCalled()
  })
  test('somebody new may be taken back: the number then has left', async () => {
    vi.mocked(commands.putStaff).mockResolvedValue([])
    await add(' 1024', '王敏')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(commands.putStaff).toHaveBeenCalledWith({ id: '1024', name: '王敏', role: 'clerk', active: true })
    await undoToast(toasts.value.at(-1)!.id)
    expect(commands.putStaff).toHaveBeenLastCalledWith(expect.objectContaining({ id: '1024', active: false }))
  })
})

test('a printer that is not connected stays chosen and says so', async () => {
  vi.mocked(commands.printers).mockResolvedValue([])
  await open('printer')
  expect(await screen.findByText('没有找到打印机。接好后再试；反馈单也可以存成文件')).toBeInTheDocument()
  expect(screen.getByRole('combobox', { name: '打印机' })).toHaveTextContent('old（现在没有连接）')
})

test.each(['hall', 'staff', 'display', 'demonstration', 'about'])(
  'axe finds nothing against: %s',
  async (part) => {
    await open(part)
    expect(await violations()).toEqual([])
  },
)
