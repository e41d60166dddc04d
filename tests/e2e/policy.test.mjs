/**
 * The policy refuses nothing of the program's own, and nothing that a page could try reaches beyond the window.
 *
 * What can be seen, and what not: the driver's first word reaches a page when its script has begun, and WebKit keeps no list of what
 * it refused before (its ReportingObserver stays silent, and it times no resource of a `tauri:` page). So the loading is
 * watched in a frame, which has the policy of the page around it and can be listened to before its first byte; all screens
 * are then watched in the window itself. What the shell injects before a page is under no policy. Sockets are looked at on
 * every screen: one that opens and closes between two looks stays unseen.
 */
import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { descendants, program, socketsOutside } from './processes.mjs'
import { walk } from './walk.mjs'
import { openWindow, role, testId } from './window.mjs'

let window
/**
 * Stands for any other computer; what it is told has left the window. A connection alone does not count: WebKit makes one ahead for a
 * link that is pressed or that says `preconnect`, no policy forbids that, and it carries no word.
 */
const told = []
const elsewhere = createServer((socket) => {
  socket.once('data', (words) => {
    told.push(String(words).split('\r\n')[0])
    socket.destroy()
  })
  socket.on('error', () => {})
})
before(async () => {
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening')
  window = await openWindow({ demo: true })
  await window.find('tr[data-row]:first-child')
  await window.run(() => {
    globalThis.refused = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      globalThis.refused.push(`${effectiveDirective} ${blockedURI}`),
    )
  })
})
after(async () => {
  await window?.close()
  elsewhere.close()
})

const refused = () => window.run(() => globalThis.refused.splice(0))
const url = (name) => `http://127.0.0.1:${elsewhere.address().port}/${name}`
/** Longer than anything here takes to reach a server on this machine. */
const aWhile = () => window.browser.pause(500)

/** In the page: starts the program once more in a frame; what was refused there, and what it shows at last. */
async function startInFrame(planted) {
  const page = await (await fetch('/')).text()
  const frame = Object.assign(document.createElement('iframe'), { width: innerWidth, height: innerHeight })
  document.body.append(frame)
  const { contentWindow: inside, contentDocument: sheet } = frame
  const heard = []
  sheet.open()
  inside.__TAURI_INTERNALS__ = globalThis.__TAURI_INTERNALS__
  inside.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
    heard.push(effectiveDirective),
  )
  sheet.write(page.replace('</body>', `${planted}</body>`))
  sheet.close()
  const row = () => sheet.querySelector('tr[data-row]')
  for (let tries = 0; tries < 100 && !row(); tries += 1) await new Promise((done) => setTimeout(done, 100))
  const shown = row()?.innerText ?? ''
  frame.remove()
  return { heard, shown }
}

test('its loading is refused nothing, from the first byte on', async () => {
  const { heard, shown } = await window.run(startInFrame, '')
  assert.notEqual(shown, '', 'the program did not start in the frame, so nothing is proved')
  assert.deepEqual(heard, [])
})

test('had the page a style or a script in it, that would have been heard', async () => {
  const { heard } = await window.run(startInFrame, '<p style="color: red"></p><script>1</script>')
  assert.deepEqual(heard.sort(), ['script-src-elem', 'style-src-attr'])
})

/** Nothing refused, no socket held, and no link that would have the web view look for another computer. */
async function keepsToItself(screen) {
  assert.deepEqual(await refused(), [], screen)
  const own = descendants(window.driverPid)
  assert.deepEqual(own.flatMap(socketsOutside), [], screen)
  const links = await window.run(() => {
    const all = [...document.querySelectorAll('link, a')].map((link) => link.href)
    return all.filter((link) => !link.startsWith('tauri://localhost'))
  })
  assert.deepEqual(links, [], screen)
}

test('no screen is refused anything or opens a connection', async () => {
  await keepsToItself('queue')
  await walk(window, keepsToItself)
  await window.press('Control', 'k')
  await window.find(role('combobox', '命令'))
  await keepsToItself('palette')
  await window.press('Escape')
  await window.press('F9')
  await window.shows('dialog', '请稍候')
  await keepsToItself('cover')
  await window.press('a')
  await window.run(() => (location.hash = '#/settings'))
  for (const part of [
    '营业厅',
    '人员',
    '我的账号',
    '安全',
    '显示与语言',
    '打印机',
    '授权额度',
    '演示厅',
    '关于',
  ]) {
    await window.click(role('button', part))
    await window.shows('main .big h2', part)
    await keepsToItself(part)
  }
  await window.run(() => (location.hash = '#/'))
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '换人'))
  await window.find(role('textbox', '工号或姓名'))
  await keepsToItself('sign in')
  // The hall manager, who may look at the audit trail.
  await window.type(role('textbox', '工号或姓名'), '1001')
  await window.press('Enter')
  await window.find(testId('at-work'))
  await window.run(() => (location.hash = '#/audit'))
  await window.find('tr[data-row]:first-child')
  await keepsToItself('audit')
  await window.run(() => (location.hash = '#/'))
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '换人'))
  await window.find(role('textbox', '工号或姓名'))
  // What was told last lies over the button for a while.
  await window.gone('.toast')
  await window.click(role('button', '离开演示厅'))
  await window.find(role('textbox', '营业厅名称'))
  await keepsToItself('first start')
})

test('a refusal and a socket would have been seen there', async () => {
  await window.run(() => {
    document.body.insertAdjacentHTML('beforeend', '<p id="planted" style="color: red"></p>')
    document.getElementById('planted').remove()
  })
  await window.until(async () => (await refused())[0] === 'style-src-attr inline', 'nothing is heard')
  const programs = descendants(window.driverPid).map(program).sort()
  assert.deepEqual(programs.slice(0, 2), ['WebKitNetworkProcess', 'WebKitWebProcess'])
  const socket = createSocket('udp4').bind(0)
  await once(socket, 'listening')
  assert.equal(socketsOutside(process.pid).length, 1)
  socket.close()
})

/** In the page: every way to load something from elsewhere. */
function reachOut(base) {
  const add = (name, properties) =>
    document.body.append(Object.assign(document.createElement(name), properties))
  const link = (rel, more) => add('link', { rel, href: base + rel, ...more })
  const quietly = (attempt) => {
    try {
      Promise.resolve(attempt()).catch(() => {})
    } catch {
      // Refused at once; it was heard of.
    }
  }
  quietly(() => fetch(`${base}fetch`))
  quietly(() => {
    const request = new XMLHttpRequest()
    request.open('GET', `${base}request`)
    request.send()
  })
  quietly(() => navigator.sendBeacon(`${base}beacon`, 'x'))
  quietly(() => new WebSocket(`${base.replace('http', 'ws')}socket`))
  quietly(() => new EventSource(`${base}events`))
  quietly(() => new Worker(`${base}worker`))
  quietly(() => new FontFace('x', `url(${base}font)`).load())
  quietly(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`body { background: url(${base}background) }`)
    document.adoptedStyleSheets.push(sheet)
  })
  add('img', { src: `${base}img` })
  add('script', { src: `${base}script` })
  add('script', { src: `${base}module`, type: 'module' })
  add('iframe', { src: `${base}frame` })
  add('object', { data: `${base}object` })
  add('video', { src: `${base}video` })
  link('stylesheet')
  link('preload', { as: 'image' })
  for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'icon', 'manifest']) link(rel)
  const ping = Object.assign(document.createElement('a'), { href: '#/', ping: `${base}ping` })
  document.body.append(ping)
  ping.click()
}

test('whatever a page could load from elsewhere is not asked for', async () => {
  await window.run(reachOut, url(''))
  await aWhile()
  const heard = (await refused()).map((line) => line.replace(/(http|ws):\/\/127\.0\.0\.1:\d+/, ''))
  assert.deepEqual(heard.sort(), [
    'connect-src /beacon',
    'connect-src /events',
    'connect-src /fetch',
    'connect-src /ping',
    'connect-src /request',
    'connect-src /socket',
    'font-src /font',
    'frame-src ',
    'img-src /background',
    'img-src /img',
    'img-src /preload',
    'media-src /video',
    'object-src ',
    'script-src-elem /module',
    'script-src-elem /script',
    'style-src-elem /stylesheet',
  ])
  assert.equal(await window.run(() => typeof RTCPeerConnection), 'undefined')
  assert.deepEqual(told, [])
})

/** In the page: the ways to somewhere else, or to a second window on it. */
const WAYS = {
  address: (to) => (location.href = to),
  'address of a server on this computer, by name': (to) =>
    (location.href = to.replace('127.0.0.1', 'localhost')),
  window: (to) => open(to),
  link: (to) => Object.assign(document.createElement('a'), { href: to }).click(),
  'link to a new window': (to) =>
    Object.assign(document.createElement('a'), { href: to, target: '_blank' }).click(),
  download: (to) => Object.assign(document.createElement('a'), { href: to, download: 'x' }).click(),
  refresh: (to) =>
    document.head.append(
      Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${to}` }),
    ),
  form: (to) => {
    const form = Object.assign(document.createElement('form'), { action: to, method: 'post' })
    document.body.append(form)
    form.submit()
  },
}

for (const [way, go] of Object.entries(WAYS))
  test(`the page stays, and nothing is asked for: ${way}`, async () => {
    await window.run(() => (globalThis.stays = true))
    // Void: what a way gives back, such as a window, is nothing for the driver.
    await window.browser.execute(`void (${go})(arguments[0])`, url('away'))
    await aWhile()
    assert.equal(await window.run(() => globalThis.stays && location.protocol), 'tauri:')
    assert.equal((await window.browser.getWindowHandles()).length, 1)
    assert.deepEqual(told, [])
  })

test('had one of them come through, that would have been heard', async () => {
  await fetch(url('control')).catch(() => {})
  assert.deepEqual(told, ['GET /control HTTP/1.1'])
})
