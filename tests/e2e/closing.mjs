/**
 * Closes the window as its frame or the desktop does: by the message WM_DELETE_WINDOW. WebDriver destroys the page instead, and without a
 * window manager nobody else sends it, so this says the few words of the X protocol that it takes.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

/** Asks every window that is on this display and can be asked to close. */
export async function closeWindows() {
  const display = process.env.DISPLAY.match(/:(\d+)/)[1]
  const socket = connect(`/tmp/.X11-unix/X${display}`)
  try {
    await once(socket, 'connect')
    const { root, ask } = await greet(socket, cookie(display))
    const atom = async (name) => (await ask(16, [name.length], name)).readUInt32LE(8)
    const [protocols, goodbye] = [await atom('WM_PROTOCOLS'), await atom('WM_DELETE_WINDOW')]
    const numbers = (reply) =>
      Array.from({ length: (reply.length - 32) / 4 }, (_, n) => reply.readUInt32LE(32 + 4 * n))
    for (const window of numbers(await ask(15, [root]))) {
      const visible = (await ask(3, [window]))[26] === VIEWABLE
      const spoken = numbers(await ask(20, [window, protocols, 0, 0, 8]))
      if (visible && spoken.includes(goodbye)) {
        const message = [CLIENT_MESSAGE, window, protocols, goodbye, 0, 0, 0, 0]
        socket.write(request(25, [window, 0, ...message]))
      }
    }
    // Whatever was sent before has arrived when this is answered.
    await ask(43, [])
  } finally {
    socket.destroy()
  }
}

const VIEWABLE = 2
/** The event's number, and that its data are of 32 bits. */
const CLIENT_MESSAGE = 33 | (32 << 8)

/** A request: its number, its length in fours, and its words. */
function request(number, words, text = '') {
  const size = 4 + 4 * words.length + padded(text.length)
  const bytes = Buffer.alloc(size)
  bytes[0] = number
  bytes.writeUInt16LE(size / 4, 2)
  words.forEach((word, place) => bytes.writeUInt32LE(word, 4 + 4 * place))
  bytes.write(text, 4 + 4 * words.length, 'latin1')
  return bytes
}
const padded = (length) => Math.ceil(length / 4) * 4

/** Introduces itself; gives the root window, and a way to ask one thing after the other. */
async function greet(socket, secret) {
  const name = 'MIT-MAGIC-COOKIE-1'
  const hello = Buffer.alloc(12 + padded(name.length) + padded(secret.length))
  hello.write('l')
  hello.writeUInt16LE(11, 2)
  hello.writeUInt16LE(name.length, 6)
  hello.writeUInt16LE(secret.length, 8)
  hello.write(name, 12, 'latin1')
  secret.copy(hello, 12 + padded(name.length))
  socket.write(hello)
  const welcome = await whole(socket, 8, (head) => 8 + 4 * head.readUInt16LE(6))
  if (welcome[0] !== 1) throw new Error(`the display refuses: ${welcome.toString('latin1', 8)}`)
  const screens = 40 + padded(welcome.readUInt16LE(24)) + 8 * welcome[29]
  const ask = async (...words) => {
    socket.write(request(...words))
    const reply = await whole(socket, 32, (head) => 32 + 4 * head.readUInt32LE(4))
    if (reply[0] !== 1) throw new Error(`the display answers request ${words[0]} with error ${reply[1]}`)
    return reply
  }
  return { root: welcome.readUInt32LE(screens), ask }
}

/** What was received, as soon as all of it is there. Nothing else is on the way meanwhile. */
async function whole(socket, head, length) {
  let bytes = Buffer.alloc(0)
  while (bytes.length < head || bytes.length < length(bytes)) {
    const [more] = await once(socket, 'data')
    bytes = Buffer.concat([bytes, more])
  }
  return bytes
}

/** The word by which a display knows its own, from the file that xauth keeps: family, then address, number, name and data, each with its length. */
function cookie(display) {
  const kept = readFileSync(process.env.XAUTHORITY)
  for (let at = 0; at < kept.length;) {
    at += 2
    const [, number, , data] = Array.from({ length: 4 }, () => {
      const from = at + 2
      at = from + kept.readUInt16BE(at)
      return kept.subarray(from, at)
    })
    if (number.toString() === display) return data
  }
  throw new Error(`no word for display ${display}`)
}
