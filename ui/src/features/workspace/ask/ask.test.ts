import userEvent from '@testing-library/user-event'
import { screen } from '@testing-library/vue'
import { expect, onTestFinished, test, vi } from 'vitest'
import { setLanguage } from '@/i18n'
import { NOW, offer, stage } from '../propose/stage'
import AskStep from './AskStep.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: () => Promise.resolve(null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
    checkWording: () => Promise.resolve([]),
    rules: () => Promise.resolve([]),
  },
}))
const offers = [offer(1), offer(2)]
const demands = [{ round: 1, text: '按十倍赔', amount: 129_000, basis: '网上说的', answer: null }]

test('the customer’s choice is one digit', async () => {
  const { performed } = await stage(AskStep, { step: 'ask', offers })
  await userEvent.keyboard('2')
  await vi.waitFor(() => expect(performed()).toEqual([{ do: 'choose_offer', offer: 2 }]))
})

test('a demand is recorded when the step is left; declining is a decision of its own', async () => {
  const { panel, performed } = await stage(AskStep, { step: 'ask', offers, demands })
  await userEvent.click(await screen.findByRole('button', { name: '婉拒' }))
  await userEvent.type(screen.getByLabelText(/^向客户说明的原因/), '没有依据')
  expect(panel().pending()).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: '记下答复' }))
  expect(performed()).toEqual([{ do: 'answer_demand', answer: { answer: 'declined', reason: '没有依据' } }])
  await userEvent.type(screen.getByLabelText(/^客户诉求/), '，还要道歉')
  expect(panel().pending()).toEqual([
    { do: 'record_demand', text: '按十倍赔，还要道歉', amount: 129_000, basis: '网上说的' },
  ])
})

test('handing the demand up opens the dialog with its words, and is the answer once it is on record', async () => {
  const { opened, performed, become } = await stage(AskStep, { step: 'ask', offers, demands })
  await userEvent.click(await screen.findByRole('button', { name: '升级' }))
  expect(opened()).toEqual([['escalate', { asked: '按十倍赔（¥1,290.00）', reason: '网上说的' }]])
  expect(performed()).toEqual([])
  const handed = {
    level: 'duty_manager',
    reason: '',
    done: '',
    asked: '',
    due: NOW,
    by: '1024',
    at: NOW,
  } as const
  become({ escalations: [{ ...handed, state: { state: 'waiting' } }] })
  await vi.waitFor(() =>
    expect(performed()).toEqual([{ do: 'answer_demand', answer: { answer: 'escalated' } }]),
  )
})

test('the usual ending of a final reply is Chinese in an English window: the customer reads it', async () => {
  setLanguage('en')
  onTestFinished(() => setLanguage('zh-CN'))
  await stage(AskStep, { step: 'ask', offers })
  const reply = await screen.findByLabelText<HTMLTextAreaElement>(/^The reply/)
  await userEvent.click(screen.getByRole('button', { name: 'Add the usual ending' }))
  expect(reply.value).toMatch(/^如您对本答复仍有异议/)
})

test('the usual ending of a final reply is added once and never in place of what is written', async () => {
  await stage(AskStep, { step: 'ask', offers })
  const reply = await screen.findByLabelText<HTMLTextAreaElement>(/^答复内容/)
  await userEvent.type(reply, '经核查，收费无误。')
  await userEvent.click(screen.getByRole('button', { name: '写入常用结尾' }))
  expect(reply.value).toMatch(/^经核查，收费无误。\n如您对本答复仍有异议/)
  expect(screen.queryByRole('button', { name: '写入常用结尾' })).toBeNull()
})
