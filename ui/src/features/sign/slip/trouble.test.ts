import { expect, test } from 'vitest'
import { DeskError } from '@/ipc'
import { spotsOf } from './trouble'

test('names every character, its field and the step where it is written', () => {
  const error = new DeskError('missing_characters', {}, undefined, [
    { field: '投诉人', character: '𠀀', code_point: 'U+20000' },
    { field: '处理措施', character: null, code_point: 'U+E81E' },
    { field: '页脚', character: '😀', code_point: 'U+1F600' },
  ])
  expect(spotsOf(error)).toEqual([
    { field: '投诉人', character: '𠀀（U+20000）', step: 'listen', head: true },
    { field: '处理措施', character: '不可见的字符（U+E81E）', step: 'propose', head: false },
    { field: '页脚', character: '😀（U+1F600）', step: undefined, head: false },
  ])
})
test('leads to the field that makes the slip too long', () => {
  const error = new DeskError('slip_too_long', { over: '120', field: '投诉事项', length: '1900' })
  expect(spotsOf(error)).toEqual([{ field: '投诉事项', character: undefined, step: 'gather', head: false }])
})
