import { expect, test } from 'vitest'
import type { Part } from '@/ipc'
import { openSlots, partsOf, sentenceOf } from './wording'

const wording: Part[] = [
  { text: '张先生', slot: 'customer', filled: true },
  { text: '，', slot: null, filled: true },
  { text: '地点', slot: 'place', filled: false },
  { text: '断了几次，抱歉。', slot: null, filled: true },
]

test('a wording with a gap is no sentence, and asks for what it lacks by name', () => {
  expect(sentenceOf(wording, {})).toBeUndefined()
  expect(sentenceOf(wording, { place: '  ' })).toBeUndefined()
  expect(openSlots(wording, {})).toEqual([{ slot: 'place', label: '地点' }])
  expect(partsOf(wording, {})[2]).toEqual({ slot: '地点', value: undefined })
})
test('filled in by hand it is one', () => {
  expect(sentenceOf(wording, { place: '三号楼' })).toBe('张先生，三号楼断了几次，抱歉。')
  expect(openSlots(wording, { place: '三号楼' })).toEqual([])
})
