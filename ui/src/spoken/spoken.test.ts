import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { installKeyboard } from '@/app/keys/keyboard'
import type { Warning } from '@/ipc'
import type { SpokenField } from './spoken'
import SpokenText from './SpokenText.vue'
import { PAUSE_MS } from './wordingCheck'

const desk = vi.hoisted(() => ({ check: vi.fn() }))
vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { checkWording: desk.check },
}))
globalThis.reportError ??= () => undefined

/** A desk that objects to every 你必须, and takes it out of the mouth politely. */
function warn(text: string): Warning[] {
  return [...text.matchAll(/你必须/g)].map(({ index }) => ({
    kind: 'orders',
    pattern: 'must',
    start: index,
    end: index + 3,
    said: '你必须',
    reason: '听着像命令',
    rewrite: { start: index, end: index + 3, text: '麻烦您', loses: [] },
    printed: null,
  }))
}
let uninstall: () => void
beforeEach(() => {
  vi.useFakeTimers()
  uninstall = installKeyboard()
  desk.check.mockReset().mockImplementation((text: string) => Promise.resolve(warn(text)))
})
afterEach(() => {
  uninstall()
  vi.useRealTimers()
})
const user = () => userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) })
function open(start = '', fields = 1, field: SpokenField = 'apology') {
  const texts = Array.from({ length: fields }, () => ref(start))
  const host = defineComponent(
    () => () =>
      texts.map((text, at) =>
        h(SpokenText, {
          field,
          ariaLabel: `话${at}`,
          modelValue: text.value,
          'onUpdate:modelValue': (value: string) => (text.value = value),
        }),
      ),
  )
  render(host)
  return { texts, area: (at = 0) => screen.getByRole<HTMLTextAreaElement>('textbox', { name: `话${at}` }) }
}
const rest = async () => {
  await vi.advanceTimersByTimeAsync(PAUSE_MS)
  await nextTick()
}
const advice = () => screen.queryByText(/听着像命令/)

test('a warning comes when the typing rests, in a place that is always there', async () => {
  const { area } = open()
  await rest()
  const places = document.querySelectorAll('.place').length
  await user().type(area(), '你必须')
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 1)
  expect(advice()).toBeNull()
  await vi.advanceTimersByTimeAsync(1)
  await nextTick()
  expect(advice()).toHaveTextContent('改成“麻烦您”')
  expect(advice()?.closest('[role=status]')).not.toBeNull()
  expect(document.querySelectorAll('.place')).toHaveLength(places)
  // Typing on keeps it, changing what it is about takes it away at once.
  await user().type(area(), '带')
  expect(advice()).not.toBeNull()
  area().setSelectionRange(0, 1)
  await user().keyboard('{Delete}')
  expect(advice()).toBeNull()
})

test('Alt+R rewrites one hit after the other', async () => {
  const { area } = open('你必须带证，你必须本人来。')
  await rest()
  expect(screen.getByText('1/2')).toBeInTheDocument()
  area().focus()
  await user().keyboard('{Alt>}r{/Alt}')
  expect(area()).toHaveValue('麻烦您带证，你必须本人来。')
  await rest()
  await user().keyboard('{Alt>}r{/Alt}')
  await rest()
  expect(area()).toHaveValue('麻烦您带证，麻烦您本人来。')
  expect(advice()).toBeNull()
})

test('of several fields the one with the caret is rewritten', async () => {
  const { area } = open('你必须来', 2)
  await rest()
  area(1).focus()
  await user().keyboard('{Alt>}r{/Alt}')
  expect(area(1)).toHaveValue('麻烦您来')
  expect(area(0)).toHaveValue('你必须来')
})

describe('a rewrite by key takes nothing away', () => {
  const lossy = (text: string): Warning[] =>
    warn(text).map((one) => ({
      ...one,
      rewrite: { start: 0, end: text.length, text: '我先查清楚', loses: ['30 元', '18 点'] },
    }))
  test('one that would lose a sum or a time is shown, says what to keep, and is not applied', async () => {
    desk.check.mockImplementation((text: string) => Promise.resolve(lossy(text)))
    const { area } = open('你必须 18 点前交 30 元')
    await rest()
    expect(advice()).toHaveTextContent('可以参考“我先查清楚”；30 元、18 点要保留，请自己改')
    expect(screen.queryByRole('button', { name: /改写/ })).toBeNull()
    area().focus()
    await user().keyboard('{Alt>}r{/Alt}')
    expect(area()).toHaveValue('你必须 18 点前交 30 元')
  })
  test('in print what is fit to be said is neither shown nor applied', async () => {
    const { area } = open('你必须带证', 1, 'final_reply')
    await rest()
    expect(advice()).toHaveTextContent('这里的字要印出来')
    expect(advice()).not.toHaveTextContent('麻烦您')
    expect(screen.queryByRole('button', { name: /改写/ })).toBeNull()
    area().focus()
    await user().keyboard('{Alt>}r{/Alt}')
    expect(area()).toHaveValue('你必须带证')
  })
  test('in print a rewrite of its own is applied', async () => {
    desk.check.mockImplementation((text: string) =>
      Promise.resolve(
        warn(text).map((one) => ({
          ...one,
          printed: { start: one.start, end: one.end, text: '请您', loses: [] },
        })),
      ),
    )
    const { area } = open('你必须带证', 1, 'offer_action')
    await rest()
    area().focus()
    await user().keyboard('{Alt>}r{/Alt}')
    expect(area()).toHaveValue('请您带证')
  })
  test('with the caret in a field that is changed by hand no other field is rewritten', async () => {
    desk.check.mockImplementation((text: string) =>
      Promise.resolve(text.includes('30 元') ? lossy(text) : warn(text)),
    )
    const { texts, area } = open('你必须来', 2)
    if (texts[0]) texts[0].value = '你必须交 30 元'
    await rest()
    area(0).focus()
    await user().keyboard('{Alt>}r{/Alt}')
    expect(area(1)).toHaveValue('你必须来')
  })
})

test('leaving out says whether a sentence or some words go', async () => {
  const leftOut = (start: number, end: number) => (text: string) =>
    Promise.resolve(warn(text).map((one) => ({ ...one, rewrite: { start, end, text: '', loses: [] } })))
  desk.check.mockImplementation(leftOut(0, 5))
  const { texts } = open('你必须来。')
  await rest()
  expect(advice()).toHaveTextContent('这一句去掉更好')
  desk.check.mockImplementation(leftOut(0, 3))
  if (texts[0]) texts[0].value = '你必须去。'
  await nextTick()
  await rest()
  expect(advice()).toHaveTextContent('去掉“你必须”更好')
})

describe('the desk is asked', () => {
  test('not while an input method composes', async () => {
    const { area } = open()
    await rest()
    desk.check.mockClear()
    const el = area()
    el.dispatchEvent(new CompositionEvent('compositionstart'))
    el.value = 'nibixu'
    el.dispatchEvent(new InputEvent('input', { isComposing: true }))
    await rest()
    expect(desk.check).not.toHaveBeenCalled()
    el.value = '你必须'
    el.dispatchEvent(new CompositionEvent('compositionend'))
    await rest()
    expect(desk.check).toHaveBeenCalledExactlyOnceWith('你必须')
  })
  test('one question at a time, and then only about the newest text', async () => {
    const answers: (() => void)[] = []
    desk.check.mockImplementation(
      (text: string) => new Promise((done) => answers.push(() => done(warn(text)))),
    )
    const { texts } = open()
    await rest()
    for (const text of ['你', '你必', '你必须来']) {
      if (texts[0]) texts[0].value = text
      await nextTick()
      await rest()
    }
    expect(desk.check).toHaveBeenCalledOnce()
    answers[0]?.()
    await rest()
    expect(desk.check.mock.calls.map(([text]) => text as string)).toEqual(['你', '你必须来'])
    expect(advice()).toBeNull()
    answers[1]?.()
    await rest()
    expect(advice()).not.toBeNull()
  })
  test('and when it can’t answer nothing stands in the way', async () => {
    desk.check.mockRejectedValue(new Error('no'))
    vi.spyOn(globalThis, 'reportError').mockImplementation(() => undefined)
    const { area } = open('你必须')
    await rest()
    await user().type(area(), '来')
    expect(area()).toHaveValue('你必须来')
    expect(advice()).toBeNull()
  })
})
