import { expect, test } from 'vitest'
import type { CheckAnswer, Checklist } from '@/ipc'
import { treeOf, troubleOf } from './tree'

const both = (zh: string) => ({ zh, en: zh })
const answer = (id: string, way: Partial<CheckAnswer>): CheckAnswer => ({ id, say: both(id), ...way })
const list = (start: string, questions: Record<string, CheckAnswer[]>): Checklist => ({
  id: 'light',
  scope: ['2'],
  title: both('光猫'),
  start,
  questions: Object.entries(questions).map(([id, answers]) => ({
    id,
    ask: both(id),
    look_up: both(''),
    answers,
  })),
})
const cause = { side: 'operator' as const, cause: both('光衰'), unit: both('装维班') }

test('questions are numbered as they are walked; one reached twice stands once', () => {
  const tree = treeOf(
    list('light', {
      area: [answer('alarm', { attribution: cause }), answer('none', { open: true })],
      light: [answer('red', { next: 'area' }), answer('green', { next: 'wifi' })],
      wifi: [answer('drops', { next: 'area' })],
    }),
  )
  expect([...tree.numbers]).toEqual([
    ['light', 1],
    ['area', 2],
    ['wifi', 3],
  ])
  const ways = tree.root?.answers.map(({ way }) => way.kind)
  expect(ways).toEqual(['question', 'question'])
  const wifi = tree.root?.answers[1]?.way
  expect(wifi?.kind === 'question' && wifi.node.answers[0]?.way).toEqual({
    kind: 'jump',
    number: 2,
    id: 'area',
  })
  expect(troubleOf(tree)).toEqual({ cycles: [], dead: [], unreached: [] })
})

test('a circle, a dead end and what nobody reaches are told by their numbers', () => {
  const tree = treeOf(
    list('a', {
      a: [answer('on', { next: 'b' })],
      b: [answer('back', { next: 'a' }), answer('gone', { next: 'nowhere' })],
      c: [],
    }),
  )
  expect(troubleOf(tree)).toEqual({ cycles: [2], dead: [2, 3], unreached: [3] })
})

test('a list without its first question still shows the others', () => {
  const tree = treeOf(list('missing', { a: [answer('x', { open: true })] }))
  expect(tree.root).toBeUndefined()
  expect(tree.unreached.map(({ question }) => question.id)).toEqual(['a'])
})
