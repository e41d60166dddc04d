/** `ansuctl` beside the window: founding a hall with what a test needs, and looking into its folder when the window is closed. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PASSWORD } from './hall.mjs'

const CTL = process.env.ANSUCTL ?? fileURLToPath(new URL('../../target/debug/ansuctl', import.meta.url))

/**
 * The command line as somebody.
 * @param {string} home where the file with the password lies
 * @param {object} [who] by default 1001, who manages the hall
 * @returns `run(data, ...words)` what it says; `json(data, ...words)` the same as data; `found(data, more)` founds the hall `A01`
 */
export function commandLine(home, { staff = '1001', password = PASSWORD } = {}) {
  const secret = join(home, `password-of-${staff}`)
  writeFileSync(secret, password, { mode: 0o600 })
  const run = (data, ...words) =>
    execFileSync(CTL, ['--data', data, '--staff', staff, '--password-file', secret, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const json = (data, ...words) => JSON.parse(run(data, '--json', ...words))
  const found = (data, { hall = '一号厅', code = 'A01', more = [] } = {}) => {
    const names = ['--hall', hall, '--manager-name', '李娜', ...more]
    return json(data, 'init', ...names, '--code', code, '--counter', '1', '--manager', '1001')
  }
  return { secret, run, json, found }
}
