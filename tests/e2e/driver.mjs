/** WebKitWebDriver as a process of its own: one per test file, on a free port, ended with everything that it started. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { remote } from 'webdriverio'

/**
 * Starts a program under WebDriver.
 * @param {string} binary the window's program
 * @param {string[]} args its arguments
 */
export async function drive(binary, args) {
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: 'true' },
    // A group of its own: the driver, the window and the web view's processes end together.
    detached: true,
    stdio: 'ignore',
  })
  running.add(driver)
  driver.once('exit', () => running.delete(driver))
  const started = new Promise((_, fail) => driver.once('error', fail))
  try {
    await Promise.race([answering(port), started])
    const browser = await remote({
      hostname: '127.0.0.1',
      port,
      logLevel: 'silent',
      connectionRetryCount: 0,
      capabilities: {
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary, args },
      },
    })
    return { browser, pid: driver.pid, end: () => end(browser, driver) }
  } catch (error) {
    await endGroup(driver)
    throw new Error(`${binary} ${args.join(' ')} did not open: ${error.message}`, { cause: error })
  }
}

async function end(browser, driver) {
  // A window that is gone already, because a test closed or killed it, is no fault of the driver.
  await browser.deleteSession().catch(() => {})
  await endGroup(driver)
}

async function endGroup(driver) {
  if (!runs(driver)) return
  const gone = new Promise((done) => driver.once('exit', done))
  process.kill(-driver.pid, 'SIGTERM')
  await Promise.race([gone, wait(2_000)])
  killGroup(driver)
}

function killGroup(driver) {
  if (runs(driver)) process.kill(-driver.pid, 'SIGKILL')
}

function runs(driver) {
  return driver.pid !== undefined && driver.exitCode === null && driver.signalCode === null
}

/** Every driver that runs; none outlives this program. */
const running = new Set()
process.once('exit', () => running.forEach(killGroup))

// Interrupted tests end as others do, so that the handlers above clear away what they started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

function freePort() {
  return new Promise((found, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => found(port))
    })
  })
}

async function answering(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined)
    if (answer?.ok) return
    await wait(50)
  }
  throw new Error('WebKitWebDriver does not answer; is the package webkit2gtk-driver installed?')
}
