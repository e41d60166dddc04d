import userEvent from '@testing-library/user-event'
import { render, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { installKeyboard } from '@/app/keys/keyboard'
import {
  commands,
  DeskError,
  queryClient,
  type AdviceView,
  type PracticeAnswer,
  type PracticeResult,
  type PracticeTalk,
  type PracticeTurn,
} from '@/ipc'
import { violations } from '@/test-axe'
import AdviceDialog from './AdviceDialog.vue'
import { linePoints, movedFrom } from './mood'
import PracticeScreen from './PracticeScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    start: vi.fn(),
    catalogue: vi.fn(),
    practice: vi.fn(),
    practise: vi.fn(),
    advice: vi.fn(),
    saveDraft: vi.fn(),
  },
}))

const angry = (strength: number) => ({ emotion: 'angry' as const, strength })
const turnOf = (answer: PracticeAnswer): PracticeTurn => {
  const typed = 'typed' in answer && answer.typed !== undefined
  return {
    step: 'listen',
    customer: '又断了！',
    answer: typed ? String(answer.typed) : '您说，我记着。',
    quality: typed ? 'poor' : 'good',
    why: typed ? null : '先听完。',
    own: typed ? { like: null, unheard: ['statement'] } : null,
    met: typed ? [] : ['statement'],
    warnings: typed
      ? [
          {
            kind: 'orders',
            pattern: 'calm',
            start: 0,
            end: 2,
            said: '冷静',
            reason: '客户听到的是命令。',
            rewrite: { start: 0, end: 2, text: '您慢慢说', loses: [] },
            printed: null,
          },
        ]
      : [],
    mood: angry(typed ? 5 : 2),
  }
}
const GATES = [
  'statement',
  'apology',
  'read_back',
  'second_offer',
  'owner_and_due',
  'answer',
  'call_back',
] as const
const whole: Pick<PracticeResult, 'gates' | 'lapses'> = {
  gates: GATES.map((gate) => ({ gate, met: true, cost: 0 })),
  lapses: [],
}
/** A talk of two answers. */
function talkOf(answers: readonly PracticeAnswer[]): PracticeTalk {
  const turns = answers.slice(0, 2).map(turnOf)
  const over = turns.length === 2
  return {
    title: '一个月断了三回',
    briefing: '本月申告过三次。',
    customer: '张建国',
    playbook: 'broadband_cuts_out',
    turns,
    says: over ? '行，我等师傅电话。' : `第 ${turns.length + 1} 句`,
    mood: turns.at(-1)?.mood ?? angry(4),
    step: over ? null : 'listen',
    choices: over
      ? []
      : [
          { id: 'a', say: '您冷静一下。' },
          { id: 'b', say: '号码报一下。' },
          { id: 'c', say: '您说，我记着。' },
        ],
    result: over
      ? {
          outcome: 'settled',
          why: '说清了谁、几点。',
          points: 78,
          passed: true,
          said: 82,
          warnings: turns.flatMap((turn) => turn.warnings).length,
          warnings_cost: 4 * turns.flatMap((turn) => turn.warnings).length,
          ...whole,
          mood_before: angry(4),
          mood_after: turns.at(-1)!.mood,
        }
      : null,
  }
}
let stop: () => void
async function open(path = '/practice') {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/practice/:id?', name: 'practice', props: true, component: PracticeScreen },
      { path: '/library/:kind?/:id?', name: 'library', component: { template: '<p>库</p>' } },
      { path: '/', name: 'queue', component: { template: '<p>队列</p>' } },
    ],
  })
  await router.push(path)
  return { router, ...render({ template: '<RouterView />' }, { global: { plugins: [router] } }) }
}
beforeEach(() => {
  vi.clearAllMocks()
  queryClient.clear()
  stop?.()
  stop = installKeyboard()
  vi.mocked(commands.catalogue).mockResolvedValue([])
  vi.mocked(commands.practice).mockResolvedValue([
    { id: 'outage', title: '一个月断了三回', category: '2.2', mood: angry(4) },
    { id: 'curt', title: '态度生硬', category: '7.1', mood: { emotion: 'disappointed', strength: 0 } },
  ])
  vi.mocked(commands.practise).mockImplementation(async (_, answers) => talkOf(answers))
})

describe('the customers', () => {
  test('are listed with their mood in words; Enter begins', async () => {
    const { router } = await open()
    const list = await screen.findByRole('listbox')
    expect(within(list).getAllByRole('option')[0]).toHaveTextContent('愤怒，强度 4（最高 5）')
    expect(within(list).getAllByRole('option')[1]).toHaveTextContent('情绪已平复')
    expect(await violations()).toEqual([])
    within(list).getAllByRole('option')[0]!.focus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(router.currentRoute.value.params.id).toBe('outage'))
    expect(screen.getByText('练习：不涉及真实客户，什么都不保存')).toBeInTheDocument()
  })
  test('that can’t be read are told', async () => {
    vi.mocked(commands.practice).mockRejectedValue(new DeskError('internal'))
    await open()
    expect(await screen.findByRole('alert')).toHaveTextContent('程序出了问题')
  })
  test('there being none is told', async () => {
    vi.mocked(commands.practice).mockResolvedValue([])
    await open()
    expect(await screen.findByText('还没有可练习的客户')).toBeInTheDocument()
  })
})

describe('a talk', () => {
  test('is played by digits to its result, and nothing is kept', async () => {
    const { router } = await open('/practice/outage')
    await screen.findByText('第 1 句')
    await userEvent.keyboard('3')
    await screen.findByText('第 2 句')
    expect(screen.getByText('先听完。')).toBeInTheDocument()
    expect(await violations()).toEqual([])
    await userEvent.keyboard('3')
    const result = await screen.findByTestId('result')
    expect(result).toHaveTextContent('78 分')
    expect(result).toHaveTextContent('过关')
    expect(result).toHaveTextContent('客户满意，谈妥了')
    expect(result).toHaveTextContent('回答 82 分')
    expect(result).toHaveTextContent('没有跳步')
    expect(within(result).getAllByText('已做到')).toHaveLength(7)
    expect(result).not.toHaveTextContent('扣')
    expect(result).not.toHaveTextContent('不算过关')
    expect(within(result).getByRole('img')).toHaveAccessibleName('强度依次为 4 → 2 → 2')
    expect(vi.mocked(commands.practise).mock.lastCall).toEqual(['outage', [{ choice: 'c' }, { choice: 'c' }]])
    expect(commands.saveDraft).not.toHaveBeenCalled()
    expect(await violations()).toEqual([])
    await userEvent.click(screen.getByTestId('again'))
    expect(await screen.findByText('第 1 句')).toBeInTheDocument()
    await userEvent.keyboard('3')
    await screen.findByText('第 2 句')
    await userEvent.keyboard('3')
    await userEvent.click(await screen.findByTestId('next-customer'))
    await waitFor(() => expect(router.currentRoute.value.params.id).toBe('curt'))
  })
  test('tells which gates were not met, which steps were skipped or gone back to, and what each cost', async () => {
    vi.mocked(commands.practise).mockImplementation(async (_, answers) => {
      const talk = talkOf(answers)
      if (talk.result === null) return talk
      const gates = GATES.map((gate) => {
        const met = gate !== 'apology' && gate !== 'call_back'
        return { gate, met, cost: met ? 0 : 5 }
      })
      const lapses: PracticeResult['lapses'] = [
        { step: 'apologize', kind: 'skipped', cost: 8 },
        { step: 'propose', kind: 'gone_back_to', cost: 8 },
      ]
      return { ...talk, result: { ...talk.result, points: 60, passed: false, gates, lapses } }
    })
    await open('/practice/outage')
    for (const line of ['第 1 句', '第 2 句']) {
      await screen.findByText(line)
      await userEvent.keyboard('3')
    }
    const result = await screen.findByTestId('result')
    for (const told of ['道歉没做到扣5分', '约定回访没做到扣5分', '致歉：跳过扣8分', '方案：回头补扣8分'])
      expect(result.textContent?.replaceAll(/\s/g, '')).toContain(told)
    expect(within(result).getAllByText('已做到')).toHaveLength(5)
    expect(result).toHaveTextContent('流程有缺，不算过关')
    expect(await violations()).toEqual([])
  })
  test('tells of own words what they come close to and what was not heard', async () => {
    vi.mocked(commands.practise).mockImplementation(async (_, answers) => {
      const talk = talkOf(answers)
      const own: PracticeTurn['own'][] = [
        { like: '您说，我记着。', unheard: [] },
        { like: null, unheard: ['apology', 'call_back'] },
      ]
      const turns = talk.turns.map((turn, at) => ({
        ...turn,
        quality: 'fair' as const,
        own: own[at] ?? null,
      }))
      return { ...talk, turns }
    })
    await open('/practice/outage')
    await screen.findByText('第 1 句')
    await userEvent.keyboard('3')
    expect(await screen.findByText('与这句相近：“您说，我记着。”')).toBeInTheDocument()
    await screen.findByText('第 2 句')
    await userEvent.keyboard('3')
    const result = await screen.findByTestId('result')
    expect(result).toHaveTextContent('没听出与哪句相近')
    expect(result).toHaveTextContent('没听到：道歉、约定回访')
  })
  test('in own words goes by Ctrl+Enter; digits typed there are text, and what hurts has its rewrite', async () => {
    await open('/practice/outage')
    await screen.findByText('第 1 句')
    const field = screen.getByRole('textbox')
    await userEvent.type(field, '冷静3')
    expect(commands.practise).toHaveBeenCalledTimes(1)
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('第 2 句')
    expect(vi.mocked(commands.practise).mock.lastCall![1]).toEqual([{ typed: '冷静3' }])
    expect(field).toHaveValue('')
    expect(screen.getByText(/可以说：您慢慢说/)).toBeInTheDocument()
  })
  test('can keep its feedback for the end', async () => {
    await open('/practice/outage')
    await screen.findByText('第 1 句')
    await userEvent.click(screen.getByRole('radio', { name: '最后一起看' }))
    ;(document.activeElement as HTMLElement).blur()
    await userEvent.keyboard('3')
    await screen.findByText('第 2 句')
    expect(screen.queryByText('先听完。')).toBeNull()
    await userEvent.keyboard('3')
    expect(await screen.findByTestId('result')).toHaveTextContent('先听完。')
  })
  test('takes an answer back', async () => {
    await open('/practice/outage')
    await screen.findByText('第 1 句')
    await userEvent.keyboard('1')
    await screen.findByText('第 2 句')
    await userEvent.click(screen.getByRole('button', { name: '收回上一句' }))
    expect(await screen.findByText('第 1 句')).toBeInTheDocument()
  })
  test('that fails says so and is asked for again', async () => {
    vi.mocked(commands.practise).mockRejectedValueOnce(new DeskError('unknown_item'))
    await open('/practice/outage')
    expect(await screen.findByRole('alert')).toHaveTextContent('没有这一项')
    await userEvent.click(screen.getByRole('button', { name: '重新加载' }))
    expect(await screen.findByText('第 1 句')).toBeInTheDocument()
  })
})

test('the line of moods goes up with the feeling and never leaves its picture', () => {
  expect(linePoints([angry(0), angry(5), angry(9)], 100, 50)).toEqual([
    { x: 0, y: 50 },
    { x: 50, y: 0 },
    { x: 100, y: 0 },
  ])
  expect(linePoints([angry(1)], 100, 50)).toEqual([{ x: 0, y: 40 }])
  expect([
    movedFrom(angry(3), angry(2)),
    movedFrom(angry(2), angry(3)),
    movedFrom(angry(2), angry(2)),
  ]).toEqual(['better', 'worse', 'same'])
})

test('advice is chosen for the moment and forgotten when it closes', async () => {
  const counsel = (id: string, title: string) => ({
    id,
    title,
    signs: ['声音忽然变大'],
    moves: ['先停三秒'],
    say: ['您说，我在听'],
    avoid: ['打断'],
  })
  const advice: AdviceView = {
    behaviours: [counsel('outburst', '情绪突然爆发'), counsel('details', '条款规则很熟')],
    ways: [counsel('mirror', '重复要点')],
    postures: [{ step: 'listen', moves: ['身体前倾'], avoid: ['抱臂'] }],
    breathing: { in_seconds: 4, out_seconds: 6, lines: [] },
    step_out: ['请同事接手两分钟'],
  }
  vi.mocked(commands.advice).mockResolvedValue(advice)
  const { unmount } = render(AdviceDialog, { props: { open: true } })
  await userEvent.click(await screen.findByRole('radio', { name: '情绪突然爆发' }))
  const dialog = screen.getByRole('dialog')
  expect(dialog).toHaveTextContent('先停三秒')
  expect(await violations()).toEqual([])
  await userEvent.click(within(dialog).getByRole('radio', { name: '姿态语气' }))
  expect(dialog).toHaveTextContent('身体前倾')
  await userEvent.click(within(dialog).getByRole('radio', { name: '请人接手' }))
  expect(dialog).toHaveTextContent('请同事接手两分钟')
  unmount()
  render(AdviceDialog, { props: { open: true } })
  expect(await screen.findByText('选一种，看看怎么应对')).toBeInTheDocument()
  expect(commands.saveDraft).not.toHaveBeenCalled()
})
