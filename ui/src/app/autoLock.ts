import { onScopeDispose } from 'vue'
import type { LockReason } from '@/ipc'
import { tellAlive } from '@/ipc/opening'

/** Why a counter locks itself: nobody was there for a while, the computer slept, or the desktop was locked. */
export type Why = LockReason

const TICK_MS = 5_000
/** A timer that comes this much too late, or a clock that leaps so far, means that the computer slept. */
const LEAP_MS = 30_000
/** How often the shell is told; it locks by itself, a while later, where this page does not. */
const TELL_MS = 10_000
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const

/**
 * Asks for the lock when no key and no pointer has moved for `after` minutes, and at once after a sleep. `after` is undefined while
 * there is nothing to lock. Asks again at every tick until there is nothing to lock any more.
 */
export function useAutoLock(after: () => number | undefined, lock: (why: Why) => unknown): void {
  // The wall clock may be set by anybody; how long nobody was there is told by the one that only runs forward.
  let alive = performance.now()
  let wall = Date.now()

  const abort = new AbortController()
  let told = -Infinity
  const live = () => {
    alive = performance.now()
    if (alive - told < TELL_MS) return
    told = alive
    tellAlive()
  }
  for (const sign of SIGNS_OF_LIFE)
    window.addEventListener(sign, live, {
      capture: true,
      passive: true,
      signal: abort.signal,
    })

  const timer = setInterval(() => {
    const leap = Math.abs(Date.now() - wall - TICK_MS)
    wall = Date.now()
    const minutes = after()
    if (minutes === undefined) alive = performance.now()
    else if (leap > LEAP_MS) lock('slept')
    else if (performance.now() - alive >= minutes * 60_000) lock('idle')
  }, TICK_MS)
  onScopeDispose(() => {
    clearInterval(timer)
    abort.abort()
  })
}
