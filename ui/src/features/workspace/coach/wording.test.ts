import { expect, test } from 'vitest'
import type { Part } from '@/ipc'
import { byHand, isLeft, partsOf, sentenceOf, slotsOf, type Sentence } from './wording'

const wording: Part[] = [
  { text: '张先生', slot: 'customer', filled: true },
  { text: '，', slot: null, filled: true },
  { text: '地点', slot: 'place', filled: false },
  { text: '断了几次，抱歉。', slot: null, filled: true },
]

test('a wording with a gap is no sentence, and says by name what it lacks', () => {
  expect(sentenceOf(wording, {})).toBeUndefined()
  expect(sentenceOf(wording, { place: '  ' })).toBeUndefined()
  expect(slotsOf(wording)).toEqual(['customer', 'place'])
  expect(partsOf(wording, {})[2]).toEqual({ slot: '地点', value: undefined })
})
test('filled in by hand it is one, and what the ticket filled in can be said otherwise', () => {
  expect(sentenceOf(wording, { place: '三号楼' })).toBe('张先生，三号楼断了几次，抱歉。')
  const otherwise = { place: '三号楼', customer: '张阿姨' }
  expect(sentenceOf(wording, otherwise)).toBe('张阿姨，三号楼断了几次，抱歉。')
  expect(sentenceOf(wording, { ...otherwise, customer: ' ' })).toBeUndefined()
})

const gap = (slot: 'amount' | 'plan' | 'date'): Part => ({ text: slot, slot, filled: false })
const balance: Sentence = { id: 'low/two_kinds', parts: [gap('amount'), gap('plan'), gap('date')] }
const missing: Sentence = { id: 'low/exact_gap', parts: [gap('amount'), gap('plan'), gap('date')] }

test('what was filled in belongs to its sentence: another one knows nothing of it', () => {
  const hand = byHand()
  hand.keep(balance, { amount: '¥12', plan: '59 元套餐', date: '周五' })
  expect(sentenceOf(balance.parts, hand.of(balance.id))).toBe('¥1259 元套餐周五')
  expect(sentenceOf(missing.parts, hand.of(missing.id))).toBeUndefined()
})
test('a name is proposed in the next sentence, a sum or a day never is', () => {
  const hand = byHand()
  hand.keep(balance, { amount: '¥12', plan: '59 元套餐', date: '周五' })
  expect(hand.begin(missing)).toEqual({ amount: '', plan: '59 元套餐', date: '' })
  expect(hand.begin(balance)).toEqual({ amount: '¥12', plan: '59 元套餐', date: '周五' })
})
test('what was left as the ticket says stays the ticket’s', () => {
  const hand = byHand()
  hand.keep({ id: 'a', parts: wording }, { customer: '张先生', place: '三号楼' })
  expect(hand.of('a')).toEqual({ place: '三号楼' })
})

test.each([
  ['耽误您了，我代表营业厅向您道歉。', '张先生，耽误您了，对不起。', true],
  ['耽误您了，我代表营业厅向您道歉。', '耽误 您了！', true],
  ['耽误您了，我代表营业厅向您道歉。', '对不起，让您跑了一趟。', false],
  ['耽误您了，我代表营业厅向您道歉。', '', false],
  ['抱歉。', '抱歉，张先生', true],
  ['', '什么都可以', false],
  ['I am sorry for the trouble.', 'Sorry, I am sorry for that.', true],
  ['I am sorry for the trouble.', 'I will call you for the result.', false],
])('of “%s” there is something left in “%s”: %s', (inserted, typed, left) => {
  expect(isLeft(inserted, typed)).toBe(left)
})
