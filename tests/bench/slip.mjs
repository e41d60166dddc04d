/**
 * Figures of a slip from a fresh process: time, peak memory, size. A settled complaint of the demonstration hall is shown, and
 * its slip is made, by `ansuctl`; the difference is what the slip costs. Written as JSON to the file that ANSU_FIGURES names.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const ROUNDS = 25
const STAFF = '1024'

const folder = mkdtempSync(join(tmpdir(), 'ansu-bench-'))
try {
  ansuctl('demo')
  const settled = JSON.parse(ansuctl('--json', 'tickets', '--ended').stdout).filter(
    (line) => line.ended === 'settled',
  )
  if (settled.length === 0) throw new Error('the demonstration hall has no settled complaint')
  const { number } = settled[0]
  const pdf = join(folder, 'slip.pdf')
  const shown = measured('ticket', number)
  const printed = measured('slip', number, '--output', pdf)
  const figures = { shown, printed, bytes: statSync(pdf).size }
  writeFileSync(process.env.ANSU_FIGURES, JSON.stringify(figures, undefined, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Times in milliseconds, sorted, and the highest peak in MiB, of one command called again and again. */
function measured(...words) {
  const rounds = Array.from({ length: ROUNDS }, () => ansuctl(...words))
  return {
    times: rounds.map((round) => round.time).sort((a, b) => a - b),
    peak: Math.max(...rounds.map((round) => round.peak)),
  }
}

function ansuctl(...words) {
  const call = [process.env.ANSUCTL, '--data', folder, '--staff', STAFF, ...words]
  const begun = performance.now()
  const { status, stdout, stderr, error } = spawnSync('time', ['--format', 'peak %M', ...call], {
    encoding: 'utf8',
  })
  const time = performance.now() - begun
  if (status !== 0) throw new Error(`ansuctl ${words.join(' ')}: ${error?.message ?? stderr}`)
  return { time, stdout, peak: Number(/^peak (\d+)$/m.exec(stderr)[1]) / 1024 }
}
