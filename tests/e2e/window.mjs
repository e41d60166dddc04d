/**
 * The real window under test: opening it, finding things in it, typing, clicking, drawing and taking pictures.
 *
 *     import { after, before, test } from 'node:test'
 *     import { openWindow, role, testId } from './window.mjs'
 *
 *     let window
 *     before(async () => { window = await openWindow({ demo: true }) })
 *     after(() => window?.close())
 *
 *     test('F2 opens a new complaint', async () => {
 *       await window.press('F2')
 *       await window.type(role('textbox', '电话'), '13812345678')
 *       await window.click(role('button', '登记'))
 *       assert.match(await window.text(testId('ticket-number')), /^A01-/)
 *       await window.pictures('new-complaint')
 *     })
 *
 * One file is one window with a data folder of its own; files run one after the other. `cargo xtask test --only window`
 * runs them all on a virtual display. Tests of one file follow each other in the same window, as a clerk's actions do.
 *
 * A target is `role(role, name)`, `testId(id)` or a CSS selector. Every action waits up to ten seconds for exactly one
 * visible element that fits: first by its whole name, then by a part of it (so a button's key need not be named). A name is
 * what assistive technology reads: aria-labelledby, aria-label, label, text. What is inert or hidden does not count.
 *
 * What WebKitGTK's driver does not do by itself, and where it is dealt with:
 * - `getText()` can be empty inside tables: `text` reads innerText.
 * - `setValue` may append: `replace` selects all and deletes first.
 * - characters beyond U+FFFF are dropped when typed: `type` then sets the value and fires `input`.
 * - transitions make clicks miss: a constructed style sheet, which the strict CSP allows, switches them off.
 * - a picture waits for the next frame, and a page at rest paints none for seconds: `picture` keeps it painting.
 * - a stroke is lost when the pointer rises at once: `draw` pauses. Mouse and touch draw, a pen does not.
 * - WebKit refuses more than 100 changes of the page's history in ten seconds, and a change of screens makes two: a loop
 *   over screens pauses, or the page stays where it was.
 * - without a window manager the window takes any size: `resize` waits until the page has it.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drive } from './driver.mjs'
import { described, inPage } from './finding.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The program under test. */
export const PROGRAM = process.env.ANSU_WINDOW ?? join(ROOT, 'target/debug/ansu')
/** Long enough for a machine with much else to do; it is spent only where something is wrong. */
const PATIENCE = { timeout: 10_000, interval: 50 }
/** More than any screen has places for Tab. */
const MOST_TABS = 80
const OPENING = { timeout: 30_000, interval: 50 }

/** The two sizes and themes in which every screen must stand. */
export const SIZES = [
  [1366, 768],
  [1093, 552],
]
export const THEMES = ['light', 'dark']

/** A target by role and accessible name. */
export const role = (kind, name) => ({ role: kind, name })

/** A target by `data-testid`. */
export const testId = (id) => ({ testId: id })

/**
 * Opens the window.
 * @param {object} options
 * @param {boolean} [options.demo] on the demonstration hall; otherwise as on the first start
 * @param {string} [options.data] an existing data folder, which is left in place; otherwise a new one, removed on close
 * @param {string[]} [options.args] more arguments of the program
 * @param {string} [options.binary] what starts the program in its place
 */
export async function openWindow({ demo = false, data, args = [], binary = PROGRAM } = {}) {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
  const remove = () => data ?? rmSync(folder, { recursive: true, force: true })
  const words = ['--data', folder, '--slips', join(folder, 'slips'), ...(demo ? ['--demo'] : []), ...args]
  const session = await drive(binary, words).catch((error) => {
    remove()
    throw error
  })
  const window = new Window(session, folder, remove)
  await window.settle().catch(async (error) => {
    await window.close()
    throw error
  })
  return window
}

class Window {
  #session
  #removeFolder

  constructor(session, folder, removeFolder) {
    this.#session = session
    this.#removeFolder = removeFolder
    /** webdriverio's own object, for what is not offered here. */
    this.browser = session.browser
    /** The data folder. */
    this.folder = folder
    /** Where the window saves slips. */
    this.slips = join(folder, 'slips')
  }

  /** The process id of the driver; the window and the web view's processes are its descendants. */
  get driverPid() {
    return this.#session.pid
  }

  async close() {
    await this.quit()
    this.#removeFolder()
  }

  /** Ends the window and leaves its folder, for a look at what it left there. */
  async quit() {
    await this.#session?.end()
    this.#session = undefined
  }

  /** Waits for the first page and switches transitions off; called again after a reload. */
  async settle() {
    await this.until(
      () => this.run(() => document.readyState === 'complete' && document.body.innerText.trim() !== ''),
      'the page shows nothing',
      OPENING,
    )
    await this.run(() => {
      const calm = new CSSStyleSheet()
      calm.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important }')
      document.adoptedStyleSheets.push(calm)
    })
  }

  /** Loads the page anew, as a crash of the web view would. */
  async reload() {
    await this.browser.refresh()
    await this.settle()
  }

  /** Runs a function in the page and gives back what it returns. */
  run(work, ...args) {
    return this.browser.execute(work, ...args)
  }

  /** Waits until a condition holds; fails with `otherwise`. */
  until(condition, otherwise, patience = PATIENCE) {
    return this.browser.waitUntil(condition, { ...patience, timeoutMsg: otherwise })
  }

  /** The one visible element of a target. */
  async find(target) {
    const wanted = asTarget(target)
    let seen = { found: [], names: [] }
    const one = async () => {
      seen = await this.run(inPage, wanted)
      return seen.found.length === 1
    }
    await this.browser.waitUntil(one, PATIENCE).catch(() => {
      const there = seen.names.map((name) => `“${name}”`).join(', ') || 'nothing'
      throw new Error(`${seen.found.length} of ${described(wanted)}; there: ${there}`)
    })
    return this.browser.$(seen.found[0])
  }

  /** How many visible elements fit a target now; waits for nothing. */
  async count(target) {
    return (await this.run(inPage, asTarget(target))).found.length
  }

  /** Waits until no visible element fits. */
  gone(target) {
    const stays = `${described(asTarget(target))} is still there`
    return this.until(async () => (await this.count(target)) === 0, stays)
  }

  async click(target) {
    try {
      await (await this.find(target)).click()
    } catch (error) {
      // A list may be drawn anew between the finding and the click.
      if (typeof target.click === 'function' || !/stale element|become interactable/i.test(error.message))
        throw error
      const found = await this.find(target)
      // The driver lies still where a line of a list is half in sight, and then its middle is not.
      await found.scrollIntoView({ block: 'nearest' })
      await found.click()
    }
  }

  /** Puts the caret at the end of a field and types. */
  async type(target, text) {
    const field = await this.find(target)
    await field.click()
    if (/[\u{10000}-\u{10FFFF}]/u.test(text)) await this.run(enterAtOnce, field, text)
    else await field.addValue(text)
  }

  /** Empties a field and types. */
  async replace(target, text) {
    await (await this.find(target)).click()
    await this.press('Control', 'a')
    await this.press('Backspace')
    if (text !== '') await this.type(target, text)
  }

  /** Types as an input method does: composition events, then the late Enter with key code 229 that WebKit sends. */
  async compose(target, text) {
    const field = await this.find(target)
    await field.click()
    await this.run(enterComposed, field, text)
  }

  /** As `compose`, where the caret is. */
  async composeHere(text) {
    await this.run(enterComposed, await this.browser.$(await this.browser.getActiveElement()), text)
  }

  /** Goes to a target by Tab alone, as whoever has no mouse does. */
  async tabTo(target) {
    const wanted = await this.find(target)
    const there = () => this.run((element) => element.contains(document.activeElement), wanted)
    const seen = []
    for (let keys = 0; keys < MOST_TABS; keys += 1) {
      if (await there()) return
      await this.press('Tab')
      seen.push((await this.focused()).name?.slice(0, 20))
    }
    throw new Error(`Tab never comes to ${described(asTarget(target))}; it came by ${seen.join(', ')}`)
  }

  /** Presses keys together: `press('Control', 'Enter')`, `press('F2')`. */
  press(...keys) {
    return this.browser.keys(keys)
  }

  async text(target) {
    return (await (await this.find(target)).getProperty('innerText')).trim()
  }

  async value(target) {
    return (await this.find(target)).getProperty('value')
  }

  /** Waits until a target's text holds a string. */
  async shows(target, text) {
    let last = ''
    const holds = async () => {
      last = await this.text(target)
      return last.includes(text)
    }
    await this.browser.waitUntil(holds, PATIENCE).catch(() => {
      throw new Error(`${described(asTarget(target))} shows “${last}”, not “${text}”`)
    })
  }

  /** The role, test id and name of the element with the focus. */
  focused() {
    return this.run(() => {
      const element = document.activeElement
      return {
        tag: element.tagName.toLowerCase(),
        role: element.getAttribute('role'),
        testId: element.getAttribute('data-testid'),
        name:
          element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText.trim() ?? element.innerText,
      }
    })
  }

  /**
   * Draws with the mouse.
   * @param {number[][][]} strokes each a list of points [x, y] from 0 to 1 of the element's width and height
   */
  async draw(target, strokes) {
    const sheet = await this.find(target)
    const { width, height } = await this.run((element) => {
      const box = element.getBoundingClientRect()
      return { width: box.width, height: box.height }
    }, sheet)
    const at = ([x, y]) => ({
      origin: sheet,
      x: Math.round((x - 0.5) * width),
      y: Math.round((y - 0.5) * height),
      duration: 20,
    })
    for (const [first, ...rest] of strokes) {
      let pen = this.browser.action('pointer', { parameters: { pointerType: 'mouse' } })
      pen = pen.move({ ...at(first), duration: 0 }).down()
      for (const point of rest) pen = pen.move(at(point))
      await pen.pause(50).up().perform()
    }
  }

  /** Gives the page this size in CSS pixels. */
  async resize(width, height) {
    await this.browser.setWindowSize(width, height)
    const fits = () => this.run((w, h) => innerWidth === w && innerHeight === h, width, height)
    await this.until(fits, `the page is not ${width}×${height}`)
  }

  /** Shows `light` or `dark` for a picture, past the settings. */
  theme(name) {
    return this.run((theme) => {
      document.documentElement.dataset.theme = theme
    }, name)
  }

  /** Takes one picture as it stands, into the pictures' folder; gives its path. */
  async picture(name) {
    const folder = process.env.ANSU_TOUR ?? process.env.ANSU_PICTURES ?? join(ROOT, 'target/e2e')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `${name}.png`)
    await this.run(startPainting)
    const image = await this.browser.takeScreenshot()
    await this.run(() => globalThis.stopPainting())
    writeFileSync(path, Buffer.from(image, 'base64'))
    return path
  }

  /** Takes the screen in both sizes and themes: NAME-1366x768-light.png and so on. Ends as it began. */
  async pictures(name) {
    const before = await this.run(() => [innerWidth, innerHeight, document.documentElement.dataset.theme])
    const paths = []
    for (const [width, height] of SIZES) {
      await this.resize(width, height)
      for (const theme of THEMES) {
        await this.theme(theme)
        paths.push(await this.picture(`${name}-${width}x${height}-${theme}`))
      }
    }
    await this.resize(before[0], before[1])
    await this.theme(before[2] ?? 'light')
    return paths
  }

  /** What axe finds against WCAG 2.2 A and AA, one line each; an empty list is what a test wants. */
  async accessibility() {
    await this.run(axeSource())
    const { violations } = await this.browser.executeAsync((done) => {
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
      globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(done, done)
    })
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`))
  }
}

let axe
function axeSource() {
  axe ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  return axe
}

function asTarget(target) {
  return typeof target === 'string' ? { css: target } : target
}

/** In the page: has it painted again and again, with nothing to be seen of it, until `stopPainting()`. */
function startPainting() {
  const { style } = document.documentElement
  let width = 0
  const timer = setInterval(() => {
    width = 1 - width
    style.outline = `${width}px solid transparent`
  }, 20)
  globalThis.stopPainting = () => {
    clearInterval(timer)
    style.removeProperty('outline')
  }
}

/** In the page: sets a field's value past the framework's own setter and tells of it. */
function enterAtOnce(field, text) {
  const owner = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  const set = Object.getOwnPropertyDescriptor(owner.prototype, 'value').set
  set.call(field, field.value + text)
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }))
}

/** In the page: the events of an input method around one word. */
function enterComposed(field, text) {
  const owner = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
  const set = Object.getOwnPropertyDescriptor(owner.prototype, 'value').set
  const composing = { bubbles: true, data: text, inputType: 'insertCompositionText', isComposing: true }
  const key = { bubbles: true, cancelable: true, key: 'Enter', code: 'Enter', keyCode: 229 }
  field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: '' }))
  field.dispatchEvent(new KeyboardEvent('keydown', { ...key, isComposing: true }))
  set.call(field, field.value + text)
  field.dispatchEvent(new InputEvent('input', composing))
  field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: text }))
  field.dispatchEvent(new KeyboardEvent('keydown', key))
}
