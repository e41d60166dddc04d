import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { commands, DeskError } from '@/ipc'
import { undoToast } from '@/shared/toasts'
import {
  edit,
  hours,
  lastToast,
  open,
  page,
  playbook,
  pressable,
  publishButton,
  setUp,
  shelf,
  shelve,
  statement,
} from './library.testdesk'
import { inOrder } from './statement/state'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    catalogue: vi.fn(),
    library: vi.fn(),
    findPlaybooks: vi.fn(),
    libraryItem: vi.fn(),
    libraryDiff: vi.fn(),
    lookOver: vi.fn(),
    publish: vi.fn(),
    confirmRule: vi.fn(),
    takeOut: vi.fn(),
    exportLibrary: vi.fn(),
    offerLibrary: vi.fn(),
    importLibrary: vi.fn(),
    checkWording: vi.fn(),
    rules: vi.fn(),
    draft: vi.fn(),
    saveDraft: vi.fn(),
    discardDraft: vi.fn(),
  },
}))

beforeEach(setUp)

describe('the list', () => {
  test('says who changed a part last, leaves out what was taken out, and finds what the desk finds', async () => {
    shelve(null, 'playbook/general', '1001')
    vi.mocked(commands.findPlaybooks).mockResolvedValue([{ id: 'broadband_cuts_out', excerpt: null }])
    await open()
    const list = await screen.findByRole('listbox', { name: '场景话术' })
    expect(within(list).getAllByRole('option')).toHaveLength(1)
    expect(list).toHaveTextContent('随程序提供')
    await userEvent.click(screen.getByRole('checkbox', { name: '显示已撤下的 1 项' }))
    expect(within(list).getAllByRole('option')[0]).toHaveTextContent(/通用话术.*李娜/)
    await userEvent.type(screen.getByRole('searchbox'), 'kdpf')
    await waitFor(() => expect(commands.findPlaybooks).toHaveBeenLastCalledWith('kdpf'))
    await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(1))
  })
  test('has statements that hold on top and ended ones below', async () => {
    await open('/library/statement')
    const list = await screen.findByRole('listbox', { name: '统一口径' })
    await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(2))
    const [first, second] = within(list).getAllByRole('option')
    expect(first).toHaveTextContent(/光缆中断.*生效中/)
    expect(second).toHaveTextContent(/城西检修.*已结束/)
    expect(inOrder([statement('a', '', hours(1), hours(2))], Date.now())).toHaveLength(1)
  })
  test('that can’t be read says so and is read again', async () => {
    vi.mocked(commands.library).mockRejectedValueOnce(new DeskError('damaged', { path: 'x' }))
    await open()
    expect(await screen.findByRole('alert')).toHaveTextContent('数据文件已损坏')
    await userEvent.click(screen.getByRole('button', { name: '重新加载' }))
    expect(await page()).toHaveTextContent('通用话术')
  })
})

describe('a wording', () => {
  const here = '/library/playbook/broadband_cuts_out'
  test('that hurts is told beside it, mended, published, and the draft is gone', async () => {
    await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.clear(zh)
    await userEvent.type(zh, '您先冷静一下。')
    const opened = screen.getByTestId('sentence-open')
    await waitFor(() => expect(opened).toHaveTextContent('可以说：您慢慢说'), { timeout: 2_000 })
    await waitFor(() => expect(commands.saveDraft).toHaveBeenCalled(), { timeout: 2_500 })
    const [key, json] = vi.mocked(commands.saveDraft).mock.lastCall!
    expect(key).toBe('library')
    expect(json).toContain('您先冷静一下。')
    expect(json).toContain('"basedOn":1')

    await userEvent.clear(zh)
    await userEvent.type(zh, '您慢慢讲，我记着。')
    await waitFor(() => expect(opened).not.toHaveTextContent('可以说'), { timeout: 2_000 })
    await userEvent.type(screen.getByRole('textbox', { name: '改了什么（选填）' }), '换个说法')
    await pressable()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(commands.publish).toHaveBeenCalledOnce())
    const [sent, basedOn, note] = vi.mocked(commands.publish).mock.lastCall!
    expect(sent.kind === 'playbook' && sent.item.wordings[0]?.zh).toBe('您慢慢讲，我记着。')
    expect([basedOn, note]).toEqual([1, '换个说法'])
    await waitFor(() => expect(lastToast().text).toBe('已发布第 2 版，全厅可用'))
    await waitFor(() => expect(commands.discardDraft).toHaveBeenCalledWith('library'))
    expect(screen.queryByTestId('publish-bar')).toBeNull()
  })
  test('takes a slot after a brace, shows it filled, and tells what only one language asks for', async () => {
    await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.clear(zh)
    await userEvent.type(zh, '{{cus')
    expect(await screen.findByRole('option', { name: /称呼/ })).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{Enter}')
    expect(zh).toHaveValue('{customer}')
    await userEvent.type(zh, '，您好。')
    const opened = screen.getByTestId('sentence-open')
    await waitFor(() => expect(opened).toHaveTextContent('张先生，您好。'), { timeout: 2_000 })
    expect(zh).toHaveAccessibleDescription('中英文插入的内容不一致：称呼')
  })
  test('still being written does not keep the others from being looked over', async () => {
    await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.clear(zh)
    await userEvent.type(zh, '{{cust')
    await userEvent.keyboard('{Escape}')
    await waitFor(
      () => {
        const [item] = vi.mocked(commands.lookOver).mock.lastCall!
        expect(item.kind === 'playbook' && item.item.wordings.map((one) => one.zh)).toEqual([
          '—',
          '{customer}，让您久等了。',
        ])
      },
      { timeout: 2_000 },
    )
    expect(zh).toHaveAccessibleDescription('左花括号没有配对')
    expect(publishButton()).toHaveAccessibleDescription('还有 1 处没写好')
    await userEvent.click(publishButton())
    expect(commands.publish).not.toHaveBeenCalled()
  })
  test('is moved by Alt+↓, taken out and put back', async () => {
    await open(here)
    const first = () =>
      [...document.querySelectorAll('.sentence .words')].map((one) => one.textContent).join('|')
    const { zh } = await edit('您慢慢说')
    zh.focus()
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(first()).toMatch(/让您久等了.*您慢慢说/))
    await edit('您慢慢说')
    await userEvent.click(screen.getByRole('button', { name: '删除' }))
    expect(first()).not.toContain('您慢慢说')
    await undoToast(lastToast().id)
    await waitFor(() => expect(first()).toContain('您慢慢说'))
  })
  test('of a draft is there again, and is thrown away with undo', async () => {
    const item = playbook()
    item.wordings[0]!.zh = '昨天写到一半'
    vi.mocked(commands.draft).mockResolvedValue(
      JSON.stringify({
        'playbook/broadband_cuts_out': { item: { kind: 'playbook', item }, basedOn: 1 },
      }),
    )
    await open(here)
    expect(await page()).toHaveTextContent('昨天写到一半')
    expect(screen.getByRole('option', { name: /宽带频繁中断/ })).toHaveTextContent('未发布')
    await userEvent.click(screen.getByTestId('discard'))
    expect(await page()).toHaveTextContent('您慢慢说')
    await undoToast(lastToast().id)
    await waitFor(async () => expect(await page()).toHaveTextContent('昨天写到一半'))
  })
  test('left unpublished is kept, and leaving says so', async () => {
    const { router } = await open(here)
    const { zh } = await edit('您慢慢说')
    await userEvent.type(zh, '好。')
    await router.push('/')
    await waitFor(() => expect(lastToast().text).toContain('有 1 项改动还没有发布'))
    await waitFor(() => expect(commands.saveDraft).toHaveBeenCalled())
  })
})

describe('when somebody published meanwhile', () => {
  test('one’s own text stays, the difference is offered, and going on takes a word', async () => {
    await open('/library/playbook/broadband_cuts_out')
    vi.mocked(commands.libraryDiff).mockResolvedValue([{ change: 'added', text: '  "zh": "别人的话",' }])
    const { zh } = await edit('您慢慢说')
    await userEvent.type(zh, '我的话。')
    const theirs = playbook()
    theirs.wordings[1]!.zh = '别人的话 {customer}'
    shelve({ kind: 'playbook', item: theirs }, 'playbook/broadband_cuts_out', '1001')
    await pressable()
    await userEvent.click(publishButton())
    const notice = await screen.findByTestId('stale')
    expect(notice).toHaveTextContent('李娜')
    expect(notice).toHaveTextContent('第 2 版')
    expect(zh).toHaveValue('您慢慢说，我在听。我的话。')
    await userEvent.click(within(notice).getByRole('button', { name: '看对方改了什么' }))
    expect(await screen.findByTestId('diff')).toHaveTextContent('别人的话')
    expect(commands.libraryDiff).toHaveBeenLastCalledWith(expect.anything(), 1, 2)
    await userEvent.click(within(screen.getByTestId('stale')).getByRole('button', { name: /发布我的/ }))
    await pressable()
    await userEvent.click(publishButton())
    await waitFor(() => expect(vi.mocked(commands.publish).mock.lastCall![1]).toBe(2))
    await waitFor(() => expect(shelf.get('playbook/broadband_cuts_out')!.versions).toHaveLength(3))
  })
})
