/**
 * Takes pictures of the screens with a stand-in for the shell, built and under the window's policy, in Chromium.
 *
 *   node scripts/look-screens.mjs FOLDER [NAME…]      (CHROMIUM names another browser)
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build, preview } from 'vite'

const run = promisify(execFile)
const [folder = 'look', ...names] = process.argv.slice(2)
const out = resolve(folder)
const browser = process.env.CHROMIUM ?? 'chromium'
const act = (...steps) => encodeURIComponent(steps.join('|'))

/** name → [what the stand-in is told, the route] */
const pages = {
  queue: ['', '/'],
  'queue-preview': [`act=${act('<Space>')}`, '/'],
  'queue-search': [`act=${act('<F3>', '没有')}`, '/'],
  'queue-empty': ['empty', '/'],
  'queue-en': ['language=en&demonstration', '/'],
  'queue-larger': ['size=larger', '/'],
  intake: ['', '/new'],
  'intake-full': [
    `act=${act('13812345678', '<Enter>', '<Enter>', '<1>', '<2>', '<2>', '<4>', '<4>', '<Enter>', '宽带每15分钟掉线一次，重启光猫无效', '<Enter>', '<1>')}`,
    '/new',
  ],
  'intake-error': [`act=${act('12', '<C-Enter>')}`, '/new'],
  'intake-more': [`draft&act=${act('@[data-testid=more]')}`, '/new'],
  'intake-en': ['language=en', '/new'],
  first: ['first', '/'],
  'first-error': [`first&act=${act('@[data-testid=found]')}`, '/'],
  'first-progress': [`first&act=${act('@[data-testid=demonstration]')}`, '/'],
  'sign-in': ['nobody', '/'],
  fault: ['fault=damaged', '/'],
  library: ['', '/library/playbook/broadband_cuts_out'],
  'library-edit': [
    `act=${act('@.page .list .sentence:nth-child(2) [data-testid=edit]', '，您先冷静{')}`,
    '/library/playbook/broadband_cuts_out',
  ],
  'library-stale': [
    `act=${act('@.page .list [data-testid=edit]', '再说', '<Escape>', '<C-Enter>')}`,
    '/library/playbook/broadband_cuts_out',
  ],
  'library-versions': [`act=${act('@.top .segment:nth-child(2) input')}`, '/library/playbook/general'],
  'library-checklist': ['', '/library/checklist/mobile_general'],
  'library-patterns': [`act=${act('#.try textarea', '您先冷静一下')}`, '/library/patterns'],
  'library-rules': ['', '/library/rule'],
  'library-rule': ['', '/library/rule/law_repair_rent_waiver'],
  'library-multiples': ['', '/library/multiples/multiples'],
  'library-statement': ['', '/library/statement'],
  'library-import': [`act=${act('@[data-testid=import]')}`, '/library'],
  'library-broken': [`broken&act=${act('@[data-testid=import]')}`, '/library'],
  'library-clerk': ['clerk', '/library/playbook/bill_disputed'],
  'library-en': ['language=en', '/library/playbook/broadband_cuts_out'],
  'library-larger': ['size=larger', '/library/playbook/broadband_cuts_out'],
  practice: ['', '/practice'],
  'practice-talk': ['', '/practice/third_outage_this_month'],
  'practice-result': ['ended', '/practice/third_outage_this_month'],
  'practice-result-en': ['ended&language=en', '/practice/third_outage_this_month'],
  'practice-larger': ['size=larger', '/practice/third_outage_this_month'],
  advice: [`act=${act('<C-k>', '场面', '<Enter>', '@.dialog .advice > .segmented:nth-child(2) input')}`, '/'],
  palette: [`act=${act('<C-k>')}`, '/'],
  ...Object.fromEntries(
    ['hall', 'staff', 'display', 'printer', 'authority', 'demonstration', 'about'].map((part) => [
      `settings-${part}`,
      ['', `/settings?part=${part}`],
    ]),
  ),
}

const outDir = await mkdtemp(join(tmpdir(), 'ansu-screens-'))
const standIn = {
  name: 'stand-in',
  // Before the bundler looks at the page, so that it takes the stand-in in.
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html.replace('<script', '<script type="module" src="/scripts/shell.mock.ts"></script><script'),
  },
}
await build({
  mode: 'production',
  plugins: [standIn],
  build: { outDir, emptyOutDir: true },
  logLevel: 'warn',
})
await mkdir(out, { recursive: true })
const server = await preview({ build: { outDir }, preview: { port: 4198 } })

async function shoot(file, size, url) {
  const profile = await mkdtemp(join(tmpdir(), 'ansu-look-'))
  const quiet =
    '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --hide-scrollbars --force-device-scale-factor=1'
  const { stderr } = await run(
    browser,
    [
      ...quiet.split(' '),
      `--user-data-dir=${profile}`,
      '--enable-logging=stderr',
      `--window-size=${size}`,
      `--screenshot=${file}`,
      '--virtual-time-budget=6000',
      url,
    ],
    { timeout: 90_000, maxBuffer: 64e6 },
  )
  await rm(profile, { recursive: true, force: true, maxRetries: 3 })
  for (const line of stderr.split('\n')) if (line.includes('CONSOLE')) console.log(file, line)
}

try {
  for (const [name, [query, route]] of Object.entries(pages)) {
    if (names.length > 0 && !names.some((wanted) => name.startsWith(wanted))) continue
    for (const size of ['1366,768', '1093,552'])
      for (const theme of (process.env.THEMES ?? 'light,dark').split(','))
        await shoot(
          join(out, `${name}-${size.replace(',', 'x')}-${theme}.png`),
          size,
          `http://localhost:4198/?${query}&theme=${theme}#${route}`,
        )
  }
} finally {
  await server.close()
  await rm(outDir, { recursive: true, force: true })
}
