import userEvent from '@testing-library/user-event'
import { render, screen, within } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { violations } from '@/test-axe'
import type { Note } from '../notes'
import NoteStrip from './NoteStrip.vue'

const done = vi.fn()
const notes: Note[] = [
  { id: 'waiting', gravity: 'sky', title: '等扩容', deeds: [{ id: 'told', label: '记联系', press: done }] },
  {
    id: 'escalation',
    gravity: 'red',
    title: '已升级',
    line: '还没有告知客户',
    more: ['请求：退费'],
    deeds: [
      { id: 'accept', label: '接收', why: '需要值班经理', press: done },
      { id: 'back', label: '撤回', folded: true, press: done },
      { id: 'tell', label: '已告知客户', press: done },
    ],
  },
]
const open = (shown: readonly Note[]) => render(NoteStrip, { props: { notes: shown, label: '提示' } })

test('the gravest stands in the line with the first deed that can be done, and how many there are besides', async () => {
  open(notes)
  expect(screen.getByRole('status')).toHaveTextContent('已升级')
  expect(screen.queryByTestId('waiting')).toBeNull()
  expect(screen.getAllByRole('button').map((one) => one.textContent?.trim())).toEqual([
    '已告知客户',
    '另有 1 项',
  ])
  expect(await violations()).toEqual([])
})

test('by keys: opened, the hand is at the first deed that can be done; Esc folds and gives it back', async () => {
  open(notes)
  await userEvent.tab()
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  expect(screen.getByTestId('tell')).toHaveFocus()
  const items = within(screen.getByRole('list')).getAllByRole('listitem')
  expect(items.map((one) => one.dataset.testid)).toEqual(['escalation', 'waiting'])
  expect(items[0]).toHaveTextContent('请求：退费')
  expect(await violations()).toEqual([])
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('list')).toBeNull()
  expect(screen.getByTestId('notes')).toHaveFocus()
})

test('a deed folds the list first, so that the hand comes back to a place that stays', async () => {
  done.mockReset()
  open(notes)
  await userEvent.click(screen.getByTestId('notes'))
  await userEvent.click(screen.getByTestId('accept'))
  expect(done).not.toHaveBeenCalled()
  await userEvent.click(screen.getByTestId('told'))
  expect(done).toHaveBeenCalledOnce()
  expect(screen.queryByRole('list')).toBeNull()
  expect(screen.getByTestId('notes')).toHaveFocus()
})

test('whoever goes elsewhere leaves it folded', async () => {
  render({
    components: { NoteStrip },
    setup: () => ({ notes }),
    template: '<NoteStrip :notes="notes" label="提示" /><button>别处</button>',
  })
  await userEvent.click(screen.getByTestId('notes'))
  await userEvent.click(screen.getByText('别处'))
  expect(screen.queryByRole('list')).toBeNull()
})

test('with nothing to tell its place is kept, and the hand is not lost when the last note goes', async () => {
  const { rerender } = open(notes)
  await userEvent.click(screen.getByTestId('notes'))
  await rerender({ notes: [] })
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByRole('region', { name: '提示' })).toHaveFocus()
})
