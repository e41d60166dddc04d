import { render, screen } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { defineComponent } from 'vue'
import { dismissAll, toasts } from '@/shared/toasts'
import { commands, queryClient, type Promised } from '.'
import { act } from './acting'
import { propose, useWorded } from './worded'

const disk = new Map<string, string>()
vi.mock('.', async (original) => ({
  ...(await original<typeof import('.')>()),
  commands: {
    perform: vi.fn(),
    ticket: vi.fn(),
    draft: vi.fn((key: string) => Promise.resolve(disk.get(key) ?? null)),
    saveDraft: vi.fn((key: string, json: string) => Promise.resolve(void disk.set(key, json))),
    discardDraft: vi.fn((key: string) => Promise.resolve(void disk.delete(key))),
  },
}))
const said = (text: string): Promised => ({ text, due: '2026-11-22T07:00:00Z' })
const KEY = 'ticket:t1:worded'
const kept = () => (JSON.parse(disk.get(KEY) ?? '[]') as Promised[]).map(({ text }) => text)
const answered = (worded: Promised[]) => ({ view: {} as never, undo: null, worded })

const Strip = defineComponent({
  template: '<div><p v-for="one in worded">{{ one.text }}</p><button @click="drop">不用记</button></div>',
  setup() {
    const worded = useWorded('t1')
    return { worded, drop: () => (worded.value = worded.value.slice(1)) }
  },
})

beforeEach(() => {
  disk.clear()
  queryClient.clear()
  dismissAll()
})

test('what is promised in a list is kept on its ticket, told, and asked there', async () => {
  vi.mocked(commands.perform).mockResolvedValue(answered([said('明天下午三点前给您回电')]))
  await act({ ticket: { id: 't1' }, revision: 3 }, [{ do: 'keep_promise', promise: 1 }])
  expect(kept()).toEqual(['明天下午三点前给您回电'])
  expect(toasts.value.at(-1)?.text).toContain('明天下午三点前给您回电')
  // Read anew: another day, another window.
  queryClient.clear()
  render(Strip)
  expect(await screen.findByText('明天下午三点前给您回电')).toBeInTheDocument()
})

test('one comes after the other, and what is answered goes for good', async () => {
  await propose('t1', [said('甲')])
  await propose('t1', [said('乙')])
  expect(kept()).toEqual(['甲', '乙'])
  render(Strip)
  ;(await screen.findByRole('button')).click()
  await vi.waitFor(() => expect(kept()).toEqual(['乙']))
  screen.getByRole('button').click()
  await vi.waitFor(() => expect(disk.has(KEY)).toBe(false))
  expect(screen.queryByText('乙')).toBeNull()
})

test('one of two deeds on the same ticket is taken back on the record as it is then', async () => {
  const undo = {
    of: 'keep_promise' as const,
    perform: {
      ticket: 't1',
      revision: 4,
      actions: [{ do: 'reopen_promise' as const, promise: 1 }],
      clears: [],
    },
  }
  vi.mocked(commands.perform).mockResolvedValue({ view: {} as never, undo, worded: [] })
  vi.mocked(commands.ticket).mockResolvedValue({ ticket: { revision: 5 } } as never)
  await act({ ticket: { id: 't1' }, revision: 3 }, [{ do: 'keep_promise', promise: 1 }])
  await toasts.value.at(-1)?.undo?.()
  expect(commands.perform).toHaveBeenLastCalledWith({ ...undo.perform, revision: 5 })
})
