/**
 * Whether words became more than words. Both functions run in the page, so they may use nothing from outside of themselves.
 */

/**
 * Listens from now on: `heard` names every call of the payloads' own function, every refusal by the policy, every error and every element
 * that came out of a payload; `strangeIn` looks for such elements in a piece of page.
 * @param {number} port where the payloads would load from
 */
export function watch(port) {
  const ALIEN =
    'applet animate annotation-xml area audio base embed foreignObject form frame frameset iframe image isindex listing ' +
    'maction map marquee math mglyph mi mtext noscript object plaintext portal set slot source template track video x xss'
  const alien = new Set(ALIEN.toLowerCase().split(' '))
  const aimed = (text) => text.includes('top.ran(') || text.includes(`:${port}`)
  /** Attributes that hold what people read or typed, and no browser does anything with. */
  const words = ['alt', 'aria-label', 'data-text', 'placeholder', 'title', 'value']
  const strange = (element) =>
    alien.has(element.localName.toLowerCase()) ||
    /[^a-z0-9-]/i.test(element.localName) ||
    (['script', 'style'].includes(element.localName) && aimed(element.textContent)) ||
    [...element.attributes].some(
      ({ name, value }) => name.startsWith('on') || (aimed(value) && !words.includes(name)),
    )
  const named = (element) => element.outerHTML.slice(0, 200)
  globalThis.strangeIn = (root) => [...root.querySelectorAll('*')].filter(strange).map(named)

  const heard = []
  globalThis.heard = heard
  globalThis.ran = (number) => heard.push(`executed ${number}`)
  for (const way of ['alert', 'confirm', 'open', 'prompt'])
    globalThis[way] = () => heard.push(`called ${way}`)
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    heard.push(`refused ${effectiveDirective} ${blockedURI}`),
  )
  addEventListener('error', ({ message, target }) => heard.push(`error ${message ?? target.localName}`), true)
  addEventListener('unhandledrejection', ({ reason }) => heard.push(`rejected ${reason}`))
  const came = (node) => {
    if (!(node instanceof Element)) return
    if (strange(node)) heard.push(`element ${named(node)}`)
    heard.push(...globalThis.strangeIn(node).map((one) => `element ${one}`))
  }
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      if (type === 'attributes') {
        if (strange(target)) heard.push(`element ${named(target)}`)
      } else addedNodes.forEach(came)
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

/**
 * Hands for going through many screens at once: `screens.go` shows one by its route, `screens.type` puts words into every field of it.
 * WebKit refuses more than 100 changes of the page's history in ten seconds, so the history is told nothing; the router and all that it
 * shows do not know the difference.
 */
export function takeHands() {
  history.pushState = () => {}
  history.replaceState = () => {}
  const router = document.getElementById('app').__vue_app__.config.globalProperties.$router
  const pause = (time) => new Promise((done) => setTimeout(done, time))
  const calm = () => {
    const main = document.querySelector('main')
    return main !== null && main.innerText.trim() !== '' && document.querySelector('.skeleton') === null
  }
  async function until(condition, otherwise) {
    for (let tries = 0; tries < 2_000; tries += 1) {
      if (condition()) return
      await pause(5)
    }
    throw new Error(otherwise)
  }
  async function go(place, shown = () => true) {
    await router.push(place)
    await until(() => calm() && shown(), `${JSON.stringify(place)} is not shown`)
    await pause(0)
  }
  const fields = () =>
    [...document.querySelectorAll('input, textarea')].filter(
      (field) =>
        !['checkbox', 'radio', 'hidden', 'file', 'password'].includes(field.type) &&
        !field.disabled &&
        field.checkVisibility(),
    )
  function type(text) {
    for (const field of fields()) {
      const kind = field.localName === 'input' ? HTMLInputElement : HTMLTextAreaElement
      Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(field, text)
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    return fields().length
  }
  const press = (key, more) => {
    const at = document.activeElement ?? document.body
    at.dispatchEvent(
      new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...more }),
    )
  }
  /** Whether a payload can be read on the screen, in its text or in a field. */
  const shows = () =>
    document.body.innerText.includes('top.ran(') || fields().some(({ value }) => value.includes('top.ran('))
  /** The same, once what the screen asks for by itself has had its time to come. */
  const comesToShow = async () => {
    for (let tries = 0; tries < 20 && !shows(); tries += 1) await pause(5)
    return shows()
  }
  globalThis.screens = { go, type, press, pause, until, shows, comesToShow }
}
