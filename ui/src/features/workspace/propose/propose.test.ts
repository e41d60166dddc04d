import userEvent from '@testing-library/user-event'
import { screen } from '@testing-library/vue'
import { describe, expect, test, vi } from 'vitest'
import { termsOf, type OfferTyped } from './offers'
import ProposeStep from './ProposeStep.vue'
import { manager, NOW, offer, stage } from './stage'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: () => Promise.resolve(null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
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
    source: null,
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
    await userEvent.click(screen.getByRole('button', { name: '请示' }))
    expect(performed()).toEqual([{ do: 'request_approval', offer: 1 }])
  })
})

test('one offer alone asks for the reason and records it when the step is left', async () => {
  const { panel } = await stage(ProposeStep, { offers: [offer(1), offer(2, { state: 'withdrawn' })] })
  expect(panel().covered?.()).toEqual([])
  await userEvent.type(screen.getByLabelText(/^为什么只有一个方案/), '合同只有这一种')
  expect(panel().covered?.()).toEqual(['second_offer'])
  expect(panel().pending()).toEqual([{ do: 'justify_single_offer', reason: '合同只有这一种' }])
})

test('what is said to the customer is no part of the record', async () => {
  const { panel } = await stage(ProposeStep, { offers: [offer(1), offer(2)] })
  panel().insert?.('您看这样好不好', 'w1')
  expect(await screen.findByDisplayValue('您看这样好不好')).toBeInTheDocument()
  expect(panel().pending()).toEqual([])
})
