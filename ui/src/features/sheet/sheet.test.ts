import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type Opening } from '@/ipc'
import { violations } from '@/test-axe'
import SheetScreen from './SheetScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    printers: vi.fn(),
    printSheet: vi.fn(),
    showSheet: vi.fn(),
    proveSheet: vi.fn(),
    renewSheet: vi.fn(),
  },
}))

const CODE = 'K7QM-2XDF-9TRB-4WNE-H3CZ'
const waiting: Opening = {
  start: {
    hall: { company: '', name: '一号厅', code: 'A01', counter: '1' },
    staff: [],
    preferences: { printer: 'hp' },
    version: '0.1.0',
  },
  at_work: { id: '1001', name: '李娜', role: 'hall_manager', active: true },
  provisional: false,
  sheet_proven: false,
  sheet_waits: true,
  losses: [],
  may: ['renew_sheet', 'prove_sheet'],
  demonstration: false,
  covered: false,
}
async function open(printers = [{ name: 'hp', title: 'HP M404', preferred: false }]) {
  vi.mocked(commands.start).mockResolvedValue(waiting)
  vi.mocked(commands.printers).mockResolvedValue(printers)
  queryClient.setQueryData(['opening'], waiting)
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: { template: '<h1>队列</h1>' } },
      { path: '/sheet', name: 'sheet', component: SheetScreen },
      { path: '/settings', name: 'settings', component: { template: '<h1>设置</h1>' } },
    ],
  })
  await router.push('/sheet')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
  return router
}
const everything = () =>
  [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input')].map(({ value }) => value),
  ].join()
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
})

test('is printed where slips are printed', async () => {
  vi.mocked(commands.printSheet).mockResolvedValue(null)
  await open()
  await waitFor(() => expect(screen.getByRole('combobox', { name: '打印机' })).toHaveTextContent('HP M404'))
  await userEvent.click(screen.getByRole('button', { name: '打印恢复单' }))
  expect(commands.printSheet).toHaveBeenCalledWith('hp')
  expect(await screen.findByText('已送到打印机')).toBeInTheDocument()
})

test('is shown where there is no printer, and hidden again by a press and on leaving', async () => {
  vi.mocked(commands.showSheet).mockResolvedValue(CODE)
  const router = await open([])
  expect(await screen.findByText(/没有找到打印机/)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: '显示在屏幕上' }))
  expect(await screen.findByText(CODE)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: '不再显示' }))
  expect(everything()).not.toContain(CODE)
  await userEvent.click(screen.getByRole('button', { name: '显示在屏幕上' }))
  await userEvent.click(screen.getByRole('button', { name: '以后再说' }))
  await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
  expect(everything()).not.toContain(CODE)
})

test('is proven by typing it back', async () => {
  vi.mocked(commands.proveSheet).mockRejectedValueOnce(new DeskError('wrong_password'))
  const router = await open()
  const field = await screen.findByRole('textbox', { name: '恢复单上的恢复码' })
  await userEvent.type(field, CODE)
  await userEvent.click(screen.getByRole('button', { name: /^核对/ }))
  await waitFor(() => expect(field).toHaveAccessibleDescription('恢复码不对，请对照恢复单逐组核对'))
  vi.mocked(commands.proveSheet).mockResolvedValue({ ...waiting, sheet_proven: true })
  await userEvent.click(screen.getByRole('button', { name: /^核对/ }))
  expect(commands.proveSheet).toHaveBeenLastCalledWith(CODE)
  await waitFor(() => expect(router.currentRoute.value.name).toBe('queue'))
  expect(everything()).not.toContain(CODE)
})

test('a sheet that the program no longer has can be made anew', async () => {
  vi.mocked(commands.printSheet).mockRejectedValue(new DeskError('no_sheet'))
  let made: (value: Opening) => void = () => undefined
  vi.mocked(commands.renewSheet).mockReturnValue(new Promise((done) => (made = done)))
  await open()
  await userEvent.click(await screen.findByRole('button', { name: '打印恢复单' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('这张恢复单不能再显示或打印')
  await userEvent.click(screen.getByRole('button', { name: '重做一张' }))
  expect(screen.getByRole('progressbar')).toHaveAccessibleName(/正在换钥匙重写数据/)
  made(waiting)
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('axe finds nothing against it', async () => {
  vi.mocked(commands.showSheet).mockResolvedValue(CODE)
  await open()
  await userEvent.click(await screen.findByRole('button', { name: '显示在屏幕上' }))
  expect(await violations()).toEqual([])
})
