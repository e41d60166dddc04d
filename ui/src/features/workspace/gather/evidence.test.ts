import userEvent from '@testing-library/user-event'
import { fireEvent, screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { EVIDENCE_MAX_BYTES, type EvidenceFile, type Ticket } from '@/ipc'
import { dismissAll, toasts, undoToast } from '@/shared/toasts'
import { usePanel } from '../panel'
import { NOW, stage } from '../propose/stage'
import CheckFiles from './CheckFiles.vue'
import EvidenceFiles from './EvidenceFiles.vue'
import { provideEvidence, sizeText } from './evidence'
import Grounds from './Grounds.vue'

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
/** A panel that has nothing but them, and a check. */
const Panel = defineComponent(() => {
  usePanel({ pending: () => [], forms: [] })
  provideEvidence()
  return () => [
    h(CheckFiles, { question: LIGHTS, 'data-check': '', '.check': LIGHTS }),
    h(EvidenceFiles, { questions: [LIGHTS, WORKS] }),
    h(Grounds),
  ]
})
const LIGHTS = '光猫亮红灯吗？'
const WORKS = '附近有施工吗？'

const place = () => screen.getByTestId('evidence')
const dropped = (...files: File[]) => fireEvent.drop(place(), { dataTransfer: { files } })
beforeEach(() => {
  brought.splice(0)
  dismissAll()
})

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

test('what was pasted is shown with its picture, and taken off again by the key that takes back', async () => {
  const { performed, become } = await stage(Panel, on())
  const pasted = new Event('paste', { cancelable: true })
  window.dispatchEvent(Object.assign(pasted, { clipboardData: { files: [new File(['p'], 'a.jpg')] } }))
  await waitFor(() => expect(toasts.value).toHaveLength(1))
  const [told] = toasts.value
  expect(told!.text).toBe('已添加“a.jpg”')
  become(on('a.jpg'))
  await waitFor(() => expect(told!.picture?.()).toBe('data:image/jpeg;base64,AAAA'))
  await undoToast(told!.id)
  expect(performed()[1]).toEqual({ do: 'remove_evidence', file: 'a.jpg' })
})

test('several at once are taken off together', async () => {
  const { performed } = await stage(Panel, on())
  await dropped(new File(['a'], 'a.jpg'), new File(['b'], 'b.pdf'))
  await waitFor(() => expect(toasts.value.map(({ text }) => text)).toEqual(['已添加“a.jpg”等 2 份材料']))
  await undoToast(toasts.value[0]!.id)
  expect(performed().slice(2)).toEqual([
    { do: 'remove_evidence', file: 'a.jpg' },
    { do: 'remove_evidence', file: 'b.pdf' },
  ])
})

describe('what a file shows', () => {
  const row = () => document.querySelector<HTMLElement>('[data-check]')!
  test('is the check in whose row it is dropped, or pasted while the caret is there', async () => {
    const { performed } = await stage(Panel, on())
    await fireEvent.drop(row(), { dataTransfer: { files: [new File(['p'], '光猫.jpg')] } })
    await waitFor(() => expect(performed()).toHaveLength(1))
    within(row())
      .getByRole('button', { name: `给“${LIGHTS}”添加材料` })
      .focus()
    const pasted = new Event('paste', { cancelable: true })
    window.dispatchEvent(Object.assign(pasted, { clipboardData: { files: [new File(['p'], 'b.jpg')] } }))
    await waitFor(() => expect(performed()).toHaveLength(2))
    for (const action of performed()) expect(action).toMatchObject({ do: 'attach_evidence', shows: LIGHTS })
    expect(toasts.value[0]!.text).toBe(`已添加“b.jpg”，佐证“${LIGHTS}”`)
    // Beside every place nothing is taken.
    await fireEvent.drop(document.body, { dataTransfer: { files: [new File(['p'], 'c.jpg')] } })
    await dropped(new File(['p'], 'd.jpg'))
    await waitFor(() => expect(performed()).toHaveLength(3))
    expect(performed()[2]).toMatchObject({ file: { name: 'd.jpg' }, shows: undefined })
  })
  test('is told of what was refused where it can be seen', async () => {
    await stage(Panel, on())
    await fireEvent.drop(row(), { dataTransfer: { files: [new File(['MZ'], '病毒.exe')] } })
    await waitFor(() => expect(toasts.value).toMatchObject([{ tone: 'red' }]))
    expect(toasts.value[0]!.text).toMatch(/^“病毒.exe”：.*PDF 文件$/)
  })
  test('stands at the check and at the attribution, and is changed by its list', async () => {
    const { performed, become } = await stage(Panel, on())
    expect(screen.getByTestId('grounds')).toHaveTextContent('还没有')
    const { evidence } = on('a.jpg', 'b.pdf')
    become({ evidence: evidence!.map((one, at) => (at === 0 ? { ...one, shows: LIGHTS } : one)) })
    await waitFor(() => expect(within(row()).getAllByRole('button')).toHaveLength(2))
    const grounds = screen.getByTestId('grounds')
    expect(grounds).toHaveTextContent(`a.jpg${LIGHTS}b.pdf`)
    const list = () => screen.getByRole('combobox', { name: '“a.jpg”佐证哪一项' })
    expect(list()).toHaveTextContent(LIGHTS)
    for (const [name, shows] of [
      [WORKS, WORKS],
      ['佐证整件事', undefined],
    ] as const) {
      list().focus()
      await userEvent.keyboard('{ArrowDown}')
      ;(await screen.findByRole('option', { name })).focus()
      await userEvent.keyboard('{Enter}')
      await waitFor(() => expect(performed().at(-1)).toEqual({ do: 'relate_evidence', file: 'a.jpg', shows }))
    }
  })
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
