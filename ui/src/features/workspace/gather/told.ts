/** Whether a text names what its fact should name: marks by which a quick reader sees it. It advises and never blocks. */
import type { Detail } from '@/ipc'

const COUNT = '(?:[\\d][\\d,.]*|[〇零一二两三四五六七八九十百千万半]+)'
/** A place shared with somebody is no money: 一块儿. */
const SUM = new RegExp(`[¥￥]\\s*\\d|${COUNT}\\s*(?:元|块(?!儿)|毛钱?|角|分钱|yuan|rmb)`, 'i')
/** Written with digits too, and no number that anybody calls from. */
const OTHER_DIGITS = new RegExp(`\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}|${SUM.source}`, 'gi')

const MARKS: Record<Exclude<Detail, 'number'>, RegExp> = {
  sum: SUM,
  speed: new RegExp(`${COUNT}\\s*(?:兆|[mg](?:bps|b/s)?(?![a-z]))`, 'i'),
  volume: new RegExp(`${COUNT}\\s*(?:多|几)?\\s*个?\\s*(?:兆|[mgt]b?(?![a-z]))`, 'i'),
}

/** Short codes have five digits; people part long ones by spaces. */
const NUMBER = /\d(?:[ -]?\d){4,}/

export function names(typed: string, detail: Detail): boolean {
  const plain = typed.normalize('NFKC')
  if (detail === 'number') return NUMBER.test(plain.replace(OTHER_DIGITS, '；'))
  return MARKS[detail].test(plain)
}
