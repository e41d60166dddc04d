import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type Opening } from '@/ipc'
import { violations } from '@/test-axe'
import { numberLike } from './numberLike'
import StartScreen from './StartScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    foundHall: vi.fn(),
    enterDemonstration: vi.fn(),
    leaveDemonstration: vi.fn(),
    signIn: vi.fn(),
    signOut: vi.fn(),
    recover: vi.fn(),
    changePassword: vi.fn(),
  },
}))

const hall = { company: '', name: '一号厅', code: 'A01', counter: '1' }
const empty: Opening = {
  start: { hall: null, staff: [], preferences: {}, version: '0.1.0' },
  at_work: null,
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: [],
  demonstration: false,
  covered: false,
}
const founded: Opening = {
  ...empty,
  start: {
    ...empty.start,
    hall,
    staff: [
      { id: '1001', name: '李娜', role: 'hall_manager', active: true },
      { id: '1024', name: '王敏', role: 'clerk', active: true },
      { id: '1025', name: '周平', role: 'clerk', active: false },
    ],
  },
}
const demonstration: Opening = { ...founded, demonstration: true }
const locked: Opening = { ...founded, start: { ...founded.start, staff: [] } }
const working: Opening = { ...founded, at_work: founded.start.staff[1]! }
const PASSWORD = '青山不改绿水长流'
const NEXT = '换一句只有我记得的话'
/** Nothing that was typed in secret stands anywhere in the page: no text, no attribute, no field. */
function expectNowhere(...secrets: string[]) {
  const fields = [...document.querySelectorAll('input, textarea')].map(
    (one) => (one as HTMLInputElement).value,
  )
  for (const secret of secrets)
    for (const place of [document.documentElement.outerHTML, location.href, ...fields])
      expect(place).not.toContain(secret)
  expect(
    JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
    ),
  ).not.toContain(secrets[0])
}

async function open(opening: Opening | DeskError, path = '/start') {
  if (opening instanceof DeskError) vi.mocked(commands.start).mockRejectedValue(opening)
  else vi.mocked(commands.start).mockResolvedValue(opening)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/start', name: 'start', component: StartScreen },
      { path: '/', name: 'queue', component: { template: '<p>队列</p>' } },
      { path: '/sheet', name: 'sheet', component: { template: '<p>恢复单</p>' } },
    ],
  })
  await router.push(path)
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
})

describe('first start', () => {
  const fill = async (password = PASSWORD, again = password) => {
    for (const [label, value] of [
      ['营业厅名称', '一号厅'],
      ['厅代码', 'A01'],
      ['您的姓名', '李娜'],
      ['您的工号', '1001'],
    ] as const)
      await userEvent.type(await screen.findByRole('textbox', { name: new RegExp(`^${label}`) }), value)
    await userEvent.type(screen.getByLabelText(/^您的口令/), password)
    await userEvent.type(screen.getByLabelText(/^再输一次/), again)
  }
  const found = () => userEvent.click(screen.getByRole('button', { name: /建立并开始/ }))

  test('founds the hall and goes on to the recovery sheet; the password is left nowhere', async () => {
    vi.mocked(commands.foundHall).mockResolvedValue(working)
    const router = await open(empty)
    await fill()
    expect(screen.getByText(/A01-1-\d{8}-001/)).toBeInTheDocument()
    await found()
    await waitFor(() => expect(router.currentRoute.value.name).toBe('sheet'))
    const form = {
      company: '',
      name: '一号厅',
      code: 'A01',
      counter: '1',
      manager: '1001',
      manager_name: '李娜',
    }
    expect(commands.foundHall).toHaveBeenCalledWith(form, PASSWORD)
    expect(queryClient.getQueryData(['opening'])).toEqual(working)
    expectNowhere(PASSWORD)
  })
  test.each([
    ['required', { field: 'staff_name' }, /^您的姓名/, '还没有填'],
    ['too_long', { field: 'company', limit: '120', length: '123' }, /^公司/, '超出 3 字'],
    ['hidden_character', { field: 'hall_name', position: '2' }, /^营业厅名称/, '看不见的字符'],
    ['bad_hall_code', { field: 'hall_code' }, /^厅代码/, '须为 1–8 位'],
    ['bad_hall_code', { field: 'counter_code' }, /^台席代码/, '须为 1–4 位'],
    ['bad_staff_number', { field: 'staff_number' }, /^您的工号/, '须为 1–16 位'],
    ['password_short', { least: '10' }, /^您的口令/, '口令至少 10 个字'],
    ['password_guessable', {}, /^您的口令/, '容易被猜到'],
  ])('%s stands at its field', async (code, params, label, words) => {
    vi.mocked(commands.foundHall).mockRejectedValue(new DeskError(code, params))
    await open(empty)
    await fill()
    await found()
    const field = screen.getByLabelText(label)
    await waitFor(() => expect(field).toHaveFocus())
    expect(field).toHaveAccessibleDescription(expect.stringContaining(words) as string)
  })
  test('what is missing is said first, and so is a password that was typed differently', async () => {
    await open(empty)
    await screen.findByRole('button', { name: /建立并开始/ })
    await found()
    const name = screen.getByRole('textbox', { name: /^营业厅名称/ })
    expect(name).toHaveFocus()
    expect(name).toHaveAccessibleDescription('还没有填')
    await fill(PASSWORD, `${PASSWORD}。`)
    await found()
    const again = screen.getByLabelText(/^再输一次/)
    expect(again).toHaveFocus()
    expect(again).toHaveAccessibleDescription('两次输入的不一样')
    expect(commands.foundHall).not.toHaveBeenCalled()
  })
  test('a password is hidden until it is asked to be seen', async () => {
    await open(empty)
    const field = await screen.findByLabelText(/^您的口令/)
    expect(field).toHaveAttribute('type', 'password')
    await userEvent.click(screen.getAllByRole('button', { name: '显示口令' })[0]!)
    expect(field).toHaveAttribute('type', 'text')
    await userEvent.click(screen.getByRole('button', { name: '隐藏口令' }))
    expect(field).toHaveAttribute('type', 'password')
  })
  test('the demonstration hall says that it takes a moment', async () => {
    vi.mocked(commands.enterDemonstration).mockReturnValue(new Promise(() => undefined))
    await open(empty)
    await userEvent.click(await screen.findByRole('button', { name: '打开演示厅' }))
    expect(screen.getByRole('button', { name: '打开演示厅' })).toHaveAttribute('aria-busy', 'true')
    expect(screen.getByText('正在准备演示厅，请稍等一两秒')).toBeInTheDocument()
  })
})

describe('signing in', () => {
  const number = () => screen.findByRole('textbox', { name: '工号' })
  const password = () => screen.getByLabelText('口令')
  const type = async () => {
    await userEvent.type(await number(), '1024')
    await userEvent.type(password(), `${PASSWORD}{Enter}`)
  }
  test('the number and the password; nobody is named, and the password is left nowhere', async () => {
    vi.mocked(commands.signIn).mockResolvedValue(working)
    const router = await open(locked)
    await waitFor(async () => expect(await number()).toHaveFocus())
    expect(screen.queryByText('李娜')).toBeNull()
    await type()
    expect(commands.signIn).toHaveBeenCalledWith('1024', PASSWORD)
    await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
    expectNowhere(PASSWORD)
  })
  test('a wrong password is told at the field, selected to be typed anew', async () => {
    vi.mocked(commands.signIn).mockRejectedValue(new DeskError('wrong_password'))
    await open(locked)
    await type()
    await waitFor(() => expect(password()).toHaveAccessibleDescription('工号或口令不对'))
    expect(password()).toHaveFocus()
    const { selectionStart, selectionEnd } = password() as HTMLInputElement
    expect([selectionStart, selectionEnd]).toEqual([0, PASSWORD.length])
  })
  test('locked out counts down to the moment when it may be tried again', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date('2026-11-22T02:00:00Z') })
    try {
      vi.mocked(commands.signIn).mockRejectedValue(
        new DeskError('locked_out', { until: '2026-11-22T02:00:30Z' }),
      )
      await open(locked)
      await type()
      await waitFor(() =>
        expect(password()).toHaveAccessibleDescription(/请在 10:00:30 以后再试，还有 \d+ 秒/),
      )
      await vi.advanceTimersByTimeAsync(22_000)
      expect(password()).toHaveAccessibleDescription(/还有 \d 秒/)
      await vi.advanceTimersByTimeAsync(12_000)
      expect(password()).not.toHaveAccessibleDescription(/秒/)
    } finally {
      vi.useRealTimers()
    }
  })
  test('shut out says who helps', async () => {
    vi.mocked(commands.signIn).mockRejectedValue(new DeskError('shut_out'))
    await open(locked)
    await type()
    const told = await screen.findByRole('alert')
    expect(told).toHaveTextContent('这个工号已锁住')
    expect(told).toHaveTextContent('请经理重发口令；经理自己被锁住时，用恢复单打开')
  })
  test.each([
    ['idle', '一段时间没有操作，已自动锁定'],
    ['slept', '电脑休眠过，已自动锁定'],
  ])('after a lock one line says why: %s', async (why, words) => {
    await open(locked, `/start?why=${why}`)
    expect(await screen.findByText(new RegExp(words))).toBeInTheDocument()
  })
})

describe('a password made by somebody else', () => {
  const provisional: Opening = { ...working, provisional: true }
  const choose = async () => {
    await userEvent.type(await screen.findByLabelText(/^新口令/), NEXT)
    await userEvent.type(screen.getByLabelText(/^再输一次/), NEXT)
    await userEvent.click(screen.getByRole('button', { name: /保存并开始工作/ }))
  }
  test('has to be changed first; the one just typed is not asked for again, and none is left', async () => {
    vi.mocked(commands.signIn).mockResolvedValue(provisional)
    vi.mocked(commands.changePassword).mockResolvedValue(working)
    const router = await open(locked)
    await userEvent.type(await screen.findByRole('textbox', { name: '工号' }), '1024')
    await userEvent.type(screen.getByLabelText('口令'), `${PASSWORD}{Enter}`)
    expect(await screen.findByRole('heading', { name: '设置自己的口令' })).toBeInTheDocument()
    expect(router.currentRoute.value.name).toBe('start')
    expectNowhere(PASSWORD)
    await choose()
    expect(commands.changePassword).toHaveBeenCalledWith(PASSWORD, NEXT)
    await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
    expectNowhere(PASSWORD, NEXT)
  })
  test('after a reload the one that was given is asked for', async () => {
    vi.mocked(commands.changePassword).mockRejectedValue(new DeskError('wrong_password'))
    await open(provisional)
    const old = await screen.findByLabelText(/^发给您的口令/)
    await waitFor(() => expect(old).toHaveFocus())
    await userEvent.type(old, PASSWORD)
    await choose()
    expect(old).toHaveAccessibleDescription('工号或口令不对')
  })
})

describe('the recovery sheet', () => {
  const recover = async () => {
    await open(locked)
    await userEvent.click(await screen.findByRole('button', { name: '用恢复单打开' }))
    await userEvent.type(screen.getByRole('textbox', { name: /^恢复码/ }), 'ABCD-EFGH')
    await userEvent.type(screen.getByRole('textbox', { name: /^经理的工号/ }), '1001')
    await userEvent.type(screen.getByLabelText(/^新口令/), NEXT)
    await userEvent.type(screen.getByLabelText(/^再输一次/), NEXT)
    await userEvent.click(screen.getByRole('button', { name: /^打开/ }))
  }
  test('opens the hall with a new password for a manager', async () => {
    vi.mocked(commands.recover).mockResolvedValue(working)
    await recover()
    expect(commands.recover).toHaveBeenCalledWith('ABCD-EFGH', '1001', NEXT)
    expect(await screen.findByText('队列')).toBeInTheDocument()
    expectNowhere(NEXT, 'ABCD-EFGH')
  })
  test.each([
    ['not_a_recovery_code', {}, /^恢复码/, '可能抄错了一位'],
    ['wrong_password', {}, /^恢复码/, '恢复码不对'],
    ['not_authorised', { from: 'hall_manager' }, /^经理的工号/, '营业厅经理'],
    ['password_same', {}, /^新口令/, '和原来的口令一样'],
  ])('%s stands at its field', async (code, params, label, words) => {
    vi.mocked(commands.recover).mockRejectedValue(new DeskError(code, params))
    await recover()
    const field = screen.getByLabelText(label)
    await waitFor(() => expect(field).toHaveFocus())
    expect(field).toHaveAccessibleDescription(expect.stringContaining(words) as string)
  })
})

describe('signing in to the demonstration', () => {
  test('a part of the name and Enter are enough; there is no password to be asked for', async () => {
    vi.mocked(commands.signIn).mockResolvedValue(working)
    const router = await open(demonstration)
    expect(screen.queryByText('周平')).toBeNull()
    expect(document.querySelector('[type=password]')).toBeNull()
    await userEvent.type(await screen.findByRole('textbox', { name: '工号或姓名' }), '王{Enter}')
    expect(commands.signIn).toHaveBeenCalledWith('1024', '')
    await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
  })
  test('↓ and Enter choose from the list', async () => {
    vi.mocked(commands.signIn).mockResolvedValue(working)
    await open(demonstration)
    const field = await screen.findByRole('textbox', { name: '工号或姓名' })
    field.focus()
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(screen.getByRole('option', { name: /李娜/ })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    expect(commands.signIn).toHaveBeenCalledWith('1001', '')
  })
  test('an unknown number is told at the field', async () => {
    vi.mocked(commands.signIn).mockRejectedValue(new DeskError('unknown_staff', { field: 'staff_number' }))
    await open(demonstration)
    const field = await screen.findByRole('textbox', { name: '工号或姓名' })
    await userEvent.type(field, '77{Enter}')
    await waitFor(() => expect(field).toHaveAccessibleDescription('没有这个工号'))
  })
})

test('left for a hall that is not founded yet, the demonstration leads nowhere else', async () => {
  vi.mocked(commands.leaveDemonstration).mockResolvedValue(empty)
  const router = await open({ ...founded, demonstration: true })
  const went = vi.spyOn(router, 'replace')
  await userEvent.click(await screen.findByRole('button', { name: '离开演示厅' }))
  expect(await screen.findByRole('textbox', { name: /^营业厅名称/ })).toBeInTheDocument()
  expect(went).not.toHaveBeenCalled()
})

describe('a data folder that can’t be opened', () => {
  test.each(['folder_in_use', 'damaged', 'newer_file', 'folder_read_only', 'disk_full'])(
    '%s is told; trying again opens the folder anew',
    async (code) => {
      const router = await open(new DeskError(code, { path: '/hall' }))
      expect(await screen.findByRole('alert')).toBeInTheDocument()
      vi.mocked(commands.leaveDemonstration).mockResolvedValue(working)
      await userEvent.click(screen.getByRole('button', { name: '再试一次' }))
      await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
    },
  )
})

test('the number is that of the hall’s day, whatever the computer’s zone', () => {
  expect(numberLike('B2', ' 3 ', '2026-11-21T17:00:00Z')).toBe('B2-3-20261122-001')
})

test.each([
  ['first start', empty],
  ['signing in', locked],
  ['signing in to the demonstration', demonstration],
  ['choosing a password', { ...working, provisional: true }],
  ['a fault', new DeskError('damaged', { path: '/hall' })],
])('axe finds nothing against %s', async (_, opening) => {
  await open(opening)
  await screen.findAllByRole('button')
  expect(await violations()).toEqual([])
})
