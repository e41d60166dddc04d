import userEvent from '@testing-library/user-event'
import { screen, within } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import type { Ticket } from '@/ipc'
import { NOW, offer, stage } from '../propose/stage'
import { callOf, noCall } from './call'
import FollowUpStep from './FollowUpStep.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: () => Promise.resolve(null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
    checkWording: () => Promise.resolve([]),
  },
}))
const chosen = [offer(1, { state: 'chosen' })]
const promise = { text: '复测', owner: '装维一班', due: NOW, offer: null, made: NOW }

test('“fine” alone is no answer: both questions are asked', () => {
  expect(callOf({ ...noCall(), reached: true, satisfied: 'satisfied' })).toBeUndefined()
  expect(callOf({ ...noCall(), reached: true, solved: 'no', satisfied: 'satisfied' })).toMatchObject({
    opinion: { solved: 'no', satisfied: 'satisfied' },
  })
})
test('an attempt that reached nobody counts, without an opinion somebody chose before', () => {
  expect(
    callOf({ ...noCall(), reached: false, solved: 'yes', satisfied: 'satisfied', note: '关机' }),
  ).toEqual({
    do: 'call_back',
    opinion: null,
    emotion: null,
    note: '关机',
  })
})

test('a call is recorded by its button or on closing, and only then covers the gate', async () => {
  const { panel, performed } = await stage(FollowUpStep, { step: 'follow_up', offers: chosen })
  await userEvent.click(await screen.findByRole('radio', { name: '接通' }))
  expect(panel().pending()).toEqual([])
  await userEvent.click(screen.getByRole('radio', { name: '暂时解决' }))
  await userEvent.click(screen.getByRole('radio', { name: '基本满意' }))
  expect(panel().covered?.()).toEqual(['call_back'])
  await userEvent.click(screen.getByTestId('record-call'))
  expect(performed()).toEqual(panel().pending())
  expect(performed()).toMatchObject([
    { do: 'call_back', opinion: { solved: 'for_now', satisfied: 'fairly', remark: '' } },
  ])
})

test('a promise is kept with one press; broken and withdrawn ask why', async () => {
  const promises = [
    { no: 1, ...promise, state: { state: 'open' as const } },
    { no: 2, ...promise, state: { state: 'superseded' as const, at: NOW } },
  ]
  const { performed } = await stage(FollowUpStep, { step: 'follow_up', offers: chosen, promises })
  const line = within(await screen.findByTestId('promise-1'))
  await userEvent.click(line.getByRole('button', { name: '未兑现' }))
  const dialog = within(await screen.findByRole('dialog', { name: '记为未兑现' }))
  await userEvent.type(dialog.getByLabelText(/^为什么没有兑现/), '缺件')
  await userEvent.click(dialog.getByRole('button', { name: '记为未兑现' }))
  expect(performed()).toEqual([{ do: 'break_promise', promise: 1, reason: '缺件' }])
  expect(within(screen.getByTestId('promise-2')).queryByRole('button')).toBeNull()
})

test('an ended ticket is read: what was promised stands, nothing asks to be filled in', async () => {
  const end = { kind: 'settled', at: NOW, by: '1024' } as unknown as NonNullable<Ticket['end']>
  const promises = [{ no: 1, ...promise, state: { state: 'kept' as const, at: NOW, note: '' } }]
  await stage(FollowUpStep, { step: 'follow_up', offers: chosen, promises, end })
  expect(within(await screen.findByTestId('promise-1')).queryByRole('button')).toBeNull()
  expect(screen.queryByRole('radio')).toBeNull()
  expect(screen.queryByRole('button', { name: /新承诺/ })).toBeNull()
  expect(screen.getAllByRole('heading', { name: '回访' })).toHaveLength(1)
})

test('a customer who is not satisfied leads to the next round and back to the offers', async () => {
  const opinion = { solved: 'no', satisfied: 'dissatisfied', remark: '还是掉线' } as const
  const missing = [{ step: 'follow_up' as const, missing: ['another_round' as const] }]
  const { performed, at } = await stage(
    FollowUpStep,
    { step: 'follow_up', offers: chosen, opinion },
    { missing },
  )
  await userEvent.click(await screen.findByTestId('open-round'))
  const dialog = within(await screen.findByRole('dialog', { name: '开始第 2 轮' }))
  await userEvent.click(dialog.getByRole('button', { name: '开始第 2 轮' }))
  expect(performed()).toEqual([{ do: 'open_round', reason: '还是掉线' }])
  await vi.waitFor(() => expect(at()).toBe('propose'))
})
