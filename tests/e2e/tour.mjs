/**
 * The guided tour, played by `cargo xtask run` where there is no display: a complaint from walk-in to signed slip on the demonstration
 * hall. Leaves pictures of every screen in both sizes and themes, and the slip, in the folder that ANSU_TOUR names.
 */
import { cpSync } from 'node:fs'
import { openWindow, role } from './window.mjs'
import { walk } from './walk.mjs'

const first = await openWindow()
try {
  await first.pictures('start')
} finally {
  await first.close()
}

const window = await openWindow({ demo: true })
try {
  // What is told in passing would cover what a picture is about.
  await window.run(() => {
    const unseen = new CSSStyleSheet()
    unseen.replaceSync('.toast { opacity: 0 !important }')
    document.adoptedStyleSheets.push(unseen)
  })
  await window.pictures('queue')
  const number = await walk(window, (screen) => window.pictures(screen))
  await window.press('Control', 'k')
  await window.pictures('palette')
  await window.press('Escape')
  await window.press('F9')
  await window.pictures('cover')
  await window.press('Escape')
  await window.run(() => {
    location.hash = '#/settings'
  })
  await window.find(role('heading', '设置'))
  await window.pictures('settings')
  cpSync(window.slips, process.env.ANSU_TOUR, { recursive: true })
  process.stdout.write(`${number} is closed; its slip is ${number}.pdf\n`)
} finally {
  await window.close()
}
