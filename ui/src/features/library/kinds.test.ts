import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { commands, DeskError, type Item } from '@/ipc'
import { undoToast } from '@/shared/toasts'
import { violations } from '@/test-axe'
import {
  both,
  checklist,
  edit,
  harsh,
  lastToast,
  open,
  page,
  playbook,
  pressable,
  publishButton,
  put,
  setUp,
  shelf,
} from './library.testdesk'
import { readLines } from './part/diffText'

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

describe('versions', () => {
  test('are compared, taken up again, and that is taken back', async () => {
    const second = playbook({ aim: both('新的目标') })
    put({ kind: 'playbook', item: second }, '1001')
    vi.mocked(commands.libraryDiff).mockResolvedValue([
      { change: 'removed', text: '    "zh": "查清楚，修好",' },
      { change: 'added', text: '    "zh": "新的目标",' },
    ])
    await open('/library/playbook/broadband_cuts_out')
    await userEvent.click(await screen.findByRole('radio', { name: '版本 2' }))
    const diff = await screen.findByTestId('diff')
    expect(diff.querySelector('ins')).toHaveTextContent('新的目标')
    expect(diff.querySelector('del')).toHaveTextContent('查清楚，修好')
    expect(diff).toHaveTextContent('删除：')
    await userEvent.click(screen.getByRole('button', { name: '重新启用' }))
    await waitFor(() => expect(lastToast()?.text).toBe('已发布为第 3 版'))
    const newest = () => shelf.get('playbook/broadband_cuts_out')!.items[0]
    expect(newest()).toMatchObject({ item: { aim: { zh: '查清楚，修好' } } })
    expect(await screen.findAllByTestId('version')).toHaveLength(3)
    await undoToast(lastToast().id)
    await waitFor(() => expect(newest()).toMatchObject({ item: { aim: { zh: '新的目标' } } }))
  })
  test('a part is taken out and brought back', async () => {
    await open('/library/playbook/broadband_cuts_out')
    await userEvent.click(await screen.findByTestId('take-out'))
    await waitFor(() => expect(lastToast()?.text).toBe('已撤下，各版本仍保留'))
    await undoToast(lastToast().id)
    await waitFor(() => expect(shelf.get('playbook/broadband_cuts_out')!.items[0]).not.toBeNull())
    expect(vi.mocked(commands.publish).mock.lastCall![1]).toBe(2)
  })
  test('are read without the file’s own marks', () => {
    const lines = readLines([
      { change: 'same', text: '  "wordings": [' },
      { change: 'removed', text: '      "confirmed": true,' },
      { change: 'added', text: '      "confirmed": false' },
      { change: 'skipped', text: '' },
      { change: 'skipped', text: '' },
      { change: 'added', text: '    "angry"' },
      { change: 'added', text: '    "per_mille_per_day_of": "arrears",' },
    ])
    expect(lines).toEqual([
      { change: 'removed', key: '已核实', words: '是' },
      { change: 'added', key: '已核实', words: '否' },
      { change: 'skipped', key: '', words: '' },
      { change: 'added', key: '', words: '愤怒' },
      { change: 'added', key: '以什么为准', words: '欠费金额' },
    ])
  })
})

describe('import', () => {
  test('a broken file shows each fault with its line, and there is nothing to take in', async () => {
    vi.mocked(commands.offerLibrary).mockRejectedValue(
      new DeskError(
        'bad_library',
        {},
        undefined,
        [],
        [
          { line: 41, code: 'slots_differ', about: 'bill' },
          { line: 0, code: 'cycle', about: 'a → b → a' },
        ],
      ),
    )
    await open()
    await userEvent.click(await screen.findByTestId('import'))
    const dialog = await screen.findByRole('dialog', { name: '这个文件不能导入' })
    const rows = within(dialog).getAllByRole('row').slice(1)
    expect(rows.map((row) => row.textContent)).toEqual([
      '41中英文要填的空不一致：bill',
      '—核查清单绕回了原处：a → b → a',
    ])
    expect(within(dialog).queryByTestId('take-in')).toBeNull()
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(commands.importLibrary).not.toHaveBeenCalled()
    expect(await violations()).toEqual([])
  })
  test('a sound one is shown first and taken in by a word', async () => {
    const preview = {
      added: [{ kind: 'playbook' as const, item: playbook({ id: 'new', title: both('新场景') }) }],
      changed: [{ kind: 'checklist' as const, item: checklist }],
      same: 7,
    }
    vi.mocked(commands.offerLibrary).mockResolvedValue(preview)
    vi.mocked(commands.importLibrary).mockResolvedValue(preview)
    await open()
    await userEvent.click(await screen.findByTestId('import'))
    const dialog = await screen.findByRole('dialog')
    expect(dialog).toHaveTextContent('新增 1 项')
    expect(dialog).toHaveTextContent('新场景')
    expect(dialog).toHaveTextContent('光猫核查')
    expect(dialog).toHaveTextContent('另有 7 项')
    expect(commands.importLibrary).not.toHaveBeenCalled()
    await userEvent.type(within(dialog).getByRole('textbox'), '省公司新版')
    const reads = vi.mocked(commands.library).mock.calls.length
    await userEvent.click(within(dialog).getByTestId('take-in'))
    await waitFor(() => expect(commands.importLibrary).toHaveBeenCalledWith('省公司新版'))
    await waitFor(() => expect(vi.mocked(commands.library).mock.calls.length).toBeGreaterThan(reads))
  })
  test('nothing chosen is nothing done', async () => {
    vi.mocked(commands.offerLibrary).mockResolvedValue(null)
    await open()
    await userEvent.click(await screen.findByTestId('import'))
    await waitFor(() => expect(commands.offerLibrary).toHaveBeenCalled())
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

test('a new statement is written, published and stands on top', async () => {
  await open('/library/statement')
  await userEvent.click(await screen.findByTestId('new'))
  const title = within(await screen.findByTestId('sentence-open')).getAllByRole('textbox')
  await waitFor(() => expect(title[0]).toHaveFocus())
  await userEvent.keyboard('东区断电{Enter}Power cut{Enter}')
  await waitFor(() => expect(document.activeElement).toHaveAccessibleName('统一这样说 · 中文'))
  await userEvent.keyboard('正在抢修，请您放心。')
  await userEvent.click(screen.getByTestId('same-in-english'))
  const places = screen.getByRole('textbox', { name: /^仅限哪些地方/ })
  await userEvent.type(places, '南湖花园，望桥新村，')
  expect(places).toHaveValue('南湖花园，望桥新村，')
  await pressable()
  await userEvent.click(publishButton())
  await waitFor(() => expect(commands.publish).toHaveBeenCalled())
  const [sent, basedOn] = vi.mocked(commands.publish).mock.lastCall!
  expect(basedOn).toBe(0)
  expect(sent).toMatchObject({
    kind: 'statement',
    item: {
      id: 'statement',
      title: { zh: '东区断电', en: 'Power cut' },
      text: { en: '正在抢修，请您放心。' },
      places: ['南湖花园', '望桥新村'],
    },
  })
  const list = screen.getByRole('listbox')
  await waitFor(() => expect(within(list).getAllByRole('option')).toHaveLength(3))
  expect(within(list).getByRole('option', { name: /东区断电/ })).toHaveTextContent('生效中')
  expect(screen.queryByTestId('publish-bar')).toBeNull()
})

test('a checklist is a tree; where it goes in a circle is told', async () => {
  await open('/library/checklist/light')
  const here = await page()
  expect(here).toHaveTextContent('亮什么灯？')
  expect(here).toHaveTextContent('光路断了')
  expect(here).toHaveTextContent('又回到第 1 问，会绕圈')
  expect(here).toHaveTextContent('第 1 问会绕圈，请改去向')
  await edit('绿灯')
  await userEvent.click(screen.getByRole('radio', { name: '到此为止' }))
  await waitFor(() => expect(here).not.toHaveTextContent('会绕圈'))
  const save = () =>
    JSON.parse(vi.mocked(commands.saveDraft).mock.lastCall![1]) as Record<string, { item: Item }>
  await waitFor(() => expect(commands.saveDraft).toHaveBeenCalled(), { timeout: 2_500 })
  expect(save()['checklist/light']?.item).toMatchObject({
    item: { questions: [{ answers: [{}, { id: 'green', open: true }] }] },
  })
  expect(JSON.stringify(save())).not.toContain('"next"')
})

test('patterns are found by kind and word, tried out on a sentence, and a broken one says why', async () => {
  vi.mocked(commands.checkWording).mockResolvedValue(harsh('冷静'))
  vi.mocked(commands.lookOver).mockResolvedValue({
    faults: [{ line: 0, code: 'bad_pattern', about: 'policy: a group is not closed' }],
    heard: [],
  })
  await open('/library/patterns')
  await userEvent.type(await screen.findByRole('textbox', { name: '试一句' }), '您先冷静')
  await waitFor(() => expect(screen.getByTestId('found')).toHaveTextContent('客户听到的是命令'))
  await userEvent.click(screen.getByRole('button', { name: /看“冷静”用的是哪一条/ }))
  await waitFor(() => expect(screen.queryByText('这是规定')).toBeNull())
  expect(screen.getByText('你冷静')).toBeInTheDocument()
  await userEvent.clear(screen.getByRole('searchbox', { name: '搜索提醒' }))
  await userEvent.click(screen.getByRole('button', { name: '修改：这是规定' }))
  await userEvent.type(screen.getByRole('textbox', { name: '找什么' }), '(')
  await waitFor(
    () =>
      expect(screen.getByRole('textbox', { name: '找什么' })).toHaveAccessibleDescription(/用语规则写得不对/),
    { timeout: 2_000 },
  )
  expect(await violations()).toEqual([])
})

test('what makes a pattern harmless may hold commas, and is written a line each', async () => {
  await open('/library/patterns')
  const commas = '(同事|师傅)说(过|,|:)?'
  expect(await screen.findByText(commas)).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: '修改：前面有这些字样时不提醒' }))
  const zh = screen.getByRole('textbox', { name: '前面有这些字样时不提醒 · 中文' })
  expect(zh).toHaveValue(`${commas}\n我没有说`)
  expect(zh).toHaveAccessibleDescription('一行写一条，逗号算在里面')
  // To open it changes nothing.
  expect(screen.queryByTestId('publish-bar')).toBeNull()
  await userEvent.type(zh, '{Enter}不是要您，')
  await pressable()
  await userEvent.click(publishButton())
  await waitFor(() =>
    expect(shelf.get('patterns/patterns')!.items[0]).toMatchObject({
      item: { unless_before: { zh: [commas, '我没有说', '不是要您，'], en: [] } },
    }),
  )
})

test('a rule is confirmed beside its source, and that is taken back', async () => {
  const rule = {
    id: 'law',
    kind: 'law' as const,
    title: both('修障超时免月租'),
    source: both('条例第三十二条'),
    says: both('免月租'),
    confirmed: false,
    remedy: 'rent_waiver' as const,
    formula: { per_day_of: 'monthly_rent' as const, divisor: 30 },
  }
  put({ kind: 'rule', item: rule })
  vi.mocked(commands.rules).mockResolvedValue([
    {
      ...rule,
      title: rule.title.zh,
      source: rule.source.zh,
      cited: rule.source.zh,
      says: rule.says.zh,
      input: 'monthly_rent',
      counts_days: true,
      besides_refund: false,
    },
  ])
  await open('/library/rule', { edit: false, confirms: true })
  await userEvent.click(await screen.findByRole('button', { name: '去核实' }))
  expect(await page()).toHaveTextContent('条例第三十二条')
  await userEvent.click(screen.getByTestId('confirm'))
  await waitFor(() => expect(lastToast()?.text).toContain('已标为核实'))
  expect(shelf.get('rule/law')!.items[0]).toMatchObject({ item: { confirmed: true } })
  await undoToast(lastToast().id)
  await waitFor(() => expect(shelf.get('rule/law')!.items[0]).toMatchObject({ item: { confirmed: false } }))
})

test('who edits the library is not offered to confirm a rule', async () => {
  put({
    kind: 'rule',
    item: {
      id: 'law',
      kind: 'law',
      title: both('修障超时免月租'),
      source: both('条例第三十二条'),
      says: both('免月租'),
      confirmed: true,
      remedy: null,
      formula: null,
    },
  })
  await open('/library/rule/law')
  expect(await page()).toHaveTextContent('由系统管理员重新核实')
  for (const id of ['confirm', 'unconfirm']) expect(screen.queryByTestId(id)).toBeNull()
})

test('who only reads can change nothing', async () => {
  await open('/library/playbook/broadband_cuts_out', { edit: false })
  expect(await page()).toHaveTextContent('您慢慢说')
  expect(screen.getByText('只读')).toBeInTheDocument()
  expect(screen.queryAllByTestId('edit')).toEqual([])
  for (const id of ['import', 'new', 'take-out', 'publish-bar']) expect(screen.queryByTestId(id)).toBeNull()
  expect(await violations()).toEqual([])
})

test('axe finds nothing against an open text', async () => {
  await open('/library/playbook/broadband_cuts_out')
  await edit('您慢慢说')
  expect(await violations()).toEqual([])
})
