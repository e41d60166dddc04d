/** The window opens: the least that the tests in it, and the installed package, must show. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWindow, SIZES } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
})
after(() => window?.close())

test('it shows a page of this program', async () => {
  const page = await window.run(() => ({
    language: document.documentElement.lang,
    title: document.title,
  }))
  assert.match(page.language, /^(zh-CN|en)$/)
  assert.match(page.title, /安诉|Ansu/)
})

test('the other screens are loaded before a key asks for them', async () => {
  for (const screen of ['IntakeScreen', 'WorkspaceScreen'])
    await window.until(
      () => window.run((name) => document.querySelector(`link[href*="${name}"]`) !== null, screen),
      `${screen} is not loaded`,
    )
})

test('script from elsewhere and inline style are refused', async () => {
  const refused = await window.browser.executeAsync((done) => {
    const directives = []
    document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.src = 'https://example.invalid/x.js'
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    document.head.append(script, style)
    setTimeout(() => {
      script.remove()
      style.remove()
      done(directives.sort())
    }, 300)
  })
  assert.deepEqual(refused, ['script-src-elem', 'style-src-elem'])
})

test('it takes both sizes without scrolling sideways', async () => {
  for (const [width, height] of SIZES) {
    await window.resize(width, height)
    const wider = await window.run(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(wider <= 0, `${width}×${height}: ${wider} px too wide`)
  }
})

test('axe finds nothing', async () => {
  assert.deepEqual(await window.accessibility(), [])
})
