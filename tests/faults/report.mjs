/**
 * Puts the figures of the faults into docs/reliability.md, between its two marks. Reads the rows that tests/faults left in the
 * target folder, which ANSU_TARGET names; a row that was not measured is not there.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PAGE = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))
const BEGIN = '<!-- figures: written by cargo xtask faults -->'
const END = '<!-- end of figures -->'

const page = readFileSync(PAGE, 'utf8')
const begin = page.indexOf(BEGIN)
const end = page.indexOf(END)
if (begin < 0 || end < begin) throw new Error(`${PAGE} has lost its marks`)
writeFileSync(PAGE, `${page.slice(0, begin)}${BEGIN}\n\n${machine()}\n\n${rows()}\n\n${page.slice(end)}`)

function machine() {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  const text = readFileSync('/etc/os-release', 'utf8')
  const system = /^PRETTY_NAME="?([^"\n]*)/m.exec(text)[1]
  return (
    `Measured ${day} on ${system}, Linux ${release().split('-')[0]}, ${processors.length} × ${processors[0].model.trim()} ` +
    `(${arch()}), ${memory} GiB. "Bad" counts broken promises.`
  )
}

function rows() {
  const folder = join(process.env.ANSU_TARGET, 'faults')
  const rows = readdirSync(folder)
    .filter((name) => name.endsWith('.row'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
  return ['| what | cases | bad | panics | of which |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}
