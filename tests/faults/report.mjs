/**
 * Puts the figures of the faults, or of the parsers where the word is `fuzz`, into docs/reliability.md, between its two marks. Reads what
 * tests/faults or cargo-fuzz left in the target folder, which ANSU_TARGET names; a row that was not measured is not there.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PAGE = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))
const BAD = '"Bad" counts broken promises.'
const [what = 'faults'] = process.argv.slice(2)
const BEGIN = `<!-- figures: written by cargo xtask ${what === 'fuzz' ? 'faults --fuzz' : 'faults'} -->`
const END = '<!-- end of figures -->'

const page = readFileSync(PAGE, 'utf8')
const begin = page.indexOf(BEGIN)
const end = page.indexOf(END, begin)
if (begin < 0 || end < 0) throw new Error(`${PAGE} has lost its marks`)
const text = what === 'fuzz' ? `${machine()}\n\n${parsers()}` : `${machine()} ${BAD}\n\n${rows()}`
writeFileSync(PAGE, `${page.slice(0, begin)}${BEGIN}\n\n${text}\n\n${page.slice(end)}`)

function machine() {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  const text = readFileSync('/etc/os-release', 'utf8')
  const system = /^PRETTY_NAME="?([^"\n]*)/m.exec(text)[1]
  return (
    `Measured ${day} on ${system}, Linux ${release().split('-')[0]}, ${processors.length} × ${processors[0].model.trim()} ` +
    `(${arch()}), ${memory} GiB.`
  )
}

/** What libFuzzer said last: inputs tried, code reached at first by the seeds and in the end. */
function parsers() {
  const folder = join(process.env.ANSU_TARGET, 'fuzz-figures')
  const rows = readdirSync(folder)
    .sort()
    .map((name) => {
      const log = readFileSync(join(folder, name), 'utf8')
      const told = (line) => line.exec(log)?.[1] ?? '?'
      const tried = told(/number_of_executed_units: (\d+)/)
      const [seeds, all] = [told(/INITED cov: (\d+)/), told(/DONE +cov: (\d+)/)]
      return `| ${name.replace('.log', '')} | ${tried} | ${seeds} | ${all} |`
    })
  const head = '| parser | inputs | places reached by its seeds | in the end |\n| --- | --- | --- | --- |'
  return [head, ...rows].join('\n')
}

function rows() {
  const folder = join(process.env.ANSU_TARGET, 'faults')
  const rows = readdirSync(folder)
    .filter((name) => name.endsWith('.row'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
  return ['| what | cases | bad | panics | of which |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}
