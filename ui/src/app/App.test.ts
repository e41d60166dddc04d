import userEvent from '@testing-library/user-event'
import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { commands, DeskError, queryClient, type Opening } from '@/ipc'
import { useDraft } from '@/shared/draft'
import App from './App.vue'
import GalleryScreen from './gallery/GalleryScreen.vue'

vi.mock('@/ipc', async (original) => ({
  ...(await original<typeof import('@/ipc')>()),
  commands: { start: vi.fn(), cover: vi.fn(), signOut: vi.fn(), uncover: vi.fn(), saveDraft: vi.fn() },
}))

const blank = { template: '<main data-region tabindex="-1"><input aria-label="何事"></main>' }
async function start(path = '/', gallery = false) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: gallery ? GalleryScreen : blank },
      { path: '/new', name: 'new', component: { template: '<h1>新投诉</h1>' } },
      { path: '/settings', name: 'settings', component: blank },
      { path: '/start', name: 'start', component: { template: '<h1>开始</h1>' } },
    ],
  })
  await router.push(path)
  render(App, { global: { plugins: [router] } })
  return router
}

describe('the cover', () => {
  beforeEach(() => start())
  test('hides everything at F9 and gives it back where it was', async () => {
    const field = screen.getByLabelText('何事')
    await userEvent.type(field, '掉线')
    await userEvent.keyboard('{F9}')
    const cover = await screen.findByRole('dialog', { name: '正在为您处理，请稍候' })
    await vi.waitFor(() => expect(cover).toHaveAttribute('open'))
    cover.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(field).toHaveValue('掉线')
  })
})

/* The demonstration is open to everybody; a real hall is not. */
const hall = { company: '', name: '一号厅', code: 'A01', counter: '1' }
const person = { id: '1024', name: '王敏', role: 'clerk', active: true } as const
const real: Opening = {
  start: { hall, staff: [person], preferences: { lock_after: 2 }, version: '0.1.0' },
  at_work: person,
  provisional: false,
  sheet_proven: true,
  sheet_waits: false,
  losses: [],
  may: [],
  demonstration: false,
  covered: false,
}
const locked: Opening = { ...real, start: { ...real.start, staff: [] }, at_work: null }
const PASSWORD = '青山不改绿水长流'
function atWork(opening = real) {
  queryClient.clear()
  vi.mocked(commands.start).mockResolvedValue(opening)
  vi.mocked(commands.signOut).mockResolvedValue(locked)
  queryClient.setQueryData(['opening'], opening)
}

describe('the cover of a real hall', () => {
  beforeEach(async () => {
    vi.clearAllMocks()
    atWork()
    await start()
    await userEvent.type(screen.getByLabelText('何事'), '掉线')
    await userEvent.keyboard('{F9}')
    await vi.waitFor(() => expect(screen.getByRole('dialog')).toHaveAttribute('open'))
    expect(commands.cover).toHaveBeenCalledOnce()
  })
  const field = () => screen.getByLabelText('王敏的口令')

  test('wants the password of whoever is at work, and keeps none of it', async () => {
    vi.mocked(commands.uncover).mockResolvedValue(real)
    await userEvent.type(field(), `${PASSWORD}{Enter}`)
    expect(commands.uncover).toHaveBeenCalledWith(PASSWORD)
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.getByLabelText('何事')).toHaveValue('掉线')
    const values = [...document.querySelectorAll('input')].map((one) => one.value)
    expect([document.body.outerHTML, ...values].join()).not.toContain(PASSWORD)
  })
  test('a wrong password is told, and no key leads past it', async () => {
    vi.mocked(commands.uncover).mockRejectedValue(new DeskError('wrong_password'))
    await userEvent.type(field(), 'abc{Enter}')
    await vi.waitFor(() => expect(field()).toHaveAccessibleDescription('口令不对'))
    await userEvent.keyboard('{Escape}{F2}{F9}x')
    expect(screen.getByRole('dialog')).toBeInTheDocument()
  })
  test('nothing else stands on the page', () => {
    expect(screen.queryByLabelText('何事')).toBeNull()
    expect(document.body.innerText).not.toContain('掉线')
  })
  test('loading the page anew does not take it away, and reads nothing', async () => {
    cleanup()
    atWork({ ...real, covered: true })
    await start()
    expect(screen.queryByLabelText('何事')).toBeNull()
    await vi.waitFor(() => expect(screen.getByRole('dialog')).toHaveAttribute('open'))
    await vi.waitFor(() => expect(field()).toHaveFocus())
  })
  test('axe finds nothing against it', async () => {
    const { violations: found } = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      rules: { 'color-contrast': { enabled: false }, 'aria-hidden-focus': { enabled: false } },
    })
    expect(found).toEqual([])
  })
})

test('somebody else at the cover: the counter is left, and the start screen asks who', async () => {
  vi.clearAllMocks()
  atWork()
  const router = await start()
  await userEvent.keyboard('{F9}')
  await userEvent.click(await screen.findByRole('button', { name: '换人', hidden: true }))
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/start'))
  expect(screen.queryByRole('dialog')).toBeNull()
})

describe('the lock', () => {
  const typing = {
    template: '<input aria-label="何事" @input="typed = $event.target.value">',
    setup() {
      const typed = ref('')
      useDraft('new', typed, (key, content) => commands.saveDraft(key, JSON.stringify(content)))
      return { typed }
    },
  }
  const MINUTE = 60_000
  const open = async (opening = real) => {
    vi.clearAllMocks()
    atWork(opening)
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/', name: 'queue', component: typing },
        { path: '/start', name: 'start', component: { template: '<h1>开始</h1>' } },
      ],
    })
    await router.push('/')
    render(App, { global: { plugins: [router] } })
    return router
  }
  const input = (value: string) => fireEvent.update(screen.getByLabelText('何事'), value)
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-22T02:00:00Z') }))
  afterEach(() => void vi.useRealTimers())

  test('comes when nobody was there for the minutes chosen, stores what was typed and leaves nothing', async () => {
    const router = await open()
    vi.mocked(commands.saveDraft).mockResolvedValue('2026-11-22T02:00:00Z')
    queryClient.setQueryData(['ticket', '7'], { phone: '13812345678' })
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE)
    window.dispatchEvent(new Event('pointermove'))
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE)
    expect(commands.signOut).not.toHaveBeenCalled()
    await input('每晚掉线')
    await vi.advanceTimersByTimeAsync(0.6 * MINUTE)
    expect(commands.signOut).toHaveBeenCalledOnce()
    expect(commands.saveDraft).toHaveBeenCalledWith('new', '"每晚掉线"')
    expect(router.currentRoute.value.fullPath).toBe('/start?why=idle')
    expect(queryClient.getQueryData(['ticket', '7'])).toBeUndefined()
    expect(document.querySelector('dialog, [role=dialog], input')).toBeNull()
  })
  test('comes at once after a sleep', async () => {
    const router = await open()
    await vi.advanceTimersByTimeAsync(6_000)
    vi.setSystemTime(Date.now() + 40_000)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(router.currentRoute.value.fullPath).toBe('/start?why=slept')
  })
  test('what can’t be stored is covered, not lost, and tried again', async () => {
    const router = await open()
    vi.mocked(commands.saveDraft).mockRejectedValue(new DeskError('disk_full'))
    await input('每晚掉线')
    await vi.advanceTimersByTimeAsync(2.1 * MINUTE)
    expect(commands.signOut).not.toHaveBeenCalled()
    expect(document.querySelector('dialog')).not.toBeNull()
    vi.mocked(commands.saveDraft).mockResolvedValue('2026-11-22T02:03:00Z')
    await vi.advanceTimersByTimeAsync(15_000)
    expect(router.currentRoute.value.fullPath).toBe('/start?why=idle')
  })
  test('does not come in the demonstration', async () => {
    await open({ ...real, demonstration: true })
    await vi.advanceTimersByTimeAsync(30 * MINUTE)
    expect(commands.signOut).not.toHaveBeenCalled()
  })
})

describe('the palette', () => {
  test('finds a command by its name and runs it', async () => {
    const router = await start()
    await userEvent.keyboard('{Control>}k{/Control}')
    const box = await screen.findByRole('combobox', { name: '命令' })
    await vi.waitFor(() => expect(box).toHaveFocus())
    await userEvent.keyboard('新投')
    expect(screen.getAllByRole('option')).toHaveLength(1)
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('new'))
    await vi.waitFor(() => expect(screen.queryByRole('combobox')).toBeNull())
  })
  test('leaves the keys of the screen at rest while it is open', async () => {
    const router = await start()
    await userEvent.keyboard('{Control>}k{/Control}')
    await screen.findByRole('combobox')
    await userEvent.keyboard('{F2}')
    expect(router.currentRoute.value.name).toBe('queue')
  })
})

/* Structure, names and roles; contrast needs real pixels and is looked at by scripts/look.mjs and tokens.test.ts. */
describe('axe finds nothing against', () => {
  test.each(['fields', 'parts', 'queue', 'dialog'])('the gallery: %s', async (show) => {
    await start(`/?show=${show}`, true)
    await screen.findByRole('main', { hidden: true })
    const { violations } = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // Without a layout axe can't see either that a modal dialog keeps the focus away from what lies behind it.
      rules: { 'color-contrast': { enabled: false }, 'aria-hidden-focus': { enabled: false } },
    })
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([])
  })
})
