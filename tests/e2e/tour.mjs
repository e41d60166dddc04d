/**
 * The guided tour, played by `cargo xtask run` where there is no display: leaves pictures, and the slips that were made, in
 * the folder that ANSU_TOUR names.
 */
import { cpSync, existsSync } from 'node:fs'
import { openWindow } from './window.mjs'

const window = await openWindow({ demo: true })
try {
  await window.pictures('1-queue')
  if (existsSync(window.slips)) cpSync(window.slips, process.env.ANSU_TOUR, { recursive: true })
} finally {
  await window.close()
}
