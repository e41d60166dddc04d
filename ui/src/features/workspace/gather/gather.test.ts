import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { shallowRef } from 'vue'
import { installKeyboard } from '@/app/keys/keyboard'
import type { Asked, Check, Coaching, Detail, Fact, Followed, Missing, QuestionGloss, Ticket } from '@/ipc'
import { nothing, words } from '../coach/stage'
import { stage } from '../propose/stage'
import GatherStep from './GatherStep.vue'

const facts = vi.hoisted(() => ({ draft: null as string | null }))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: (key: string) => Promise.resolve(key.endsWith(':facts') ? facts.draft : null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
    catalogue: () => Promise.resolve([]),
    checkWording: () => Promise.resolve([]),
    readBack: ({ when }: { when?: string }) => Promise.resolve(`${when}起掉线。`),
  },
}))
const coaching = shallowRef<Coaching>()
vi.mock('../coach/coaching', () => ({ useCoaching: () => ({ coaching }) }))

const intake = { category: '2.2', complainant: { name: '张', address: 'sir' } } as Ticket['intake']
const gather = (change: Partial<Ticket> = {}, missing: Missing[] = []) =>
  stage(
    GatherStep,
    { step: 'gather', facts: { who: '张先生' }, checks: [], read_back: null, intake, ...change },
    { missing: [{ step: 'gather', missing }] },
  )
let uninstall: () => void
beforeEach(() => {
  uninstall = installKeyboard()
  facts.draft = null
  coaching.value = { ...nothing }
})
afterEach(() => uninstall())

test('a time that can’t be read survives a restart, counts as known and is recorded as worded', async () => {
  facts.draft = JSON.stringify({ occurred_typed: '上个月底' })
  const { panel } = await gather()
  expect(await screen.findByDisplayValue('上个月底')).toBeInTheDocument()
  await waitFor(() => expect(screen.getByDisplayValue('上个月底起掉线。')).toBeInTheDocument())
  expect(panel().covered?.()).toContain('when')
  const [record] = panel().pending()
  expect(record).toMatchObject({ do: 'record_facts', facts: { when: '上个月底', occurred: null } })
  expect(record).not.toHaveProperty('facts.occurred_typed')
})

const check = (question: string, finding: string): Check => ({ question, finding })

test('the six facts at a glance: what the category needs, what is there, what comes next', async () => {
  await gather({}, ['when', 'what', 'how', 'read_back'])
  const meter = within(await screen.findByRole('group', { name: '六项事实' }))
  const states = () => meter.getAllByRole('button').map((part) => part.textContent)
  expect(states()).toEqual(['何人已有', '何时还缺', '何处可不填', '何事还缺', '何因可不填', '期望还缺'])
  await userEvent.type(screen.getByLabelText('何事'), '掉线')
  expect(states()[3]).toBe('何事已有')
  await userEvent.click(meter.getByText('期望'))
  expect(screen.getByLabelText('期望如何解决')).toHaveFocus()
})

test('the meter and the fields speak the category’s words; what is told by half is said, and blocks nothing', async () => {
  const meaning = (fact: Fact, says: string, names: Detail[] = []) => ({ fact, says, names })
  coaching.value = {
    ...nothing,
    facts: [meaning('when', '哪个账期，哪天扣的'), meaning('what', '哪一项费用，多少钱', ['sum'])],
  }
  const { panel } = await gather({}, ['when', 'what'])
  const means = () => screen.getByTestId('means').textContent
  expect((await screen.findByLabelText('客户的说法')).getAttribute('placeholder')).toBe('哪个账期，哪天扣的')
  const what = screen.getByLabelText('何事')
  expect(what).toHaveAttribute('placeholder', '哪一项费用，多少钱')
  expect(means()).toBe('何时：哪个账期，哪天扣的')
  await userEvent.type(screen.getByLabelText('客户的说法'), '10月账单')
  expect(means()).toBe('何事：哪一项费用，多少钱')
  await userEvent.type(what, '会员费不明')
  expect(what).toHaveAccessibleDescription('还没写多少钱')
  expect(means()).toBe('何事：还没写多少钱')
  expect(panel().covered?.()).toContain('what')
  await userEvent.type(what, '，十五块')
  expect(what).not.toHaveAccessibleDescription('还没写多少钱')
  expect(means()).toBe('')
})

describe('the next question', () => {
  const asked = (text: string, fact: Fact | null, known = false): Asked => ({
    parts: [words(text)],
    fact,
    known,
  })
  const next = () => screen.getByTestId('next-up')
  const key = () => userEvent.keyboard('{Alt>}q{/Alt}')
  test('goes to its field by one key, is passed over by the next, and ends at what is to be looked up', async () => {
    coaching.value = {
      ...nothing,
      guide: {
        moves: [],
        look_ups: [],
        prevention: [],
        hand_over: [],
        questions: [
          asked('光猫亮什么灯？', null),
          asked('哪间屋断得厉害？', 'where'),
          asked('修到什么样算好？', 'how'),
          asked('您贵姓？', 'who', true),
        ],
      },
      checklist: list([check('有没有告警？', '')], 1),
    }
    await gather()
    await screen.findByTestId('next-up')
    expect(next()).toHaveTextContent('哪间屋断得厉害？')
    await key()
    expect(screen.getByLabelText('何处')).toHaveFocus()
    await userEvent.keyboard('书房')
    expect(next()).toHaveTextContent('修到什么样算好？')
    await key()
    expect(screen.getByLabelText('期望如何解决')).toHaveFocus()
    // The customer does not say: pressed where the caret is already, it goes on.
    await key()
    expect(next()).toHaveTextContent('光猫亮什么灯？')
    await key()
    expect(next()).toHaveTextContent('接着查')
    expect(screen.getByRole('radio', { name: '有告警。' })).toHaveFocus()
  })
})

const list = (
  checks: Check[],
  left: number,
  cause = false,
  gloss: QuestionGloss | null = null,
): Followed => ({
  id: 'fault',
  title: '宽带掉线',
  questions: checks.map(({ question: ask, finding }, at) => ({
    source: `fault/q${at}`,
    ask,
    finding,
    look_up: '网管系统按地址查',
    answers: ['有告警。', '无告警。'].map((say, nth) => ({ source: `fault/q${at}/a${nth}`, say })),
    gloss,
  })),
  cause: cause ? { side: 'operator', cause: '基站发生故障。', unit: '无线维护班', gloss: null } : null,
  left,
})
describe('the checklist', () => {
  test('for a clerk who reads English it says what it means, and records Chinese', async () => {
    const gloss = { ask: 'Is the modem red?', answers: ['An alarm.', 'No alarm.'] }
    coaching.value = { ...nothing, checklist: list([check('光猫亮红灯吗？', '')], 2, false, gloss) }
    const { performed } = await gather()
    expect(await screen.findAllByText('Is the modem red?')).toHaveLength(2)
    screen.getByRole('radio', { name: '有告警。 An alarm.' }).focus()
    await userEvent.keyboard('2')
    expect(performed()).toEqual([
      { do: 'record_check', check: { ...check('光猫亮红灯吗？', '无告警。'), source: 'fault/q0/a1' } },
    ])
  })
  test('shows the open question with where to look; a digit records and the caret goes on', async () => {
    coaching.value = { ...nothing, checklist: list([check('光猫亮红灯吗？', '')], 5) }
    const { performed, become } = await gather()
    expect(await screen.findByText('网管系统按地址查')).toBeInTheDocument()
    expect(screen.getByText('第 1 问，最多还有 4 问')).toBeInTheDocument()
    screen.getByRole('radio', { name: '有告警。' }).focus()
    await userEvent.keyboard('2')
    expect(performed()).toEqual([
      { do: 'record_check', check: { ...check('光猫亮红灯吗？', '无告警。'), source: 'fault/q0/a1' } },
    ])
    become({ checks: [check('光猫亮红灯吗？', '无告警。')] })
    coaching.value = {
      ...nothing,
      checklist: list([check('光猫亮红灯吗？', '无告警。'), check('附近有施工吗？', '')], 1),
    }
    await waitFor(() => expect(screen.getByRole('radio', { name: '有告警。' })).toHaveFocus())
    expect(screen.getByText('第 2 问，最后一问')).toBeInTheDocument()
  })
  test('takes own words too', async () => {
    coaching.value = { ...nothing, checklist: list([check('光猫亮红灯吗？', '')], 2) }
    const { performed } = await gather()
    await userEvent.type(await screen.findByLabelText('光猫亮红灯吗？的结果'), '红灯时有时无{Enter}')
    expect(performed()).toEqual([
      { do: 'record_check', check: { ...check('光猫亮红灯吗？', '红灯时有时无'), source: 'fault/q0' } },
    ])
  })
  test('an earlier answer is changed in place; what lies on another branch stays apart', async () => {
    coaching.value = { ...nothing, checklist: list([check('光猫亮红灯吗？', '有告警。')], 0) }
    const { performed } = await gather({
      checks: [check('光猫亮红灯吗？', '有告警。'), check('换过路由器吗？', '换过')],
    })
    expect(await screen.findByText('其他核查')).toBeInTheDocument()
    expect(screen.getByDisplayValue('换过')).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: '改“光猫亮红灯吗？”的结果' }))
    await waitFor(() => expect(screen.getByRole('radio', { name: '有告警。' })).toHaveFocus())
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(performed()).toEqual([
      { do: 'record_check', check: { ...check('光猫亮红灯吗？', '无告警。'), source: 'fault/q0/a1' } },
    ])
    await userEvent.type(screen.getByDisplayValue('换过'), '，更早{Tab}')
    expect(performed()[1]).toEqual({ do: 'record_check', check: check('换过路由器吗？', '换过，更早') })
  })
  test('its cause fills the attribution in by one key and never by itself', async () => {
    coaching.value = { ...nothing, checklist: list([check('光猫亮红灯吗？', '有告警。')], 0, true) }
    const { panel, performed } = await gather({ checks: [check('光猫亮红灯吗？', '有告警。')] })
    const take = await screen.findByTestId('take-cause')
    expect(panel().pending()).toEqual([])
    take.focus()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByLabelText('查明的情况')).toHaveValue('基站发生故障。')
    expect(screen.getByLabelText(/^责任单位/)).toHaveValue('无线维护班')
    expect(take).toHaveTextContent('已填入归因')
    expect(performed()).toEqual([])
    expect(panel().pending()).toEqual([
      {
        do: 'attribute',
        attribution: {
          side: 'operator',
          liability: 'operator',
          unit: '无线维护班',
          explanation: '基站发生故障。',
        },
      },
    ])
  })
  test('a cause on the customer’s side says nothing yet of who is liable: that is asked', async () => {
    const found = { side: 'customer', cause: '光猫电源没有插好。', unit: '', gloss: null } as const
    coaching.value = {
      ...nothing,
      checklist: { ...list([check('光猫亮红灯吗？', '有告警。')], 0), cause: found },
    }
    const { panel } = await gather()
    const liability = () => within(screen.getByRole('radiogroup', { name: '责任' }))
    const chosen = () => liability().queryByRole('radio', { checked: true })
    await userEvent.click(await screen.findByTestId('take-cause'))
    expect(screen.getByRole('radio', { name: /客户侧/ })).toBeChecked()
    expect(chosen()).toBeNull()
    expect(screen.getByText('客户侧原因不等于我方无责，请认定')).toBeInTheDocument()
    expect([panel().unfinished?.(), panel().pending()]).toEqual(['liability', []])

    // What is usual for a side comes and goes with it; what was chosen stays.
    await userEvent.click(screen.getByRole('radio', { name: /^3?外部$/ }))
    expect(chosen()).toBe(liability().getByRole('radio', { name: '外部原因' }))
    await userEvent.click(screen.getByRole('radio', { name: /客户侧/ }))
    expect(chosen()).toBeNull()
    await userEvent.click(liability().getByRole('radio', { name: '双方责任' }))
    await userEvent.click(screen.getByRole('radio', { name: /^2?我方$/ }))
    expect(chosen()).toBe(liability().getByRole('radio', { name: '双方责任' }))
    expect(panel().unfinished?.()).toBeUndefined()
    expect(panel().pending()).toMatchObject([{ do: 'attribute', attribution: { liability: 'shared' } }])
  })
})
