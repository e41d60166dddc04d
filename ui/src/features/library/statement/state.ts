/** Whether a statement holds, by the clock. */
import type { Statement } from '@/ipc'

export type StatementState = 'holds' | 'ahead' | 'ended'

export function stateOf({ from, until }: Pick<Statement, 'from' | 'until'>, now: number): StatementState {
  if (new Date(until).getTime() <= now) return 'ended'
  return new Date(from).getTime() <= now ? 'holds' : 'ahead'
}

/** Those that hold first, then those to come, the ended ones last, the newest of them first. */
export function inOrder<S extends Pick<Statement, 'from' | 'until'>>(all: readonly S[], now: number): S[] {
  const rank = { holds: 0, ahead: 1, ended: 2 }
  return all.toSorted((a, b) => {
    const [left, right] = [stateOf(a, now), stateOf(b, now)]
    if (left !== right) return rank[left] - rank[right]
    return left === 'ended' ? b.until.localeCompare(a.until) : a.until.localeCompare(b.until)
  })
}

export const TONES = { holds: 'moss', ahead: 'sky', ended: 'plain' } as const
