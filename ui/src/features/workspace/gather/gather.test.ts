import { screen, waitFor } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import type { Ticket } from '@/ipc'
import { stage } from '../propose/stage'
import GatherStep from './GatherStep.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: {
    draft: (key: string) =>
      Promise.resolve(key.endsWith(':facts') ? JSON.stringify({ occurred_typed: '上个月底' }) : null),
    saveDraft: () => Promise.resolve(''),
    discardDraft: () => Promise.resolve(null),
    catalogue: () => Promise.resolve([]),
    readBack: ({ when }: { when?: string }) => Promise.resolve(`${when}起掉线。`),
  },
}))
vi.mock('../coach/coaching', () => ({ useCoaching: () => ({ coaching: { value: undefined } }) }))

test('a time that can’t be read survives a restart, counts as known and is recorded as worded', async () => {
  const intake = { category: '2.2' } as Ticket['intake']
  const { panel } = await stage(GatherStep, {
    step: 'gather',
    facts: { who: '张先生' },
    checks: [],
    read_back: null,
    intake,
  })
  expect(await screen.findByDisplayValue('上个月底')).toBeInTheDocument()
  await waitFor(() => expect(screen.getByDisplayValue('上个月底起掉线。')).toBeInTheDocument())
  expect(panel().covered?.()).toContain('when')
  const [record] = panel().pending()
  expect(record).toMatchObject({ do: 'record_facts', facts: { when: '上个月底', occurred: null } })
  expect(record).not.toHaveProperty('facts.occurred_typed')
})
