import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { defineComponent, h, ref, shallowRef, type Component } from 'vue'
import type { Action, ActionKind, Outcome, Ticket } from '@/ipc'
import { strip } from '@/shared/notesStage'
import { violations } from '@/test-axe'
import AgreedOnly from '../coach/AgreedOnly.vue'
import { provideWorkspace, type Panel } from '../panel'
import { NOW, viewOf } from '../stage'
import ReportDialog from './ReportDialog.vue'
import { useSensitiveNotes } from './notes'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { draft: () => Promise.resolve(null), saveDraft: () => Promise.resolve(NOW) },
}))

const reported = { capacity: 'press', at: NOW, by: '1025', noted: null } as const
const SensitiveNote = strip(useSensitiveNotes)

function open(part: Component, sensitive: Ticket['sensitive'], not: ActionKind[] = []) {
  const perform = vi.fn((_: Action[]) => Promise.resolve({} as Outcome))
  const workspace = {
    view: shallowRef(viewOf({ sensitive })),
    staff: ref(undefined),
    now: ref(Date.parse(NOW)),
    busy: ref(false),
    why: (kind: ActionKind) => (not.includes(kind) ? '需要值班经理' : undefined),
    perform,
    inPerson: () => Promise.resolve(undefined),
    refused: () => undefined,
    open: () => undefined,
  }
  const host = defineComponent(() => {
    provideWorkspace(workspace, shallowRef<Panel>())
    return () => h(part)
  })
  render(host)
  return perform
}

test('a manager takes note in one press', async () => {
  const perform = open(SensitiveNote, reported)
  expect(screen.getByTestId('sensitive')).toHaveTextContent(/媒体记者来访.*李娜报告，等经理知悉/)
  expect(await violations()).toEqual([])
  await userEvent.click(screen.getByTestId('note-sensitive'))
  expect(perform).toHaveBeenCalledWith([{ do: 'note_sensitive' }])
})
test('a clerk reads that it was told and can only take a mistake back', async () => {
  const perform = open(SensitiveNote, reported, ['note_sensitive'])
  await userEvent.click(screen.getByTestId('notes'))
  expect(screen.queryByTestId('note-sensitive')).toBeNull()
  await userEvent.click(screen.getByTestId('take-back-sensitive'))
  expect(perform).toHaveBeenCalledWith([{ do: 'take_back_sensitive' }])
})
test('once noted it says who knows, and an ordinary visit says nothing', () => {
  const noted = { at: NOW, by: '1025' }
  open(SensitiveNote, { ...reported, noted }, ['note_sensitive', 'take_back_sensitive'])
  expect(screen.getByTestId('sensitive')).toHaveTextContent(/李娜已于 .* 知悉/)
  expect(screen.queryByTestId('note-sensitive')).toBeNull()
})
test('an ordinary visit has neither note nor line', () => {
  open(SensitiveNote, null)
  open(AgreedOnly, null)
  expect(screen.queryByTestId('sensitive')).toBeNull()
  expect(screen.queryByTestId('agreed-only')).toBeNull()
})
test('the coach holds to the agreed statement', () => {
  open(AgreedOnly, reported)
  expect(screen.getByTestId('agreed-only')).toHaveTextContent('只按统一口径答复，已报值班经理')
})
test('reporting asks in what capacity before it tells anybody', async () => {
  const perform = open(ReportDialog, null)
  const go = await screen.findByRole('button', { name: /报告经理/ })
  await userEvent.click(go)
  expect(screen.getByText('请选来访身份')).toBeInTheDocument()
  expect(perform).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('radio', { name: /律师/ }))
  expect(await violations()).toEqual([])
  await userEvent.click(go)
  const [actions] = perform.mock.calls[0] ?? []
  expect(actions).toEqual([{ do: 'report_sensitive', capacity: 'lawyer' }])
})
