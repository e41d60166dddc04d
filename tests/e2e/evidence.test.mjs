/**
 * Files of evidence in the window: dropped, pasted, refused by name, put on a check and from there elsewhere, looked at, saved, taken off and back,
 * copied, backed up, put back.
 */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { commandLine } from './command-line.mjs'
import { found, PASSWORD } from './hall.mjs'
import { walkToGathering } from './walk.mjs'
import { openWindow, role, testId } from './window.mjs'

const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')
let window
before(async () => {
  window = await openWindow({ data })
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
  await walkToGathering(window)
})
after(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true })
})

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
async function hand(way, made, where = '[data-testid=evidence]') {
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
    const place = document.querySelector(where)
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
/** The same file stands at its check and at the attribution too. */
const open = (name) => `[data-testid=evidence] button[aria-label="查看“${name}”"]`
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
  // HEIC by its content, whatever it is called; what can be done about it is said.
  await window.run(hand, 'drop', [{ name: 'IMG_2391.jpg', words: '\0\0\0\x18ftypheic\0\0\0\0mif1heic' }])
  await window.until(
    async () => (await window.run(() => document.body.innerText)).includes('格式”里选“兼容性最佳”后重拍'),
    'nobody says what to do about a HEIC photograph',
  )
  await window.run(hand, 'paste', [{ name: 'image.png', picture: 'image/png' }])
  await has(3)
  const toast = () => window.run(() => document.querySelector('.toast img')?.parentElement.innerText)
  await window.until(
    async () => (await toast())?.includes('已添加“image.png”'),
    'what was pasted is not shown',
  )
  await window.pictures('evidence-pasted')
  await show()
  const painted = () =>
    window.run(() =>
      [...document.querySelectorAll('[data-testid=evidence] img')].every((one) => one.naturalWidth > 0),
    )
  await window.until(painted, 'the small pictures are not drawn')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('evidence')
})

test('a file on a check is shown there and at the attribution, and is put elsewhere by key', async () => {
  const rows = () =>
    window.run(() =>
      [...document.querySelectorAll('[data-check]')].map((row) => [
        row.check,
        row.querySelectorAll('.files img').length,
      ]),
    )
  const shows = (count, what) => window.until(async () => (await rows())[0][1] === count, what)
  const grounds = () => window.run(() => document.querySelector('[data-testid=grounds]').innerText)
  const [[question]] = await rows()
  await window.run(hand, 'drop', [{ name: '光猫.jpg', picture: 'image/jpeg' }], '[data-check]')
  await has(4)
  await shows(1, 'the file is not in the row of its check')
  assert.ok((await grounds()).includes(`光猫.jpg\n${question}`))

  await (await window.find(role('button', `给“${question}”添加材料`))).scrollIntoView({ block: 'center' })
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('evidence-check')
  const list = role('combobox', '“光猫.jpg”佐证哪一项')
  const choose = async (key) => {
    await (await window.find(list)).scrollIntoView({ block: 'center' })
    await window.tabTo(list)
    await window.press('Enter')
    await window.find('[role=option][data-highlighted]')
    await window.press(key)
    await window.press('Enter')
  }
  await choose('Home')
  await shows(0, 'the file is still in the row')
  await window.shows(list, '佐证整件事')
  await window.press('Control', 'z')
  await shows(1, 'the file is not in the row again')
  await window.run(() => document.querySelector('[data-testid=grounds]').scrollIntoView({ block: 'center' }))
  await window.pictures('evidence-grounds')
})

test('a cause on the customer’s side leaves open who is liable, and the step is not left before that is said', async () => {
  await (await (await window.find(role('radio', '客户侧'))).parentElement()).click()
  await window.shows('main', '客户侧原因不等于我方无责，请认定')
  await window.pictures('attribution-open')
  await window.press('Control', 'Enter')
  await window.shows('main', '“责任”还没有填')
  await window.until(
    async () => (await window.focused()).name === '我方责任',
    'the caret is not where it is said',
  )
  assert.deepEqual(await window.accessibility(), [])
  await window.click(role('button', '清空归因'))
  await window.until(
    async () => !(await window.run(() => document.querySelector('main').innerText)).includes('请认定'),
    'it is still asked for',
  )
})

test('a picture and a document are looked at in full', async () => {
  await window.click(open('十一月账单.jpg'))
  const drawn = () =>
    window.run(() => document.querySelector('[data-testid=evidence-content] img')?.naturalWidth === 1200)
  await window.until(drawn, 'the picture is not drawn')
  await window.pictures('evidence-picture')
  await window.press('Escape')
  await window.gone('[role=dialog]')
  await window.click(open('装机协议.pdf'))
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
  await has(3)
  await window.press('Control', 'z')
  await has(4)
  const folder = join(window.folder, 'evidence')
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  assert.equal(kept.length, 4)
  assert.ok(kept.every((bytes) => !bytes.includes(WORD) && !bytes.includes('JFIF')))
})

test('a person’s copy has the files beside it, its owner’s alone', async () => {
  await window.run(() => (location.hash = '#/settings?part=personal'))
  await window.type(role('textbox', '客户的电话'), '13812345678')
  await window.click(testId('find-person'))
  await window.click(testId('export-person'))
  await window.shows(testId('copied'), '证据材料在这个文件夹里')
  await window.run(() => document.querySelector('[data-testid=copied]').scrollIntoView({ block: 'center' }))
  await window.pictures('personal-files')
  const [file, folder] = (await window.text(testId('copied'))).match(/\S+\/person-\w+(\.json)?/g)
  const [{ files }] = JSON.parse(readFileSync(file, 'utf8')).tickets
  assert.deepEqual(readdirSync(folder).sort(), files.map((one) => one.file).sort())
  assert.equal(readFileSync(join(folder, files.find((one) => one.file.endsWith('.pdf')).file), 'utf8'), PDF)
  for (const { file: name } of files) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('a backup has the files once; one that is lost is told, and the rest comes back', async () => {
  const stick = join(home, 'stick')
  mkdirSync(stick)
  await window.run(() => (location.hash = '#/settings?part=backup'))
  const other = await (await window.find(role('radio', 'U 盘或其他文件夹'))).parentElement()
  await other.click()
  await window.type(role('textbox', '文件夹'), stick)
  await window.click(testId('back-up'))
  await window.shows(testId('backup-told'), '已核对')
  await window.quit()
  const line = commandLine(home)
  const [name] = readdirSync(stick).filter((one) => one.startsWith('A01-1-'))
  const backup = join(stick, name)
  assert.match(line.run(data, 'backup', 'verify', backup), /\t4 files\t/)
  const pool = join(stick, 'ansu.evidence')
  const [lost] = readdirSync(pool).filter((one) => one.includes('-'))
  rmSync(join(pool, lost))
  assert.throws(
    () => line.run(data, 'backup', 'verify', backup),
    ({ status, stdout }) =>
      status === 4 && stdout.includes('1 of its 4 files of evidence are missing or damaged'),
  )
  assert.match(line.run(data, 'restore', backup), /1 files of evidence would be missing/)

  const again = join(home, 'again')
  window = await openWindow({ data: again })
  await window.find(role('textbox', '营业厅名称'))
  await window.click(testId('restore'))
  await (await (await window.find(role('radio', 'U 盘或其他文件夹'))).parentElement()).click()
  await window.type(role('textbox', '文件夹'), stick)
  await window.find('tr[aria-selected=true]')
  await window.press('Control', 'Enter')
  await window.type(role('textbox', '工号'), '1001')
  await window.type('input[type=password]', PASSWORD)
  await window.press('Control', 'Enter')
  await window.shows(testId('evidence-lost'), '证据材料 4 个，其中 1 个缺失或损坏')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('restore-evidence')
  await window.press('Control', 'Enter')
  await window.shows(testId('evidence-lost'), '有 1 个证据材料没有恢复')
  await window.pictures('restored-evidence')
  await window.quit()
  assert.equal(readdirSync(join(again, 'evidence')).length, 3)
  assert.throws(() => line.run(again, 'check'), { status: 4 })
})
