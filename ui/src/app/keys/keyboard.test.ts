import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { useLayer } from '@/shared/layers'
import { toast, toasts } from '@/shared/toasts'
import { installKeyboard } from './keyboard'
import { keyMap } from './map'
import { usePlainKey } from './plain'
import { useCommand } from './registry'

let uninstall: () => void
beforeEach(() => {
  uninstall = installKeyboard()
})
afterEach(() => uninstall())

function press(
  key: string,
  init: KeyboardEventInit & { keyCode?: number } = {},
  on: Element = document.body,
) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
  if (init.keyCode) Object.defineProperty(event, 'keyCode', { value: init.keyCode })
  on.dispatchEvent(event)
  return event
}
const screenWith = (setup: () => void, markup = '<div/>') =>
  render(defineComponent({ template: markup, setup: () => setup() as never }))

test('no two commands share a key, and none uses a key of the input methods', () => {
  const keys: string[] = Object.values(keyMap)
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) expect(key).not.toMatch(/Ctrl\+Alt|Ctrl\+Space|Ctrl\+\.|Ctrl\+Shift\+F$|^Shift$/)
})

describe('a command', () => {
  test('answers its key, and the window does not', () => {
    const run = vi.fn()
    screenWith(() => useCommand('newComplaint', run))
    expect(press('F2').defaultPrevented).toBe(true)
    expect(run).toHaveBeenCalledOnce()
  })
  test('is gone with its component', () => {
    const run = vi.fn()
    screenWith(() => useCommand('next', run)).unmount()
    press('Enter', { ctrlKey: true })
    expect(run).not.toHaveBeenCalled()
  })
  test('does not run on and on while the key is held', () => {
    const run = vi.fn()
    screenWith(() => useCommand('next', run))
    press('Enter', { ctrlKey: true })
    press('Enter', { ctrlKey: true, repeat: true })
    expect(run).toHaveBeenCalledOnce()
  })
  test('that is not allowed says why', () => {
    const run = vi.fn()
    screenWith(() => useCommand('next', run, { why: () => '还差：何处' }))
    press('Enter', { ctrlKey: true })
    expect(run).not.toHaveBeenCalled()
    expect(toasts.value.at(-1)?.text).toBe('还差：何处')
  })
  test('of the screen rests while a dialog is open; that of the dialog and the cover answer', () => {
    const [below, inside, cover] = [vi.fn(), vi.fn(), vi.fn()]
    const open = ref(false)
    const Inside = defineComponent({ setup: () => (useCommand('next', inside), () => null) })
    const Layer = defineComponent({ setup: () => (useLayer(open), () => (open.value ? h(Inside) : null)) })
    render(
      defineComponent({
        setup() {
          useCommand('next', below)
          useCommand('newComplaint', below)
          useCommand('cover', cover, { everywhere: true })
          return () => h(Layer)
        },
      }),
    )
    press('Enter', { ctrlKey: true })
    expect(below).toHaveBeenCalledOnce()
    open.value = true
    return Promise.resolve().then(() => {
      press('Enter', { ctrlKey: true })
      press('F2')
      press('F9')
      expect(below).toHaveBeenCalledOnce()
      expect(inside).toHaveBeenCalledOnce()
      expect(cover).toHaveBeenCalledOnce()
    })
  })
  test('Alt+1 goes by the place of the key', () => {
    const run = vi.fn()
    screenWith(() => useCommand('step1', run))
    press('&', { altKey: true, code: 'Digit1' })
    expect(run).toHaveBeenCalledOnce()
  })
  test('a reload is refused', () => {
    expect(press('F5').defaultPrevented).toBe(true)
    expect(press('r', { ctrlKey: true }).defaultPrevented).toBe(true)
  })
})

test('a key of the screen rests inside a menu or a list that lies above it', () => {
  const run = vi.fn()
  screenWith(
    () => usePlainKey('Escape', run),
    '<div data-reka-popper-content-wrapper><button>项</button></div>',
  )
  expect(press('Escape', {}, screen.getByRole('button')).defaultPrevented).toBe(false)
  expect(run).not.toHaveBeenCalled()
  press('Escape')
  expect(run).toHaveBeenCalledOnce()
})

describe('a key held down', () => {
  test('is one deed outside a text, and goes on inside of it', () => {
    const [plain, row] = [vi.fn(), vi.fn()]
    const { container } = screenWith(
      () => usePlainKey('1', plain),
      '<div><button>行</button><textarea aria-label="t"></textarea><input aria-label="i"></div>',
    )
    container.addEventListener('keydown', row)
    const button = screen.getByRole('button')
    press('1', {}, button)
    expect(press('1', { repeat: true }, button).defaultPrevented).toBe(true)
    expect(plain).toHaveBeenCalledOnce()
    expect(row).toHaveBeenCalledOnce()
    // A button would be pressed again and again.
    expect(press('Enter', { repeat: true }, button).defaultPrevented).toBe(true)
    expect(press('Enter', { repeat: true }, screen.getByLabelText('i')).defaultPrevented).toBe(true)
    // Walking and writing repeat.
    for (const [key, on] of [
      ['ArrowDown', button],
      ['1', screen.getByLabelText('t')],
      ['Enter', screen.getByLabelText('t')],
      ['1', screen.getByLabelText('i')],
    ] as const)
      expect(press(key, { repeat: true }, on).defaultPrevented).toBe(false)
    expect(row).toHaveBeenCalledTimes(5)
  })
})

describe('Enter', () => {
  const form = `<form data-region><input aria-label="a"><input aria-label="b" disabled>
    <div role="radiogroup"><input type="radio" name="m" aria-label="r1"><input type="radio" name="m" aria-label="r2" checked></div>
    <textarea aria-label="t"></textarea><button>送</button></form>`

  test('goes from field to field, never submits, and stays at the last', async () => {
    const submit = vi.fn((event: Event) => event.preventDefault())
    const { container } = screenWith(() => undefined, form)
    container.querySelector('form')!.addEventListener('submit', submit)
    screen.getByLabelText('a').focus()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByLabelText('r2')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByLabelText('t')).toHaveFocus()
    await userEvent.keyboard('x{Enter}y')
    expect(screen.getByLabelText('t')).toHaveValue('x\ny')
    expect(submit).not.toHaveBeenCalled()
  })
})

test('Enter leaves a group of its own kind as a whole, and stays where it means something else', async () => {
  screenWith(
    () => undefined,
    `<div data-region><div data-enter="next"><div role="radiogroup"><button role="radio" tabindex="0">甲</button></div>
       <div role="radiogroup"><button role="radio" tabindex="0">乙</button></div></div>
     <input aria-label="after"><div data-enter="own"><input aria-label="own"></div><input aria-label="last"></div>`,
  )
  screen.getByRole('radio', { name: '甲' }).focus()
  await userEvent.keyboard('{Enter}')
  expect(screen.getByLabelText('after')).toHaveFocus()
  screen.getByLabelText('own').focus()
  await userEvent.keyboard('{Enter}')
  expect(screen.getByLabelText('own')).toHaveFocus()
})

describe('an input method', () => {
  const composing: [string, KeyboardEventInit & { keyCode?: number }][] = [
    ['while it composes', { isComposing: true, keyCode: 229 }],
    ['while it composes, engines without keyCode', { isComposing: true }],
    ['the late Enter after compositionend (WebKit)', { isComposing: false, keyCode: 229 }],
  ]
  test.each(composing)('keeps its Enter: %s', (_, init) => {
    const seen = vi.fn()
    screenWith(() => undefined, '<div data-region><input aria-label="a"><input aria-label="b"></div>')
    const field = screen.getByLabelText('a')
    field.addEventListener('keydown', seen)
    field.focus()
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '掉线' }))
    press('Enter', init, field)
    expect(seen).not.toHaveBeenCalled()
    expect(field).toHaveFocus()
    // The next Enter is the clerk's own.
    press('Enter', { keyCode: 13 }, field)
    expect(seen).toHaveBeenCalledOnce()
    expect(screen.getByLabelText('b')).toHaveFocus()
  })
  test('keeps Esc and Ctrl+Enter too', () => {
    const run = vi.fn()
    screenWith(() => useCommand('next', run))
    press('Enter', { ctrlKey: true, isComposing: true })
    expect(run).not.toHaveBeenCalled()
  })
})

describe('Ctrl+Z', () => {
  test('takes back the last deed', () => {
    const undo = vi.fn()
    toast('已登记', { undo })
    expect(press('z', { ctrlKey: true }).defaultPrevented).toBe(true)
    expect(undo).toHaveBeenCalledOnce()
    expect(toasts.value.some((one) => one.undo === undo)).toBe(false)
  })
  test('belongs to the text once something was typed', async () => {
    const undo = vi.fn()
    screenWith(() => undefined, '<input aria-label="a">')
    toast('已登记', { undo })
    await userEvent.type(screen.getByLabelText('a'), 'x')
    const execute = vi.fn(() => true)
    document.execCommand = execute
    press('z', { ctrlKey: true }, screen.getByLabelText('a'))
    expect(execute).toHaveBeenCalledExactlyOnceWith('undo')
    expect(undo).not.toHaveBeenCalled()
    expect(press('z', { ctrlKey: true }, document.body).defaultPrevented).toBe(false)
  })
})

test('F6 walks the regions and comes back to the very field', () => {
  screenWith(
    () => undefined,
    `<div><header data-region tabindex="-1"><input aria-label="h"></header>
     <main data-region tabindex="-1"><input aria-label="m1"><input aria-label="m2"></main></div>`,
  )
  screen.getByLabelText('m2').focus()
  press('F6')
  expect(screen.getByLabelText('h')).toHaveFocus()
  press('F6')
  expect(screen.getByLabelText('m2')).toHaveFocus()
  press('F6', { shiftKey: true })
  expect(screen.getByLabelText('h')).toHaveFocus()
})
