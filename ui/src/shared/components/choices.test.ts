import userEvent from '@testing-library/user-event'
import { render, screen, within } from '@testing-library/vue'
import { describe, expect, test } from 'vitest'
import Button from './Button.vue'
import CheckRow from './CheckRow.vue'
import CodePicker from './CodePicker.vue'
import DataTable from './DataTable.vue'
import RovingList from './RovingList.vue'
import Segmented from './Segmented.vue'
import Steps from './Steps.vue'

describe('Button', () => {
  test('that is not allowed can be reached, says why, and does nothing', async () => {
    const { emitted } = render(Button, { props: { why: '还差：何处' }, slots: { default: '下一步' } })
    const button = screen.getByRole('button', { name: /下一步/ })
    await userEvent.tab()
    expect(button).toHaveFocus()
    expect(button).toHaveAccessibleDescription('还差：何处')
    await userEvent.keyboard('{Enter}')
    expect(emitted('press')).toBeUndefined()
  })
  test('is pressed once', async () => {
    const { emitted } = render(Button, { slots: { default: '登记' } })
    await userEvent.click(screen.getByRole('button', { name: '登记' }))
    expect(emitted('press')).toHaveLength(1)
  })
})

describe('Segmented', () => {
  const options = ['平静', '焦虑', '愤怒'].map((label) => ({ value: label, label }))
  test('is answered by a digit', async () => {
    const { emitted } = render(Segmented, { props: { options, ariaLabel: '情绪' } })
    await userEvent.tab()
    await userEvent.keyboard('3')
    expect(emitted('update:modelValue')).toEqual([['愤怒']])
    expect(screen.getByRole('radio', { name: '愤怒' })).toHaveFocus()
  })
  test('leaves digits that mean nothing, and disabled answers, alone', async () => {
    const { emitted } = render(Segmented, {
      props: { options: [...options, { value: '失望', label: '失望', disabled: true }], ariaLabel: '情绪' },
    })
    await userEvent.tab()
    await userEvent.keyboard('49')
    expect(emitted('update:modelValue')).toBeUndefined()
  })
})

describe('CodePicker', () => {
  const groups = [
    { digit: '1', label: '移动网络', items: [{ digit: '1', value: 'weak', label: '信号弱' }] },
    {
      digit: '2',
      label: '固网宽带',
      items: [
        { digit: '1', value: 'overdue', label: '修障超时' },
        { digit: '2', value: 'repeated', label: '频繁障碍' },
      ],
    },
  ]
  const open = (modelValue: string | null = null) =>
    render(CodePicker, { props: { groups, modelValue, ariaLabel: '类型' } })

  test('takes two digits', async () => {
    const { emitted } = open()
    await userEvent.tab()
    await userEvent.keyboard('22')
    expect(emitted('chosen')).toEqual([['repeated']])
    expect(screen.getByRole('radio', { name: '频繁障碍' })).toBeChecked()
  })
  test('is changed by two digits more', async () => {
    const { emitted } = open('repeated')
    await userEvent.tab()
    await userEvent.keyboard('11')
    expect(emitted('chosen')).toEqual([['weak']])
  })
  test('Backspace takes it back', async () => {
    const { emitted } = open('repeated')
    await userEvent.tab()
    await userEvent.keyboard('{Backspace}21')
    expect(emitted('update:modelValue')?.at(0)).toEqual([null])
    expect(emitted('chosen')).toEqual([['overdue']])
  })
  test('is walked by arrows', async () => {
    open('overdue')
    await userEvent.tab()
    expect(screen.getByRole('radio', { name: '固网宽带' })).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowRight}')
    expect(screen.getByRole('radio', { name: '频繁障碍' })).toHaveFocus()
  })
})

test('CheckRow is ticked by the space bar', async () => {
  const { emitted } = render(CheckRow, { props: { label: '已复述' } })
  await userEvent.tab()
  await userEvent.keyboard(' ')
  expect(emitted('update:modelValue')).toEqual([[true]])
})

describe('DataTable', () => {
  const rows = [{ n: '007' }, { n: '009' }, { n: '010' }]
  const table = () =>
    render(DataTable, {
      props: {
        label: '投诉',
        columns: [{ key: 'n', label: '单号' }],
        rows,
        rowKey: (row: unknown) => (row as { n: string }).n,
      },
      slots: { n: '<template #n="{ row }">{{ row.n }}<button type="button">更多</button></template>' },
    })
  const row = (name: string) => screen.getByRole('row', { name: new RegExp(name) })

  test('is one stop of Tab, walked by arrows, opened by Enter, previewed by Space', async () => {
    const { emitted } = table()
    await userEvent.tab()
    expect(row('007')).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
    expect(row('010')).toHaveFocus()
    expect(row('010')).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{Home}{Enter}')
    expect(emitted('open')).toEqual([[rows[0]]])
    await userEvent.keyboard('{End} ')
    expect(emitted('preview')).toEqual([[rows[2]]])
  })
  test('leaves Enter to a button inside a row', async () => {
    const { emitted } = table()
    within(row('007')).getByRole('button').focus()
    await userEvent.keyboard('{Enter}')
    expect(emitted('open')).toBeUndefined()
  })
})

test('RovingList keeps its place when its items change', async () => {
  const props = { label: '话术', items: ['一', '二', '三'], itemKey: (item: unknown) => item as string }
  const { rerender, emitted } = render(RovingList, { props })
  await userEvent.tab()
  await userEvent.keyboard('{ArrowDown}')
  await rerender({ items: ['二', '三'] })
  await userEvent.keyboard('{Enter}')
  expect(emitted('open')).toEqual([['二']])
})

describe('Steps', () => {
  test('goes to a step, but not to one that is closed, and says why', async () => {
    const { emitted } = render(Steps, {
      props: {
        steps: [
          { id: 'listen', label: '倾听', state: 'done' },
          { id: 'gather', label: '收集', state: 'now' },
          { id: 'ask', label: '征询', state: 'blocked', why: '先给出方案' },
        ],
      },
    })
    expect(screen.getByRole('button', { name: /收集/ })).toHaveAttribute('aria-current', 'step')
    await userEvent.click(screen.getByRole('button', { name: /征询 ?先给出方案/ }))
    await userEvent.click(screen.getByRole('button', { name: /倾听 ?已完成/ }))
    expect(emitted('go')).toEqual([['listen']])
  })
})
