import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blank, copyAs } from '../blank'
import { freshId, moveEntry, nameOf, removeEntry } from './order'
import { readable, SLOTS, slotsApart, templateFault } from './template'

describe('a text with slots', () => {
  test.each([
    ['{customer}，您请坐。', undefined],
    ['没有空格', undefined],
    ['{customer', 'notClosed'],
    ['customer}', 'notOpened'],
    ['{customer}}', 'notOpened'],
    ['{{customer}', 'notClosed'],
    ['{surname}', 'noSuchSlot'],
    ['{}', 'noSuchSlot'],
    ['  ', 'empty'],
    ['长'.repeat(400), undefined],
    ['长'.repeat(401), 'tooLong'],
    ['𠮷'.repeat(400), undefined],
  ])('%s', (written, fault) => expect(templateFault(written)?.kind).toBe(fault))

  test('is read with the names of its slots', () => {
    expect(readable('{customer}，{date}前')).toEqual([
      { slot: 'customer', value: '称呼' },
      { text: '，' },
      { slot: 'date', value: '日期' },
      { text: '前' },
    ])
  })
  test('in two languages asks for the same', () => {
    expect(slotsApart('{customer}{date}', '{date} {customer} {date}')).toEqual([])
    expect(slotsApart('{customer}{date}', '{date}')).toEqual(['customer'])
  })
  test('knows every slot of the coach, and no other', () => {
    const source = readFileSync('../crates/coach/src/slot.rs', 'utf8')
    const keys = [...source.matchAll(/^ {4}[A-Z]\w+ = "([a-z_]+)"/gm)].map((found) => found[1])
    expect(keys.length).toBeGreaterThan(10)
    expect([...SLOTS]).toEqual(keys)
  })
})

describe('a list', () => {
  const list = () => [
    { id: 'a', step: 1 },
    { id: 'b', step: 2 },
    { id: 'c', step: 1 },
  ]
  test('moves an entry past its neighbour of the same kind only', () => {
    const all = list()
    expect(moveEntry(all, all[0]!, 1, (one) => one.step === 1)).toBe(true)
    expect(all.map(({ id }) => id)).toEqual(['b', 'c', 'a'])
    expect(moveEntry(all, all[0]!, 1, (one) => one.step === 2)).toBe(false)
    expect(all.map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  })
  test('gives back what was taken out, where it was', () => {
    const all = list()
    const putBack = removeEntry(all, all[1]!)
    expect(all.map(({ id }) => id)).toEqual(['a', 'c'])
    putBack()
    expect(all.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })
  test('names entries, not places', () => {
    const all = list()
    const name = nameOf(all[0]!)
    all.reverse()
    expect(nameOf(all[2]!)).toBe(name)
    expect(nameOf(all[0]!)).not.toBe(name)
  })
})

test('an id is made of the English title and is never taken twice', () => {
  expect(freshId([], 'Cable cut (again)!')).toBe('cable_cut_again')
  expect(freshId(['cable_cut', 'cable_cut_2'], 'Cable cut')).toBe('cable_cut_3')
  expect(freshId([], '光缆中断')).toBe('own')
  expect(freshId([], '2nd line')).toBe('nd_line')
  expect(freshId([], 'x'.repeat(90)).length).toBeLessThanOrEqual(64)
})

test('a copy has a name and an id of its own, and leaves the original alone', () => {
  const first = blank('playbook', { zh: '甲', en: 'First' }, [])
  const copy = copyAs(first, { zh: '乙', en: 'Second' }, ['first'])
  expect(copy).toMatchObject({ kind: 'playbook', item: { id: 'second', title: { zh: '乙' } } })
  expect(first).toMatchObject({ item: { id: 'first', title: { zh: '甲' } } })
})
