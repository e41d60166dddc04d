import { halfWidth } from './clean'

/** The most a field takes unless told otherwise, one million yuan: what the rules take too. */
export const MAX_FEN = 100_000_000

export type MoneyReading =
  | { kind: 'empty' }
  | { kind: 'amount'; fen: number }
  | { kind: 'wrong'; why: 'notAmount' | 'cents' | 'tooLarge' | 'negative' }

/** Reads yuan as people type them (129 · 1,234.5 · ¥129 · １２９元) into whole fen, without floating point. */
export function readMoney(typed: string, max = MAX_FEN): MoneyReading {
  const plain = halfWidth(typed)
    .replace(/[\s,，]/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/(元|块|圆)$/, '')
    .replace(/。/g, '.')
  if (plain === '') return { kind: 'empty' }
  if (/^-\d/.test(plain)) return { kind: 'wrong', why: 'negative' }
  const parts = /^(\d*)(?:\.(\d*))?$/.exec(plain)
  if (!parts || (!parts[1] && !parts[2])) return { kind: 'wrong', why: 'notAmount' }
  const [, yuan = '', cents = ''] = parts
  if (cents.replace(/0+$/, '').length > 2) return { kind: 'wrong', why: 'cents' }
  const fen = BigInt(yuan || '0') * 100n + BigInt(cents.slice(0, 2).padEnd(2, '0'))
  return fen > BigInt(max) ? { kind: 'wrong', why: 'tooLarge' } : { kind: 'amount', fen: Number(fen) }
}

/** 1,234.50 for the field itself, where the sign of the currency stands beside it. */
export function writeMoney(fen: number): string {
  const yuan = String(Math.trunc(fen / 100)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${yuan}.${String(fen % 100).padStart(2, '0')}`
}
