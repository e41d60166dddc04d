/** What no field keeps: characters that can't be seen, printed or trusted. */
export type RemovedKind = 'control' | 'bidi' | 'invisible'

// Control characters except tab and line feed; direction marks and overrides; zero-width characters.
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/
const BIDI = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/
const INVISIBLE = /[\u200B-\u200D\u2060-\u2065\u206A-\u206F\uFEFF]/

export interface Cleaned {
  text: string
  /** Where the caret belongs, when one was given. */
  caret: number
  removed: RemovedKind[]
}

/** Takes unwanted characters out and keeps the caret where the hand left it; CR LF becomes LF. The rules refuse the same ones. */
export function cleanText(raw: string, caret = raw.length): Cleaned {
  const removed = new Set<RemovedKind>()
  let text = ''
  let newCaret = caret
  for (let i = 0; i < raw.length; i++) {
    const ch = raw.charAt(i)
    // Unicode's own line ends, as some web pages paste them.
    if (ch === '\u2028' || ch === '\u2029') {
      text += '\n'
      continue
    }
    const kind = kindOf(ch)
    if (kind === undefined) {
      text += ch
      continue
    }
    // The CR of a line end pasted from Windows is no news to anybody.
    if (!(ch === '\r' && raw.charAt(i + 1) === '\n')) removed.add(kind)
    if (i < caret) newCaret--
  }
  return { text, caret: newCaret, removed: [...removed] }
}

function kindOf(ch: string): RemovedKind | undefined {
  if (CONTROL.test(ch)) return 'control'
  if (BIDI.test(ch)) return 'bidi'
  return INVISIBLE.test(ch) ? 'invisible' : undefined
}

/** Full-width digits, letters and signs of a Chinese input method as plain ones; the ideographic space as a space. */
export function halfWidth(raw: string): string {
  return raw
    .replace(/[\uFF01-\uFF5E]/g, (ch) => String.fromCharCode(ch.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/[\u2012-\u2015\u2212]/g, '-')
}

/** Characters as a reader counts them: an emoji or a rare character is one. */
export function lengthOf(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) count--
  }
  return count
}
