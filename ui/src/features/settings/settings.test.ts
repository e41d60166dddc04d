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
    issuePassword: vi.fn(),
    changePassword: vi.fn(),
    renewSheet: vi.fn(),
    signOut: vi.fn(),
  },
}))

const hall = { company: '某某分公司', name: '一号厅', code: 'A01', counter: '1' }
const manager = { id: '1001', name: '李娜', role: 'hall_manager', active: true } as const
const opening = (): Opening => ({
  start: { hall, staff: [manager], preferences: { printer: 'old' }, version: '0.1.0' },
  at_work: manager,
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: ['put_staff', 'rename_hall', 'issue_password', 'renew_sheet', 'audit'],
  demonstration: false,
  covered: false,
})

const clerk: Partial<Opening> = { may: ['queue', 'change_password'] }
const colleague = { id: '1024', name: '王敏', role: 'clerk', active: true } as const
async function open(part: string, change: Partial<Opening> = {}) {
  const now = () => ({ ...opening(), ...change })
  vi.mocked(commands.start).mockImplementation(() => Promise.resolve(now()))
  queryClient.setQueryData(['opening'], now())
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'settings', component: SettingsScreen },
      { path: '/start', name: 'start', component: { template: '<h1>开始</h1>' } },
      { path: '/sheet', name: 'sheet', component: { template: '<h1>恢复单</h1>' } },
      { path: '/audit', name: 'audit', component: { template: '<h1>记录</h1>' } },
    ],
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
    vi.mocked(commands.renameHall).mockRejectedValueOnce(new DeskError('hall_fixed', { field: 'hall_code' }))
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
    expect(dialog).toHaveTextContent('须为 1–16 位字母或数字')
    expect(commands.putStaff).not.toHaveBeenCalled()
  })
  test('somebody new may be taken back: the number then has left', async () => {
    vi.mocked(commands.putStaff).mockResolvedValue([])
    await add(' 1024', '王敏')
    await waitFor(() => expect(screen.queryByRole('dialog', { name: '添加同事' })).toBeNull())
    expect(commands.putStaff).toHaveBeenCalledWith({ id: '1024', name: '王敏', role: 'clerk', active: true })
    await undoToast(toasts.value.at(-1)!.id)
    expect(commands.putStaff).toHaveBeenLastCalledWith(expect.objectContaining({ id: '1024', active: false }))
  })
})

describe('a password for a colleague', () => {
  const both = { start: { ...opening().start, staff: [manager, colleague] } }
  const issue = async () => {
    await open('staff', both)
    await userEvent.click(screen.getByRole('row', { name: /王敏/ }))
    await userEvent.click(screen.getByRole('button', { name: '给王敏发口令' }))
    await userEvent.click(await screen.findByRole('button', { name: '生成口令' }))
  }
  test('is shown once, in groups, and is gone when it was told', async () => {
    vi.mocked(commands.issuePassword).mockResolvedValue({ staff: '1024', password: 'K7QM-2XDF-9TRB' })
    await issue()
    expect(commands.issuePassword).toHaveBeenCalledWith('1024')
    expect(await screen.findByTestId('issued')).toHaveTextContent('K7QM-2XDF-9TRB')
    await userEvent.click(screen.getByRole('button', { name: '已告知本人' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(document.documentElement.outerHTML).not.toContain('K7QM')
    await userEvent.click(screen.getByRole('button', { name: '给王敏发口令' }))
    expect(await screen.findByRole('button', { name: '生成口令' })).toBeInTheDocument()
  })
  test('is offered to whoever was added, who could not sign in without', async () => {
    vi.mocked(commands.putStaff).mockResolvedValue([])
    await open('staff')
    await userEvent.click(screen.getByRole('button', { name: '添加同事' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(within(dialog).getByRole('textbox', { name: /^工号/ }), '1025')
    await userEvent.type(within(dialog).getByRole('textbox', { name: /^姓名/ }), '赵晓燕')
    await userEvent.click(within(dialog).getByRole('button', { name: /确定/ }))
    expect(await screen.findByRole('dialog', { name: '给赵晓燕发口令' })).toBeInTheDocument()
  })
  test('is not there in the demonstration', async () => {
    await open('staff', { ...both, demonstration: true })
    expect(screen.queryByTestId('issue-password')).toBeNull()
  })
})

describe('somebody leaves', () => {
  const leave = async () => {
    await open('staff', { start: { ...opening().start, staff: [manager, colleague] } })
    await userEvent.dblClick(screen.getByRole('row', { name: /王敏/ }))
    await userEvent.click(await screen.findByRole('checkbox', { name: /在岗/ }))
    await userEvent.click(screen.getByRole('button', { name: /确定/ }))
    const asked = await screen.findByRole('dialog', { name: '王敏离开本厅？' })
    expect(asked).toHaveTextContent('数据会换一把新钥匙重写')
    expect(commands.putStaff).not.toHaveBeenCalled()
    return asked
  }
  test('after being asked, with word of the new key while it lasts, and for good', async () => {
    let written: (value: never[]) => void = () => undefined
    vi.mocked(commands.putStaff).mockReturnValue(new Promise((done) => (written = done)))
    const asked = await leave()
    await userEvent.click(within(asked).getByRole('button', { name: '确认离开' }))
    expect(within(asked).getByRole('progressbar')).toBeInTheDocument()
    expect(asked).toHaveTextContent('正在换钥匙重写数据')
    written([])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(commands.putStaff).toHaveBeenCalledWith({ ...colleague, active: false })
    expect(toasts.value.at(-1)).toMatchObject({ text: '王敏已离开，数据已换新钥匙', undo: undefined })
  })
  test('not, when it was not meant', async () => {
    const asked = await leave()
    await userEvent.click(within(asked).getByRole('button', { name: '取消' }))
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /离开本厅/ })).toBeNull())
    expect(commands.putStaff).not.toHaveBeenCalled()
  })
})

describe('a clerk', () => {
  test('sees the hall and can’t change it', async () => {
    await open('hall', clerk)
    for (const field of screen.getAllByRole('textbox')) expect(field).toHaveAttribute('readonly')
    expect(screen.getByText('您的岗位只能查看')).toBeInTheDocument()
  })
  test('sees the colleagues and can’t change them', async () => {
    await open('staff', clerk)
    await userEvent.dblClick(screen.getByRole('row', { name: /李娜/ }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.queryByRole('button', { name: '添加同事' })).toBeNull()
  })
  test('has the lock, and neither the sheet nor the trail', async () => {
    await open('security', clerk)
    expect(screen.getByRole('radio', { name: /15 分钟/ })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '重做一张' })).toBeNull()
    expect(screen.queryByRole('button', { name: '查看操作记录' })).toBeNull()
  })
})

describe('the account', () => {
  const [OLD, NEXT] = ['青山不改绿水长流', '换一句只有我记得的话']
  const change = async () => {
    await open('account')
    await userEvent.type(screen.getByLabelText(/^现在的口令/), OLD)
    await userEvent.type(screen.getByLabelText(/^新口令/), NEXT)
    await userEvent.type(screen.getByLabelText(/^再输一次/), NEXT)
    await userEvent.click(screen.getByRole('button', { name: '修改口令' }))
  }
  test('changes its password and keeps none on the page', async () => {
    vi.mocked(commands.changePassword).mockResolvedValue(opening())
    await change()
    expect(commands.changePassword).toHaveBeenCalledWith(OLD, NEXT)
    await waitFor(() => expect(screen.getByLabelText(/^新口令/)).toHaveValue(''))
    const values = [...document.querySelectorAll('input')].map((one) => one.value)
    expect([document.documentElement.outerHTML, ...values].join()).not.toMatch(`${OLD}|${NEXT}`)
  })
  test.each([
    ['wrong_password', /^现在的口令/, '现在的口令不对'],
    ['password_guessable', /^新口令/, '容易被猜到'],
  ])('%s stands at its field', async (code, label, words) => {
    vi.mocked(commands.changePassword).mockRejectedValue(new DeskError(code))
    await change()
    const field = screen.getByLabelText(label)
    await waitFor(() => expect(field).toHaveFocus())
    expect(field).toHaveAccessibleDescription(expect.stringContaining(words) as string)
  })
})

describe('security', () => {
  test('the minutes until the lock are kept', async () => {
    vi.mocked(commands.putPreferences).mockResolvedValue(null)
    await open('security')
    expect(screen.getByRole('radio', { name: /5 分钟$/, checked: true })).toBeInTheDocument()
    await userEvent.click(screen.getByRole('radio', { name: /10 分钟/ }))
    expect(commands.putPreferences).toHaveBeenCalledWith({ printer: 'old', lock_after: 10 })
  })
  test('a new recovery sheet says first what the old one opens from then on, and then how long it takes', async () => {
    let made: (value: Opening) => void = () => undefined
    vi.mocked(commands.renewSheet).mockReturnValue(new Promise((done) => (made = done)))
    await open('security')
    await userEvent.click(screen.getByRole('button', { name: '重做一张' }))
    const asked = await screen.findByRole('dialog')
    expect(asked).toHaveTextContent('以前的恢复单打不开现在的数据，但仍能打开此前的备份')
    expect(commands.renewSheet).not.toHaveBeenCalled()
    expect(within(asked).queryByRole('progressbar')).toBeNull()
    await userEvent.click(within(asked).getByRole('button', { name: '重做一张' }))
    expect(within(asked).getByRole('progressbar')).not.toHaveAttribute('value')
    expect(asked).toHaveTextContent('一万张投诉单约需十秒')
    made({ ...opening(), sheet_proven: false })
    expect(await screen.findByRole('heading', { name: '恢复单' })).toBeInTheDocument()
  })
  test('a sheet that was not typed back is called to mind', async () => {
    await open('security', { sheet_proven: false })
    expect(screen.getByText('还没有核对')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: '去完成' }))
    expect(await screen.findByRole('heading', { name: '恢复单' })).toBeInTheDocument()
  })
})

test('a printer that is not connected stays chosen and says so', async () => {
  vi.mocked(commands.printers).mockResolvedValue([])
  await open('printer')
  expect(await screen.findByText('没有找到打印机。接好后再试；反馈单也可以存成文件')).toBeInTheDocument()
  expect(screen.getByRole('combobox', { name: '打印机' })).toHaveTextContent('old（现在没有连接）')
})

test.each(['hall', 'staff', 'account', 'security', 'display', 'demonstration', 'about'])(
  'axe finds nothing against: %s',
  async (part) => {
    await open(part)
    expect(await violations()).toEqual([])
  },
)
