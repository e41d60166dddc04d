import userEvent from '@testing-library/user-event'
import { render, screen } from '@testing-library/vue'
import axe from 'axe-core'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import App from './App.vue'
import GalleryScreen from './gallery/GalleryScreen.vue'

const blank = { template: '<main data-region tabindex="-1"><input aria-label="何事"></main>' }
async function start(path = '/', gallery = false) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'queue', component: gallery ? GalleryScreen : blank },
      { path: '/new', name: 'new', component: { template: '<h1>新投诉</h1>' } },
      { path: '/settings', name: 'settings', component: blank },
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
