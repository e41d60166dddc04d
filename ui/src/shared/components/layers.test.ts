import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { topLayer } from '../layers'
import { dismiss, toast, toasts } from '../toasts'
import Dialog from './Dialog.vue'
import Menu from './Menu.vue'
import TextInput from './TextInput.vue'
import ToastHost from './ToastHost.vue'

describe('Dialog', () => {
  function opened(go = vi.fn()) {
    const [outer, inner] = [ref(true), ref(false)]
    const set = (which: typeof outer) => ({
      open: which.value,
      'onUpdate:open': (value: boolean) => (which.value = value),
    })
    render(
      defineComponent(
        () => () =>
          h(Dialog, { title: '外', onGo: go, ...set(outer) }, () => [
            h(TextInput, { ariaLabel: '理由' }),
            h(Dialog, { title: '内', ...set(inner) }, () => '再问一次'),
          ]),
      ),
    )
    return { outer, inner, go }
  }

  test('puts the caret into its first field', async () => {
    opened()
    await vi.waitFor(() => expect(screen.getByRole('textbox', { name: '理由' })).toHaveFocus())
  })
  test('Ctrl+Enter means its own deed', async () => {
    const { go } = opened()
    await vi.waitFor(() => expect(screen.getByRole('textbox')).toHaveFocus())
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(go).toHaveBeenCalledOnce()
  })
  test('Esc closes the top layer only', async () => {
    const { outer, inner } = opened()
    await nextTick()
    expect(topLayer()).toBe(1)
    inner.value = true
    await screen.findByRole('dialog', { name: '内' })
    expect(topLayer()).toBe(2)
    await userEvent.keyboard('{Escape}')
    expect([outer.value, inner.value]).toEqual([true, false])
    expect(topLayer()).toBe(1)
    await userEvent.keyboard('{Escape}')
    expect(outer.value).toBe(false)
    expect(topLayer()).toBe(0)
  })
})

test('Menu is opened, walked and answered by keys', async () => {
  const { emitted } = render(Menu, {
    props: {
      items: [
        { id: 'copy', label: '复制单号' },
        { id: 'gone', label: '不能用', disabled: true },
        { id: 'leave', label: '客户离开' },
      ],
    },
    slots: { default: '<button type="button">更多</button>' },
  })
  screen.getByRole('button', { name: '更多' }).focus()
  await userEvent.keyboard('{Enter}')
  await screen.findByRole('menu')
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(emitted('pick')).toEqual([['leave']])
})

describe('toasts', () => {
  afterEach(() => {
    toasts.value.forEach((one) => dismiss(one.id))
    vi.useRealTimers()
  })
  test('stand for their time and can be taken back by their button', async () => {
    vi.useFakeTimers()
    const undo = vi.fn()
    render(ToastHost, { props: { label: '消息', undoKeys: 'Ctrl+Z' } })
    toast('已登记', { undo })
    toast('已保存')
    await nextTick()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(screen.queryByText('已保存')).toBeNull()
    expect(screen.getByText('已登记')).toBeInTheDocument()
    screen.getByRole('button', { name: '撤销' }).click()
    await nextTick()
    expect(undo).toHaveBeenCalledOnce()
    expect(screen.queryByText('已登记')).toBeNull()
  })
})
