/**
 * Puts the measured figures into docs/benchmarks.md, between its two marks. Reads what criterion and window.mjs left in the
 * target folder, which ANSU_TARGET names.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PAGE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))
const BEGIN = '<!-- figures: written by cargo xtask bench -->'
const END = '<!-- end of figures -->'

const page = readFileSync(PAGE, 'utf8')
const begin = page.indexOf(BEGIN)
const end = page.indexOf(END)
if (begin < 0 || end < begin) throw new Error(`${PAGE} has lost its marks`)
const figures = [machine(), fromCriterion(), fromSlip(), fromWindow()].join('\n\n')
writeFileSync(PAGE, `${page.slice(0, begin)}${BEGIN}\n\n${figures}\n\n${page.slice(end)}`)

function machine() {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  return (
    `Measured ${day} with \`cargo xtask bench\` on ${system()}, Linux ${release().split('-')[0]}, ${processors.length} × ` +
    `${processors[0].model.trim()} (${arch()}), ${memory} GiB; the window on a virtual display without a graphics card.`
  )
}

function system() {
  const text = readFileSync('/etc/os-release', 'utf8')
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(text)[1]
}

/** Median and 95 % interval of every benchmark under crates/. */
function fromCriterion() {
  const folder = join(process.env.ANSU_TARGET, 'criterion')
  const rows = readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(join('new', 'estimates.json')))
    .map((path) => row(join(folder, path)))
    .sort()
  return table(['what', 'median', '95 % interval of the median'], rows)
}

function row(path) {
  const { median } = JSON.parse(readFileSync(path, 'utf8'))
  const { full_id: name } = JSON.parse(readFileSync(path.replace('estimates', 'benchmark'), 'utf8'))
  const { lower_bound: lower, upper_bound: upper } = median.confidence_interval
  return [name, duration(median.point_estimate), `${duration(lower)} – ${duration(upper)}`]
}

function fromSlip() {
  const { shown, printed, bytes } = measured('slip.json')
  const line = (what, { times, peak }) => [what, ...middle(times, 1), `${peak.toFixed(0)} MiB`]
  return [
    table(
      ['`ansuctl` as a fresh process', 'median', '95 of 100', 'peak memory'],
      [
        line('open the demonstration hall, show a settled ticket', shown),
        line('the same, and write its slip', printed),
      ],
    ),
    `The slip's file has ${(bytes / 1000).toFixed(1)} KB.`,
  ].join('\n\n')
}

function fromWindow() {
  const figures = measured('window.json')
  const starts = figures.start.sort((a, b) => a - b)
  const shares = Object.entries(figures.memory)
  const total = shares.reduce((sum, [, share]) => sum + share, 0)
  const parts = shares.map(([name, share]) => `${name} ${share.toFixed(0)}`).join(', ')
  const renderer =
    'of which the software renderer (libLLVM), which only a machine without a graphics card loads: ' +
    figures.renderer.toFixed(0)
  return table(
    ['in the window', 'median', '95 of 100'],
    [
      ['start of the process to first paint', ...middle(starts)],
      ['F2 to a painted caret', ...middle(figures.caret)],
      ['key to a painted letter', ...middle(figures.letter)],
      ['last digit of a number to the alarm that it has come before', ...middle(figures.alarm)],
      [`memory, all processes (PSS, MiB: ${parts}; ${renderer})`, `${total.toFixed(0)} MiB`, ''],
    ],
  )
}

function measured(file) {
  return JSON.parse(readFileSync(join(process.env.ANSU_TARGET, 'bench', file), 'utf8'))
}

/** Median and 95 of 100, of sorted milliseconds. */
function middle(times, digits = 0) {
  return [0.5, 0.95].map((share) => `${quantile(times, share).toFixed(digits)} ms`)
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

function duration(nanoseconds) {
  const units = [
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'µs'],
  ]
  const [size, unit] = units.find(([limit]) => nanoseconds >= limit) ?? [1, 'ns']
  return `${(nanoseconds / size).toPrecision(3)} ${unit}`
}

function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
