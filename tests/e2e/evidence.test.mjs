/** Files of evidence in the window: dropped, pasted, refused by name, looked at, saved, taken off and back. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { found } from './hall.mjs'
import { walkToGathering } from './walk.mjs'
import { openWindow, role, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
  await walkToGathering(window)
})
after(() => window?.close())

const WORD = 'CANARY7Q2M'
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 46>>stream
BT /F 18 Tf 20 100 Td (${WORD} deal) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
`

/** In the page: files made of words or of a drawn picture, handed over as the system does. */
async function hand(way, made) {
  const transfer = new DataTransfer()
  for (const { name, words, picture } of made) {
    const canvas = Object.assign(document.createElement('canvas'), {
      width: 1200,
      height: 800,
    })
    const pen = canvas.getContext('2d')
    pen.fillStyle = '#e8eef0'
    pen.fillRect(0, 0, 1200, 800)
    pen.fillStyle = '#1d4f48'
    pen.font = '64px sans-serif'
    pen.fillText('2026-11  129.00', 120, 240)
    const content = picture ? await new Promise((done) => canvas.toBlob(done, picture)) : words
    transfer.items.add(new File([content], name, { type: picture ?? '' }))
  }
  if (way === 'drop') {
    const place = document.querySelector('[data-testid=evidence]')
    for (const type of ['dragover', 'drop'])
      place.dispatchEvent(
        new DragEvent(type, {
          bubbles: true,
          cancelable: true,
          dataTransfer: transfer,
        }),
      )
  } else {
    const pasted = new Event('paste', { bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(Object.assign(pasted, { clipboardData: transfer }))
  }
}
const files = () => window.run(() => document.querySelectorAll('[data-testid=evidence] li').length)
const has = (count) => window.until(async () => (await files()) === count, `there are not ${count} files`)
const show = () =>
  window.run(() => document.querySelector('[data-testid=evidence]').scrollIntoView({ block: 'center' }))

test('dropped and pasted files are on the ticket, each refused one is named', async () => {
  await show()
  await window.pictures('evidence-none')
  await window.run(hand, 'drop', [
    { name: '十一月账单.jpg', picture: 'image/jpeg' },
    { name: '装机协议.pdf', words: PDF },
    { name: '录音.mp3', words: 'ID3' },
  ])
  await has(2)
  await window.shows(testId('evidence'), '十一月账单.jpg')
  await window.until(
    async () => (await window.run(() => document.body.innerText)).includes('“录音.mp3”：这份文件不是照片'),
    'the refused file is not named',
  )
  await window.run(hand, 'paste', [{ name: 'image.png', picture: 'image/png' }])
  await has(3)
  await show()
  const painted = () =>
    window.run(() =>
      [...document.querySelectorAll('[data-testid=evidence] img')].every((one) => one.naturalWidth > 0),
    )
  await window.until(painted, 'the small pictures are not drawn')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('evidence')
})

test('a picture and a document are looked at in full', async () => {
  await window.click(role('button', '查看“十一月账单.jpg”'))
  const drawn = () =>
    window.run(() => document.querySelector('[data-testid=evidence-content] img')?.naturalWidth === 1200)
  await window.until(drawn, 'the picture is not drawn')
  await window.pictures('evidence-picture')
  await window.press('Escape')
  await window.gone('[role=dialog]')
  await window.click(role('button', '查看“装机协议.pdf”'))
  await window.until(
    async () => (await window.run(() => document.body.innerText)).includes(`${WORD} deal`),
    'the document is not drawn',
  )
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('evidence-document')
  await window.click(testId('save-evidence'))
  await window.shows('[role=dialog]', '副本没有加密')
  const [copy] = readdirSync(window.slips).filter((name) => name.endsWith('-2.pdf'))
  const path = join(window.slips, copy)
  assert.equal(readFileSync(path, 'utf8'), PDF)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  await window.press('Escape')
  await window.gone('[role=dialog]')
})

test('a file is taken off and put back by Ctrl+Z; on disk nothing of it can be read', async () => {
  await window.click(role('button', '移除“装机协议.pdf”'))
  await has(2)
  await window.press('Control', 'z')
  await has(3)
  const folder = join(window.folder, 'evidence')
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  assert.equal(kept.length, 3)
  assert.ok(kept.every((bytes) => !bytes.includes(WORD) && !bytes.includes('JFIF')))
})
