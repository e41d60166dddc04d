import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { EVIDENCE_MAX_BYTES, type EvidenceFile, type Ticket } from '@/ipc'
import { usePanel } from '../panel'
import { NOW, stage } from '../propose/stage'
import EvidenceFiles from './EvidenceFiles.vue'
import { sizeText } from './evidence'

const brought = vi.hoisted(() => [] as { name: string; content: string }[])
vi.mock('@/ipc', async (original) => {
  const real = await original<typeof import('@/ipc')>()
  return {
    ...real,
    commands: {
      bringEvidence: (_: unknown, name: string, content: string) => {
        brought.push({ name, content })
        if (name.endsWith('.exe')) return Promise.reject(new real.DeskError('not_evidence'))
        return Promise.resolve(file(name))
      },
      evidencePreviews: () => Promise.resolve([{ id: 'a.jpg', picture: 'AAAA' }]),
    },
  }
})

const file = (name: string): EvidenceFile => ({
  id: name,
  name,
  kind: name.endsWith('.pdf') ? 'pdf' : 'jpeg',
  bytes: 2_500_000,
  digest: '0'.repeat(64),
})
const on = (...names: string[]): Partial<Ticket> => ({
  step: 'gather',
  evidence: names.map((name) => ({ file: file(name), at: NOW, by: '1024' })),
})
/** A panel that has nothing but them. */
const Panel = defineComponent(() => {
  usePanel({ pending: () => [], forms: [] })
  return () => h(EvidenceFiles)
})
const place = () => screen.getByTestId('evidence')
const dropped = (...files: File[]) => fireEvent.drop(place(), { dataTransfer: { files } })
beforeEach(() => void brought.splice(0))

test('what is dropped is brought and put on the ticket, one after the other', async () => {
  const { performed } = await stage(Panel, on())
  expect(place()).toHaveTextContent('每份不超过 10 MB')
  await dropped(new File(['bill'], '账单.jpg'), new File(['deal'], '合同.pdf'))
  await waitFor(() =>
    expect(performed()).toEqual([
      { do: 'attach_evidence', file: file('账单.jpg') },
      { do: 'attach_evidence', file: file('合同.pdf') },
    ]),
  )
  expect(brought.map(({ content }) => atob(content))).toEqual(['bill', 'deal'])
})

test('pasted pictures go there wherever the caret is; pasted words stay words', async () => {
  const { performed } = await stage(Panel, on())
  const words = new Event('paste', { cancelable: true })
  window.dispatchEvent(Object.assign(words, { clipboardData: { files: [] } }))
  expect(words.defaultPrevented).toBe(false)
  const picture = new Event('paste', { cancelable: true })
  window.dispatchEvent(Object.assign(picture, { clipboardData: { files: [new File(['p'], 'image.png')] } }))
  expect(picture.defaultPrevented).toBe(true)
  await waitFor(() => expect(performed()).toHaveLength(1))
})

test('each file that can’t stand is named with its reason, and the others are there', async () => {
  const { performed } = await stage(Panel, on())
  const huge = new File(['x'], '录像.jpg')
  Object.defineProperty(huge, 'size', { value: EVIDENCE_MAX_BYTES + 1 })
  await dropped(huge, new File(['MZ'], '病毒.exe'), new File(['p'], '截图.png'))
  await waitFor(() => expect(performed()).toHaveLength(1))
  const told = screen.getByRole('status')
  expect(told).toHaveTextContent('“录像.jpg”：文件超过 10 MB')
  expect(told).toHaveTextContent('“病毒.exe”：这份文件不是照片、截图或 PDF')
  expect(brought.map(({ name }) => name)).toEqual(['病毒.exe', '截图.png'])
})

test('a picture is shown small, a document by its sign; each says who added it and how large it is, and can be taken off', async () => {
  const { performed } = await stage(Panel, on('a.jpg', 'b.pdf'))
  const files = screen.getAllByRole('listitem')
  await waitFor(() =>
    expect(files[0]!.querySelector('img')).toHaveAttribute('src', 'data:image/jpeg;base64,AAAA'),
  )
  expect(files[1]!.querySelector('img')).toBeNull()
  expect(files[0]).toHaveTextContent(/王敏 · .*14:32 · 2\.4 MB/)
  await userEvent.click(within(files[1]!).getByRole('button', { name: '移除“b.pdf”' }))
  expect(performed()).toEqual([{ do: 'remove_evidence', file: 'b.pdf' }])
})

test.each([
  [1, '1 KB'],
  [104_000, '102 KB'],
  [2_500_000, '2.4 MB'],
])('%i bytes are %s', (bytes, words) => expect(sizeText(bytes)).toBe(words))
