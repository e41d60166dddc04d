/**
 * Looks at the gallery as a release would show it: built, under the window's policy, in Chromium. Takes pictures in
 * both sizes and themes, counts policy violations and runs axe (WCAG 2.2 A and AA, contrast included).
 *
 *   npm run look -- FOLDER      (CHROMIUM names another browser)
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build, preview } from 'vite'

const run = promisify(execFile)
const out = resolve(process.argv[2] ?? 'look')
const browser = process.env.CHROMIUM ?? 'chromium'
const pages = ['fields', 'parts', 'queue', 'dialog', 'menu', 'select', 'toast', 'palette', 'cover']
const sizes = ['1366,768', '1093,552']
const themes = ['light', 'dark']

const quiet =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=1'.split(
    ' ',
  )

async function chromium(...args) {
  const profile = await mkdtemp(join(tmpdir(), 'ansu-look-'))
  try {
    return await run(browser, [...quiet, `--user-data-dir=${profile}`, ...args], {
      maxBuffer: 64e6,
      timeout: 60_000,
    })
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 })
  }
}

await build({ mode: 'gallery', logLevel: 'warn' })
await mkdir(out, { recursive: true })
const server = await preview({ mode: 'gallery', build: { outDir: 'dist-gallery' }, preview: { port: 4199 } })
let faults = 0
try {
  for (const show of pages) {
    for (const theme of themes) {
      const url = `http://localhost:4199/#/gallery?show=${show}&theme=${theme}`
      for (const size of sizes) {
        const file = join(out, `${show}-${size.replace(',', 'x')}-${theme}.png`)
        await chromium(`--window-size=${size}`, `--screenshot=${file}`, '--virtual-time-budget=4000', url)
      }
      const { stdout } = await chromium('--virtual-time-budget=15000', '--dump-dom', `${url}&axe=1`)
      const found = /data-findings="([^"]*)"/.exec(stdout)?.[1]?.replaceAll('&quot;', '"')
      const findings = found === undefined ? ['axe did not finish'] : JSON.parse(found)
      faults += findings.length
      console.log(`${show} ${theme}: ${findings.length} findings`)
      for (const one of findings) console.log('  ', one)
    }
  }
} finally {
  await server.close()
}
process.exitCode = faults > 0 ? 1 : 0
