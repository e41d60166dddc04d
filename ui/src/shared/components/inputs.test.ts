import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { describe, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, type Component, type Ref } from 'vue'
import DateTimeInput from './DateTimeInput.vue'
import Field from './Field.vue'
import MoneyInput from './MoneyInput.vue'
import PhoneInput from './PhoneInput.vue'
import TextArea from './TextArea.vue'
import TextInput from './TextInput.vue'

/** A control inside a field labelled 标签, bound to a model. */
function inField<T>(control: Component, model: Ref<T>, props: Record<string, unknown> = {}, field = {}) {
  return render(
    defineComponent(
      () => () =>
        h(Field, { label: '标签', ...field }, () =>
          h(control, {
            modelValue: model.value,
            'onUpdate:modelValue': (value: T) => (model.value = value),
            ...props,
          }),
        ),
    ),
  )
}
const box = () => screen.getByRole<HTMLInputElement>('textbox', { name: /^标签/ })
const compose = (element: HTMLElement, type: 'start' | 'end') =>
  element.dispatchEvent(new CompositionEvent(`composition${type}`, { bubbles: true }))
function put(element: HTMLInputElement, value: string, isComposing = false) {
  element.value = value
  element.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing }))
}

describe('Field', () => {
  test('ties label, hint and error to its control', async () => {
    const props = ref<{ error?: string }>({})
    render(
      defineComponent(
        () => () =>
          h(Field, { label: '标签', hint: '提示', required: true, ...props.value }, () => h(TextInput)),
      ),
    )
    expect(box()).toHaveAccessibleDescription('提示')
    expect(box()).toBeRequired()
    expect(box()).not.toBeInvalid()
    props.value = { error: '不对' }
    await nextTick()
    expect(box()).toHaveAccessibleDescription('不对')
    expect(box()).toBeInvalid()
  })
})

describe('TextInput', () => {
  test('takes out hidden characters, says which, and keeps the caret', async () => {
    const model = ref('')
    inField(TextInput, model)
    box().value = '宽\u200B带\u202E掉线'
    box().setSelectionRange(3, 3)
    box().dispatchEvent(new InputEvent('input', { bubbles: true }))
    await nextTick()
    expect(model.value).toBe('宽带掉线')
    expect(box()).toHaveValue('宽带掉线')
    expect(box().selectionStart).toBe(2)
    expect(box()).toHaveAccessibleDescription('已去掉不可见字符、文字方向符')
  })

  test('leaves the text alone while an input method composes, whatever is rendered meanwhile', async () => {
    const model = ref('已有')
    inField(TextInput, model)
    compose(box(), 'start')
    put(box(), '已有diaoxian', true)
    model.value = '别处改了'
    await nextTick()
    expect(box()).toHaveValue('已有diaoxian')
    box().value = '已有掉线'
    compose(box(), 'end')
    expect(model.value).toBe('已有掉线')
  })

  test('takes what was composed when the field is left without compositionend', async () => {
    const model = ref('')
    inField(TextInput, model)
    compose(box(), 'start')
    put(box(), '掉线', true)
    box().dispatchEvent(new FocusEvent('blur'))
    expect(model.value).toBe('掉线')
  })

  test('shows what the model is set to', async () => {
    const model = ref('甲')
    inField(TextInput, model)
    model.value = '乙'
    await nextTick()
    expect(box()).toHaveValue('乙')
  })
})

describe('TextArea', () => {
  test('counts near the limit and lets nobody lose a word beyond it', async () => {
    const model = ref('')
    inField(TextArea, model, { limit: 10 })
    put(box(), '一二三四五六七八')
    await nextTick()
    expect(screen.queryByText(/字$/)).toBeNull()
    put(box(), '一二三四五六七八九')
    await nextTick()
    expect(screen.getByText('9 / 10 字')).toBeVisible()
    put(box(), '一二三四五六七八九十𬭚😀')
    await nextTick()
    expect(screen.getByText('超出 2 字')).toBeVisible()
    expect(box()).toBeInvalid()
    expect(model.value).toBe('一二三四五六七八九十𬭚😀')
  })
  test('keeps line ends', async () => {
    const model = ref('')
    inField(TextArea, model)
    await userEvent.type(box(), '一{Enter}二')
    expect(model.value).toBe('一\n二')
  })
})

describe('MoneyInput', () => {
  test('gives whole fen and writes the amount out on leaving', async () => {
    const model = ref<number | null>(null)
    inField(MoneyInput, model)
    await userEvent.type(box(), '１２３４．５')
    expect(model.value).toBe(123450)
    await userEvent.tab()
    expect(box()).toHaveValue('1,234.50')
    expect(model.value).toBe(123450)
  })
  test('says why it takes no amount, and keeps what was typed', async () => {
    const model = ref<number | null>(500)
    inField(MoneyInput, model, { max: 5000 })
    await userEvent.clear(box())
    await userEvent.type(box(), '80')
    expect(model.value).toBeNull()
    expect(box()).toHaveAccessibleDescription('不能超过 ¥50.00')
    await userEvent.clear(box())
    await userEvent.type(box(), '很多')
    await userEvent.tab()
    expect(box()).toHaveValue('很多')
    expect(box()).toBeInvalid()
  })
  test('follows its model', async () => {
    const model = ref<number | null>(500)
    inField(MoneyInput, model)
    expect(box()).toHaveValue('5.00')
    model.value = null
    await nextTick()
    expect(box()).toHaveValue('')
  })
})

describe('PhoneInput', () => {
  test('groups a mobile number while it is typed and tells once when it is whole', async () => {
    const model = ref('')
    const complete = vi.fn()
    inField(PhoneInput, model, { onComplete: complete })
    await userEvent.type(box(), '１３８12345678')
    expect(box()).toHaveValue('138 1234 5678')
    expect(model.value).toBe('13812345678')
    expect(complete.mock.calls).toEqual([['13812345678']])
  })
  test('keeps the caret where a digit was put in', () => {
    const model = ref('1381234567')
    inField(PhoneInput, model)
    box().value = '138 91234 567'
    box().setSelectionRange(5, 5)
    box().dispatchEvent(new InputEvent('input', { bubbles: true }))
    expect(box()).toHaveValue('138 9123 4567')
    expect(box().selectionStart).toBe(5)
  })
  test.each([
    ['010-8888 6666', '01088886666'],
    ['10000', '10000'],
    ['+86 138', '86138'],
  ])('%s', async (typed, digits) => {
    const model = ref('')
    inField(PhoneInput, model)
    put(box(), typed)
    expect(model.value).toBe(digits)
  })
  test('says that it takes digits only', async () => {
    inField(PhoneInput, ref(''))
    put(box(), '138abc')
    await nextTick()
    expect(box()).toHaveAccessibleDescription('只能填数字')
    expect(box()).toHaveValue('138')
  })
})

describe('DateTimeInput', () => {
  const now = () => new Date('2026-11-21T06:32:07Z')
  test('reads what is typed and shows how it was understood', async () => {
    const model = ref<string | null>(null)
    inField(DateTimeInput, model, { now })
    await userEvent.type(box(), '昨天 15:30')
    expect(model.value).toBe('2026-11-20T07:30:00.000Z')
    box().blur()
    await nextTick()
    expect(box()).toHaveValue('11月20日（周五）15:30')
    expect(model.value).toBe('2026-11-20T07:30:00.000Z')
  })
  test('takes the usual answers by one press', async () => {
    const model = ref<string | null>(null)
    inField(DateTimeInput, model, { now })
    await userEvent.click(screen.getByRole('button', { name: '今早' }))
    expect(model.value).toBe('2026-11-21T01:00:00.000Z')
    expect(box()).toHaveValue('11月21日（周六）09:00')
  })
  test('refuses what has not come yet, and keeps the words', async () => {
    const model = ref<string | null>(null)
    inField(DateTimeInput, model, { now })
    await userEvent.type(box(), '18:00')
    expect(model.value).toBeNull()
    expect(box()).toHaveAccessibleDescription('不能晚于现在')
    expect(box()).toHaveValue('18:00')
  })
  test('looking ahead it refuses what has passed', async () => {
    const model = ref<string | null>(null)
    inField(DateTimeInput, model, { now, direction: 'ahead' })
    await userEvent.type(box(), '10:00')
    expect(box()).toHaveAccessibleDescription('不能早于现在')
    await userEvent.click(screen.getByRole('button', { name: '明天' }))
    expect(model.value).toBe('2026-11-22T04:00:00.000Z')
  })
  test('says when it understood nothing', async () => {
    const model = ref<string | null>(null)
    inField(DateTimeInput, model, { now })
    await userEvent.type(box(), '很久以前')
    box().blur()
    await nextTick()
    expect(box()).toBeInvalid()
    expect(box()).toHaveValue('很久以前')
  })
  test('hands on what it can’t read, shows it again, and lets it go with the form', async () => {
    const unread = ref('')
    const bound = () => ({
      unread: unread.value,
      words: true,
      now,
      'onUpdate:unread': (typed: string) => (unread.value = typed),
    })
    const form = defineComponent(() => () => h(Field, { label: '标签' }, () => h(DateTimeInput, bound())))
    const { unmount } = render(form)
    await userEvent.type(box(), '上个月底')
    expect(unread.value).toBe('上个月底')
    unmount()
    render(form)
    expect(box()).toHaveValue('上个月底')
    await nextTick()
    expect(box()).toHaveAccessibleDescription('不是确切时间，将照原话记录')
    expect(box()).not.toBeInvalid()
    unread.value = ''
    await nextTick()
    expect(box()).toHaveValue('')
    await userEvent.type(box(), '昨天 15:30')
    expect(unread.value).toBe('')
  })
})
