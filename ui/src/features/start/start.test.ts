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
  },
}))

const hall = { company: '', name: '一号厅', code: 'A01', counter: '1' }
const empty: Opening = {
  start: { hall: null, staff: [], preferences: {}, version: '0.1.0' },
  at_work: null,
  demonstration: false,
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
const working: Opening = { ...founded, at_work: founded.start.staff[1]! }

async function open(opening: Opening | DeskError) {
  if (opening instanceof DeskError) vi.mocked(commands.start).mockRejectedValue(opening)
  else vi.mocked(commands.start).mockResolvedValue(opening)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/start', name: 'start', component: StartScreen },
      { path: '/', name: 'queue', component: { template: '<p>队列</p>' } },
    ],
  })
  await router.push('/start')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
})

describe('first start', () => {
  test('founds the hall and goes to work', async () => {
    vi.mocked(commands.foundHall).mockResolvedValue(working)
    const router = await open(empty)
    for (const [label, value] of [
      ['营业厅名称', '一号厅'],
      ['厅代码', 'A01'],
      ['您的姓名', '李娜'],
      ['您的工号', '1001'],
    ] as const)
      await userEvent.type(await screen.findByRole('textbox', { name: new RegExp(`^${label}`) }), value)
    expect(screen.getByText(/A01-1-\d{8}-001/)).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: /建立并开始/ }))
    await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
    expect(commands.foundHall).toHaveBeenCalledWith({
      company: '',
      name: '一号厅',
      code: 'A01',
      counter: '1',
      manager: '1001',
      manager_name: '李娜',
    })
    expect(queryClient.getQueryData(['opening'])).toEqual(working)
  })
  test.each([
    ['bad_hall_code', {}, /^厅代码/, '厅代码须为'],
    ['bad_staff_number', {}, /^您的工号/, '工号须为'],
    ['required', { field: 'name' }, /^您的姓名/, '还没有填'],
  ])('%s stands at its field', async (code, params, label, words) => {
    vi.mocked(commands.foundHall).mockRejectedValue(new DeskError(code, params))
    await open(empty)
    await userEvent.click(await screen.findByRole('button', { name: /建立并开始/ }))
    const field = screen.getByRole('textbox', { name: label })
    await waitFor(() => expect(field).toHaveFocus())
    expect(field).toHaveAccessibleDescription(expect.stringContaining(words) as string)
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
  test('a part of the name and Enter are enough; there is no password to be asked for', async () => {
    vi.mocked(commands.signIn).mockResolvedValue(working)
    const router = await open(founded)
    expect(screen.queryByText('周平')).toBeNull()
    expect(document.querySelector('[type=password]')).toBeNull()
    await userEvent.type(await screen.findByRole('textbox', { name: '工号或姓名' }), '王{Enter}')
    expect(commands.signIn).toHaveBeenCalledWith('1024')
    await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
  })
  test('↓ and Enter choose from the list', async () => {
    vi.mocked(commands.signIn).mockResolvedValue(working)
    await open(founded)
    const field = await screen.findByRole('textbox', { name: '工号或姓名' })
    field.focus()
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(screen.getByRole('option', { name: /李娜/ })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    expect(commands.signIn).toHaveBeenCalledWith('1001')
  })
  test('an unknown number is told at the field', async () => {
    vi.mocked(commands.signIn).mockRejectedValue(new DeskError('unknown_staff'))
    await open(founded)
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
  ['signing in', founded],
  ['a fault', new DeskError('damaged', { path: '/hall' })],
])('axe finds nothing against %s', async (_, opening) => {
  await open(opening)
  await screen.findAllByRole('button')
  expect(await violations()).toEqual([])
})
