import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { installKeyboard } from '@/app/keys/keyboard'
import type { Warning } from '@/ipc'
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
    rewrite: { start: index, end: index + 3, text: '麻烦您' },
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
function open(start = '', fields = 1) {
  const texts = Array.from({ length: fields }, () => ref(start))
  const host = defineComponent(
    () => () =>
      texts.map((text, at) =>
        h(SpokenText, {
          field: 'apology',
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
