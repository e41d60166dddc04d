import userEvent from '@testing-library/user-event'
import { screen, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Coaching, OfferIdea, RuleView } from '@/ipc'
import { gap, nothing, words } from '../coach/stage'
import { termsOf, type OfferTyped } from './offers'
import ProposeStep from './ProposeStep.vue'
import { manager, NOW, offer, stage } from './stage'

const desk = vi.hoisted(() => ({
  rules: [] as RuleView[],
  coaching: {} as Partial<Coaching>,
  workOut: vi.fn(),
  setAgainst: vi.fn(),
}))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: () => Promise.resolve(null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
    checkWording: () => Promise.resolve([]),
    library: () => Promise.resolve([]),
    authority: () => Promise.resolve({ authority: { limits: [] }, version: 0, author: null, at: null }),
    rules: () => Promise.resolve(desk.rules),
    workOut: desk.workOut,
    setAgainst: desk.setAgainst,
    coach: () => Promise.resolve({ ...nothing, ...desk.coaching }),
  },
}))
const card = (name: string) => screen.findByRole('group', { name })

describe('terms', () => {
  const typed: OfferTyped = {
    action: '上门',
    unit: '装维',
    due: NOW,
    due_typed: '',
    kind: 'refund',
    amount: 12900,
    months: 3,
    basis: 'law',
    basis_note: '',
    rule: null,
    figure: null,
    days: null,
    charge: null,
    times: null,
    source: null,
    inserted: '',
  }
  test('carry only what the kind of remedy has', () => {
    expect(termsOf(typed)?.remedy).toEqual({ kind: 'refund', amount: 12900, months: null })
    expect(termsOf({ ...typed, kind: 'written_apology' })?.remedy).toEqual({
      kind: 'written_apology',
      amount: null,
      months: null,
    })
    expect(termsOf({ ...typed, kind: 'none' })?.remedy).toBeNull()
  })
  test('are none without a time or a basis', () => {
    expect(termsOf({ ...typed, due: null })).toBeUndefined()
    expect(termsOf({ ...typed, basis: null })).toBeUndefined()
  })
})

describe('the offers', () => {
  test('are chosen by their digits, the next one opens, and a field keeps its digits', async () => {
    await stage(ProposeStep, { offers: [offer(1), offer(2)] })
    await userEvent.keyboard('2')
    expect(await card('方案2')).toHaveFocus()
    await userEvent.type(await screen.findByLabelText(/^对客户说/), '13')
    expect(screen.queryByRole('dialog')).toBeNull()
    screen.getByLabelText(/^对客户说/).blur()
    await userEvent.keyboard('3')
    expect(await screen.findByRole('dialog', { name: '方案3' })).toBeInTheDocument()
  })
  test('above authority go to a manager, who approves with two keys', async () => {
    const wanted = offer(2, {
      approval: { state: 'requested', from: 'duty_manager', by: '1024', at: NOW },
    })
    const { performed } = await stage(ProposeStep, { offers: [offer(1), wanted] }, { staff: manager })
    await userEvent.keyboard('2')
    await card('方案2')
    await userEvent.keyboard('a')
    expect(performed()).toEqual([{ do: 'approve_offer', offer: 2 }])
  })
  test('are not approved by a clerk’s A, who asks instead', async () => {
    const wanted = offer(1, { approval: { state: 'needed', from: 'duty_manager' } })
    const { performed } = await stage(ProposeStep, { offers: [wanted] })
    await userEvent.keyboard('1a')
    expect(performed()).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '申请核准' }))
    expect(performed()).toEqual([{ do: 'request_approval', offer: 1 }])
  })
})

test('an offer says where it rests on what nobody has confirmed, or on what was taken out', async () => {
  desk.rules = [waiver, { ...waiver, id: 'late', confirmed: true }]
  const resting = (no: number, rule?: string) =>
    offer(no, { terms: { ...offer(no).terms, basis_note: '条例', rule } })
  const offers = [resting(1, waiver.id), resting(2, 'late'), resting(3), resting(4, 'gone')]
  await stage(ProposeStep, { offers })
  expect(await within(await card('方案1')).findByText('未核实')).toBeInTheDocument()
  for (const name of ['方案2', '方案3']) expect(within(await card(name)).queryByText('未核实')).toBeNull()
  expect(within(await card('方案4')).getByText('未核实')).toBeInTheDocument()
})

test('one offer alone asks for the reason and records it when the step is left', async () => {
  const { panel } = await stage(ProposeStep, { offers: [offer(1), offer(2, { state: 'withdrawn' })] })
  expect(panel().covered?.()).toEqual([])
  await userEvent.type(screen.getByLabelText(/^为什么只有一个方案/), '合同只有这一种')
  expect(panel().covered?.()).toEqual(['second_offer'])
  expect(panel().pending()).toEqual([{ do: 'justify_single_offer', reason: '合同只有这一种' }])
})

test('own words to the customer are no part of the record; a wording is, as it was said', async () => {
  const { panel } = await stage(ProposeStep, { offers: [offer(1), offer(2)] })
  const speech = await screen.findByLabelText(/^对客户说/)
  await userEvent.type(speech, '您看')
  expect(panel().pending()).toEqual([])
  panel().insert?.('您看这样好不好', 'general/propose_two')
  expect(await screen.findByDisplayValue('您看这样好不好')).toBeInTheDocument()
  await userEvent.type(speech, '？')
  expect(panel().pending()).toEqual([
    { do: 'use_wording', wording: '您看这样好不好？', source: 'general/propose_two' },
  ])
  // Written over, it comes from no wording.
  await userEvent.clear(speech)
  await userEvent.type(speech, '明天上午给您回话')
  expect(panel().pending()).toEqual([])
})

const waiver: RuleView = {
  id: 'law_repair_rent_waiver',
  kind: 'law',
  title: '修障超时免月租',
  source: 'Telecommunications Regulations, art. 32',
  cited: '《电信条例》第三十二条',
  says: '免收障碍期间的月租费。',
  confirmed: false,
  remedy: 'rent_waiver',
  input: 'monthly_rent',
  counts_days: true,
  besides_refund: false,
}
const idea: OfferIdea = {
  id: 'broadband_cuts_out/rent_waived',
  action: [words('障碍期间的月租免收')],
  gloss: 'No rent for the days without service',
  remedy: 'rent_waiver',
  amount: null,
  rule: waiver,
  months: null,
  basis: 'law',
  unit: [words('计费账务班')],
  due: '2026-11-24T06:32:00.000Z',
}

describe('usual offers', () => {
  beforeEach(() => {
    desk.rules = [waiver]
    desk.workOut.mockReset().mockResolvedValue(2150)
    desk.setAgainst.mockReset()
  })
  test('one key fills a new offer in, the amount is worked out by the rule, and its use is on record', async () => {
    desk.coaching = { playbook: 'broadband_cuts_out', offers: [idea] }
    const { performed } = await stage(ProposeStep, { offers: [offer(1)] })
    await screen.findByRole('button', { name: /障碍期间的月租免收/ })
    await userEvent.keyboard('q')
    const dialog = within(await screen.findByRole('dialog', { name: '方案2' }))
    expect(await dialog.findByDisplayValue('障碍期间的月租免收')).toBeInTheDocument()
    expect(dialog.getByText('Telecommunications Regulations, art. 32')).toBeInTheDocument()
    expect(dialog.getByText(/^未核实/)).toBeInTheDocument()
    expect(dialog.getByText('核实前，反馈单上只写依据的类别，不写出处')).toBeInTheDocument()
    await userEvent.type(dialog.getByLabelText('月租费'), '129')
    await userEvent.type(dialog.getByLabelText('天数'), '5')
    expect(await dialog.findByText('算得 ¥21.50')).toBeInTheDocument()
    expect(desk.workOut).toHaveBeenLastCalledWith(waiver.id, { amount: 12900, days: 5 })
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await vi.waitFor(() => expect(performed()).toHaveLength(2))
    expect(performed()).toMatchObject([
      {
        do: 'propose_offer',
        terms: {
          action: '障碍期间的月租免收',
          unit: '计费账务班',
          due: idea.due,
          basis: 'law',
          basis_note: '《电信条例》第三十二条',
          rule: waiver.id,
          remedy: { kind: 'rent_waiver', amount: 2150 },
        },
      },
      { do: 'use_wording', wording: '障碍期间的月租免收', source: idea.id },
    ])
  })
  test('what the text lacks is asked for before there is an offer', async () => {
    desk.coaching = {
      playbook: 'p',
      offers: [{ ...idea, rule: null, action: [gap('amount', '金额'), words('话费到账')] }],
    }
    await stage(ProposeStep, { offers: [] })
    await screen.findByRole('button', { name: /话费到账/ })
    await userEvent.keyboard('q')
    expect(screen.queryByRole('dialog')).toBeNull()
    await userEvent.type(await screen.findByLabelText('金额'), '30 元{Enter}')
    const dialog = within(await screen.findByRole('dialog', { name: '方案1' }))
    expect(await dialog.findByDisplayValue('30 元话费到账')).toBeInTheDocument()
  })
  test('a claim is set against the charge it is about', async () => {
    desk.coaching = { playbook: 'p', offers: [idea] }
    desk.setAgainst.mockResolvedValue({
      tenths: 100,
      known: {
        times: 10,
        rule: null,
        applies: false,
        confirmed: false,
        source: '《食品安全法》',
        basis: '不涉及电信服务。',
        say: '原样记下。',
      },
    })
    const demands = [{ round: 1, text: '十倍', amount: 129_000, basis: '', answer: null }]
    await stage(ProposeStep, { offers: [offer(1)], demands })
    await screen.findByRole('button', { name: /障碍期间的月租免收/ })
    await userEvent.keyboard('q')
    const dialog = within(await screen.findByRole('dialog', { name: '方案2' }))
    await userEvent.type(await dialog.findByLabelText('有争议的费用'), '129')
    expect(await dialog.findByText('客户要求 ¥1,290.00，是这笔费用的 10 倍')).toBeInTheDocument()
    expect(dialog.getByText('不涉及电信服务。')).toBeInTheDocument()
    expect(desk.setAgainst).toHaveBeenLastCalledWith({ amount: 129_000 }, 12_900)
  })
  test('“three times” is answered before there is a sum, and the refund is told apart once the charge is known', async () => {
    const three = {
      times: 3,
      rule: 'law_fraud_triple',
      applies: true,
      confirmed: true,
      source: '《消费者权益保护法》第五十五条',
      basis: '三倍另赔。',
      say: '我把经过记全。',
    }
    desk.setAgainst.mockImplementation((_: unknown, charge: number | null) =>
      Promise.resolve({
        tenths: 30,
        known: three,
        owed: charge && { amount: 3 * charge, refund: charge, in_all: 4 * charge },
      }),
    )
    await stage(ProposeStep, { offers: [offer(1)] })
    await userEvent.keyboard('2')
    const dialog = within(await screen.findByRole('dialog', { name: '方案2' }))
    await userEvent.click(await dialog.findByRole('button', { name: '客户按倍数要求' }))
    expect(dialog.getByLabelText('客户要求几倍')).toHaveFocus()
    await userEvent.keyboard('3')
    expect(await dialog.findByText('三倍另赔。')).toBeInTheDocument()
    expect(desk.setAgainst).toHaveBeenLastCalledWith({ times: 3 }, null)
    expect(dialog.queryByText(/另退原款/)).toBeNull()
    await userEvent.type(dialog.getByLabelText('有争议的费用'), '300')
    expect(
      await dialog.findByText('如果适用：赔 ¥900.00，另退原款 ¥300.00，共 ¥1,200.00'),
    ).toBeInTheDocument()
  })
  test('what is only to be known is no remedy, and what comes besides the refund says so', async () => {
    const late = { ...waiver, id: 'late', title: '违约金', remedy: null, input: 'arrears' } as const
    const fraud = { ...waiver, id: 'fraud', title: '三倍赔偿', remedy: 'other', input: 'charge' } as const
    desk.rules = [late, { ...fraud, counts_days: false, besides_refund: true }]
    desk.workOut.mockImplementation((id: string) => Promise.resolve(id === 'late' ? 387 : 90_000))
    await stage(ProposeStep, { offers: [offer(1)] })
    await userEvent.keyboard('2')
    const dialog = within(await screen.findByRole('dialog', { name: '方案2' }))
    await userEvent.click(await dialog.findByRole('radio', { name: /法规/ }))
    const choose = async (title: string) => {
      await userEvent.click(dialog.getByRole('combobox', { name: '哪一条' }))
      await userEvent.click(await screen.findByRole('option', { name: title }))
    }
    await choose('三倍赔偿')
    // One field, for the rule and for the claim.
    await userEvent.type(dialog.getByLabelText('有争议的费用'), '300')
    expect(await dialog.findByText('算得 ¥900.00，另退原款 ¥300.00')).toBeInTheDocument()
    const amount = dialog.getByLabelText(/^金额/)
    expect(amount).toHaveValue('900.00')
    await choose('违约金')
    await userEvent.type(dialog.getByLabelText('天数'), '10')
    expect(await dialog.findByText('按这一条最多 ¥3.87')).toBeInTheDocument()
    expect(amount).toHaveValue('900.00')
  })
})
