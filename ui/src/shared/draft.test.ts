import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { flushDrafts, forgetDrafts, unsavedDrafts, useDraft } from './draft'

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T06:32:07Z') })
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function setUp(save = vi.fn(() => Promise.resolve())) {
  const model = ref({ statement: '' })
  const key = ref('ticket-7/listen')
  const draft = scope.run(() => useDraft(key, model, save))!
  return { model, key, draft, save }
}
const type = (model: { value: { statement: string } }, words: string) => (model.value.statement = words)

describe('what is typed', () => {
  test('is stored 600 ms after the last key, once', async () => {
    const { model, draft, save } = setUp()
    type(model, '掉')
    await vi.advanceTimersByTimeAsync(300)
    type(model, '掉线')
    await vi.advanceTimersByTimeAsync(599)
    expect(save).not.toHaveBeenCalled()
    expect(draft.state.value.kind).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    expect(save.mock.calls).toEqual([['ticket-7/listen', { statement: '掉线' }]])
    expect(draft.state.value).toEqual({ kind: 'saved', at: new Date('2026-11-21T06:32:07.900Z') })
  })

  test('waits a second at most, however fast the keys come', async () => {
    const { model, save } = setUp()
    for (let i = 0; i < 12; i++) {
      type(model, 'x'.repeat(i + 1))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(save).toHaveBeenCalledOnce()
    expect(save).toHaveBeenCalledWith('ticket-7/listen', { statement: 'x'.repeat(10) })
  })

  test('is stored at once when a field is left', async () => {
    const { model, save } = setUp()
    type(model, '掉线')
    document.dispatchEvent(new FocusEvent('focusout'))
    await vi.advanceTimersByTimeAsync(0)
    expect(save).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(save).toHaveBeenCalledOnce()
  })

  test('is stored when the screen is left', async () => {
    const { model, save } = setUp()
    type(model, '最后一句')
    scope.stop()
    await vi.advanceTimersByTimeAsync(0)
    expect(save).toHaveBeenCalledWith('ticket-7/listen', { statement: '最后一句' })
  })

  test('goes under the key it was typed under', async () => {
    const { model, key, save } = setUp()
    type(model, '甲')
    key.value = 'ticket-8/listen'
    await vi.advanceTimersByTimeAsync(0)
    expect(save.mock.calls).toEqual([['ticket-7/listen', { statement: '甲' }]])
  })

  test('and taken back again is not stored', async () => {
    const { model, draft, save } = setUp()
    type(model, 'a')
    type(model, '')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(save).not.toHaveBeenCalled()
    expect(draft.state.value.kind).toBe('idle')
  })
})

describe('a slow disk', () => {
  test('gets one save at a time, and the newest content last', async () => {
    let done: () => void = () => undefined
    const save = vi.fn(
      (_: string, __: { statement: string }) => new Promise<void>((resolve) => (done = resolve)),
    )
    const { model, draft } = setUp(save as never)
    type(model, '一')
    await vi.advanceTimersByTimeAsync(600)
    type(model, '一二')
    const flushed = draft.flush()
    await nextTick()
    expect(save).toHaveBeenCalledOnce()
    done()
    await vi.advanceTimersByTimeAsync(0)
    expect(save).toHaveBeenCalledTimes(2)
    expect(save).toHaveBeenLastCalledWith('ticket-7/listen', { statement: '一二' })
    done()
    await expect(flushed).resolves.toBeUndefined()
  })
})

describe('a save that fails', () => {
  test('is told, tried again with the newest content, and then forgotten', async () => {
    const save = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('disk full'))
    const { model, draft } = setUp(save)
    type(model, '甲')
    await vi.advanceTimersByTimeAsync(600)
    expect(draft.state.value.kind).toBe('failed')
    expect(unsavedDrafts.has('ticket-7/listen')).toBe(true)
    type(model, '甲乙')
    expect(draft.state.value.kind).toBe('failed')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(save).toHaveBeenLastCalledWith('ticket-7/listen', { statement: '甲乙' })
    expect(draft.state.value.kind).toBe('saved')
    expect(unsavedDrafts.size).toBe(0)
  })

  test('goes on after the screen was left', async () => {
    const save = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('disk full'))
    const { model } = setUp(save)
    type(model, '甲')
    scope.stop()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(save).toHaveBeenCalledTimes(2)
    expect(unsavedDrafts.size).toBe(0)
  })

  test('makes flush reject, so that nothing is performed on top of it', async () => {
    const save = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('disk full'))
    const { model, draft } = setUp(save)
    type(model, '甲')
    await expect(draft.flush()).rejects.toThrow('disk full')
  })
})

test('adopted content is not stored again, and no late save follows', async () => {
  const { model, draft, save } = setUp()
  type(model, '读回的草稿')
  draft.adopt()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(save).not.toHaveBeenCalled()
  type(model, '读回的草稿，再加一句')
  await vi.advanceTimersByTimeAsync(600)
  expect(save).toHaveBeenCalledOnce()
})

describe('leaving the counter', () => {
  test('stores at once what is still being typed, also on a screen just left', async () => {
    const { model, save } = setUp()
    type(model, '最后一句')
    scope.stop()
    await flushDrafts()
    expect(save).toHaveBeenLastCalledWith('ticket-7/listen', { statement: '最后一句' })
  })
  test('says when something could not be stored', async () => {
    const { model } = setUp(vi.fn(() => Promise.reject(new Error('disk_full'))))
    type(model, '最后一句')
    await expect(flushDrafts()).rejects.toThrow('disk_full')
    forgetDrafts()
  })
  test('nothing is stored later in the next person’s name', async () => {
    const save = vi.fn(() => Promise.reject(new Error('signed_out')))
    const { model } = setUp(save)
    type(model, '最后一句')
    await flushDrafts().catch(() => undefined)
    forgetDrafts()
    const before = save.mock.calls.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(save).toHaveBeenCalledTimes(before)
    expect(unsavedDrafts.size).toBe(0)
  })
})
