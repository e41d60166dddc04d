import { flushPromises } from '@vue/test-utils'
import { render } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, nextTick, ref, shallowRef, type Ref } from 'vue'
import type { TicketView } from '@/ipc'
import { useForm, type Form } from './form'
import { provideWorkspace, type Panel, type Workspace } from './panel'

const drafts = vi.hoisted(() => new Map<string, string>())
vi.mock('@/ipc', () => ({
  commands: {
    draft: (key: string) => Promise.resolve(drafts.get(key) ?? null),
    saveDraft: (key: string, json: string) => Promise.resolve(drafts.set(key, json)),
    discardDraft: (key: string) => Promise.resolve(drafts.delete(key)),
  },
}))
beforeEach(() => {
  vi.useFakeTimers()
  drafts.clear()
})
afterEach(() => vi.useRealTimers())

interface Fields {
  what: string
  why: string
}
const KEY = 'ticket:t7:facts'

/** A form over a record that the test may change, as a write or a colleague would. */
async function open(recorded: Ref<Fields>) {
  let form!: Form<Fields>
  const Inside = defineComponent({
    setup() {
      form = useForm('facts', () => recorded.value)
      return () => null
    },
  })
  const view = shallowRef({ ticket: { id: 't7' } } as TicketView)
  const { unmount } = render(
    defineComponent({
      components: { Inside },
      setup: () => provideWorkspace({ view } as unknown as Workspace, ref<Panel>()),
      template: '<Inside/>',
    }),
  )
  await flushPromises()
  return { form, unmount }
}
const pause = () => vi.advanceTimersByTimeAsync(700)

describe('what is typed', () => {
  test('is kept as touched fields only and lies over the record when the form is opened again', async () => {
    const recorded = ref({ what: '掉线', why: '' })
    const first = await open(recorded)
    first.form.model.value.why = '接头'
    await pause()
    expect(drafts.get(KEY)).toBe('{"why":"接头"}')
    first.unmount()
    recorded.value = { what: '每晚掉线', why: '' }
    const { form } = await open(recorded)
    expect(form.model.value).toEqual({ what: '每晚掉线', why: '接头' })
    expect(form.changed.value).toBe(true)
  })

  test('stays when the record changes under it; untouched fields follow', async () => {
    const recorded = ref({ what: '掉线', why: '' })
    const { form } = await open(recorded)
    form.model.value.why = '接头'
    recorded.value = { what: '同事改过', why: '同事也写了' }
    await nextTick()
    expect(form.model.value).toEqual({ what: '同事改过', why: '接头' })
  })

  test('and taken back leaves no draft', async () => {
    const { form } = await open(ref({ what: '', why: '' }))
    form.model.value.what = '掉'
    await pause()
    expect(drafts.has(KEY)).toBe(true)
    form.model.value.what = ''
    await pause()
    expect(drafts.has(KEY)).toBe(false)
  })

  test('and recorded by another way leaves no draft to lie over later changes', async () => {
    const recorded = ref({ what: '', why: '' })
    const { form } = await open(recorded)
    form.model.value.what = '掉线'
    await pause()
    recorded.value = { what: '掉线', why: '' }
    await nextTick()
    await pause()
    expect(form.changed.value).toBe(false)
    expect(drafts.has(KEY)).toBe(false)
  })
})

test('what is performed counts as recorded, as the record has it; what was typed meanwhile stays', async () => {
  const recorded = ref({ what: '', why: '' })
  const { form } = await open(recorded)
  Object.assign(form.model.value, { what: ' 掉线 ', why: '接' })
  await form.flush()
  const settled = form.sending()
  form.model.value.why = '接头'
  drafts.delete(KEY)
  recorded.value = { what: '掉线', why: '接' }
  settled()
  expect(form.model.value).toEqual({ what: '掉线', why: '接头' })
  await pause()
  expect(drafts.get(KEY)).toBe('{"why":"接头"}')
})
