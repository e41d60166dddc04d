import userEvent from '@testing-library/user-event'
import { render, screen, waitFor } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import { commands, DeskError, queryClient } from '@/ipc'
import { violations } from '@/test-axe'
import PaperDialog from './PaperDialog.vue'
import PaperScreen from './PaperScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), paper: vi.fn(), printers: vi.fn(), printPaper: vi.fn(), savePaper: vi.fn() },
}))
vi.mock('@/shared/pdf/useSheets', async () => {
  const { ref } = await import('vue')
  return { useSheets: () => ({ sheets: ref(undefined), broken: ref(false) }) }
})

let takeKeysAway: () => void
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  takeKeysAway = installKeyboard()
  vi.mocked(commands.start).mockReturnValue(new Promise(() => undefined))
  vi.mocked(commands.printers).mockResolvedValue([{ name: '前台', preferred: true }] as never)
  vi.mocked(commands.printPaper).mockResolvedValue(null as never)
  vi.mocked(commands.savePaper).mockResolvedValue('/d/答复函.pdf')
  vi.mocked(commands.paper).mockResolvedValue({ pdf: '', pages: 2, masked: true, composed: 'c1' } as never)
})
afterEach(() => takeKeysAway())

const asDialog = () => render(PaperDialog, { props: { wanted: { kind: 'final_reply', ticket: 't1' } } })
async function asScreen() {
  const screenRoute = {
    path: '/',
    name: 'paper',
    component: PaperScreen,
    props: { id: 't1', kind: 'final_reply' },
  }
  const router = createRouter({ history: createMemoryHistory(), routes: [screenRoute] })
  await router.push('/')
  render({ template: '<RouterView />' }, { global: { plugins: [router] } })
}
const may = (...operations: string[]) =>
  queryClient.setQueryData(['opening'], { start: { staff: [], preferences: {} }, may: operations })

test.each([
  ['over the screen', asDialog],
  ['on a screen of its own', asScreen],
])('a paper %s is printed by the same key, on the printer that is there', async (_, open) => {
  may('issue_slip')
  await open()
  await screen.findByText(/不能查看完整号码/)
  await waitFor(() => expect(commands.printers).toHaveBeenCalled())
  expect(await violations()).toEqual([])
  await userEvent.keyboard('{Control>}p{/Control}')
  await waitFor(() => expect(screen.getByTestId('paper-told')).toHaveTextContent('已送到打印机'))
  const request = { kind: 'final_reply', ticket: { id: 't1' }, masked: false, composed: 'c1' }
  expect(commands.printPaper).toHaveBeenCalledExactlyOnceWith(request, '前台')
  await userEvent.click(screen.getByTestId('save-paper'))
  await waitFor(() => expect(screen.getByTestId('paper-told')).toHaveTextContent('/d/答复函.pdf'))
})

test.each([
  ['over the screen', asDialog],
  ['on a screen of its own', asScreen],
])('whoever may issue none is told so %s, and nothing goes out', async (_, open) => {
  may()
  await open()
  await screen.findByText(/不能查看完整号码/)
  await userEvent.keyboard('{Control>}p{/Control}')
  await userEvent.click(screen.getByTestId('save-paper'))
  expect(screen.getByTestId('print-paper')).toHaveAttribute('aria-disabled', 'true')
  expect(commands.printPaper).not.toHaveBeenCalled()
  expect(commands.savePaper).not.toHaveBeenCalled()
})

test('where there is no printer the button says so; what no font has is named', async () => {
  may('issue_slip')
  vi.mocked(commands.printers).mockResolvedValue([])
  vi.mocked(commands.paper).mockRejectedValue(
    new DeskError('unprintable', {}, undefined, [
      { field: '现象', character: '𠮷', code_point: 'U+20BB7' },
    ] as never),
  )
  asDialog()
  expect(await screen.findByText(/有字印不出来：现象/)).toBeInTheDocument()
  await waitFor(() => expect(screen.getByTestId('print-paper')).toHaveAttribute('aria-disabled', 'true'))
})
