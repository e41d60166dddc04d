/** Storing what is typed, without a Save button: after a pause, at the latest after a second, on blur and on leave. */
import {
  getCurrentScope,
  onScopeDispose,
  readonly,
  shallowReactive,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type Ref,
} from 'vue'

export type DraftState =
  | { kind: 'idle' }
  | { kind: 'pending' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date }
  | { kind: 'failed'; error: unknown }

const PAUSE_MS = 600
const LONGEST_MS = 1_000
const RETRY_MS = [1_000, 2_000, 5_000, 10_000]

/** Drafts that could not be stored so far, wherever they were typed; the frame warns while there is one. */
const unsaved = shallowReactive(new Set<string>())
export const unsavedDrafts: ReadonlySet<string> = unsaved

/** What is typed and not stored yet, on whatever screen, also on those just left. */
const outstanding = new Set<Writer>()

/** Stores at once whatever is not stored yet; rejects when a part of it could not be. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...outstanding].map((writer) => writer.flush()))
}

/** Nobody is at work any more: what could not be stored must not be stored in the next person's name. */
export function forgetDrafts(): void {
  for (const writer of outstanding) writer.forget()
}

export interface Draft {
  state: Readonly<Ref<DraftState>>
  /** Stores at once what is not stored yet. Resolves when it stands on disk, rejects when that failed (and goes on trying). */
  flush: () => Promise<void>
  /** Takes the present content as stored: after it was read back, or after it was performed and its draft cleared. */
  adopt: () => void
}

/**
 * Watches `model` and hands its content to `save`. One save runs at a time, always with the newest content. When
 * `key` changes (another ticket, another form), what was typed under the old key is stored under the old key.
 * Before performing the content call `flush()`, afterwards `adopt()`, so that no late save brings the draft back.
 */
export function useDraft<T>(
  key: MaybeRefOrGetter<string>,
  model: Ref<T> | (() => T),
  save: (key: string, content: T) => Promise<unknown>,
): Draft {
  const state = shallowRef<DraftState>({ kind: 'idle' })
  const read = () => JSON.stringify(toValue(model))
  const open = (of: string) =>
    new Writer(
      of,
      read(),
      (content) => save(of, JSON.parse(content) as T),
      (next) => (state.value = next),
    )
  let writer = open(toValue(key))

  watch(
    () => toValue(key),
    (next) => {
      writer.leave()
      writer = open(next)
      state.value = { kind: 'idle' }
    },
    { flush: 'sync' },
  )
  // Serialising touches every part of the content, so that any change in its depth is noticed.
  watch(read, (content) => writer.changed(content), { flush: 'sync' })

  const flush = () => writer.flush()
  const quietly = () => void flush().catch(() => undefined)
  document.addEventListener('focusout', quietly)
  document.addEventListener('visibilitychange', quietly)
  window.addEventListener('pagehide', quietly)
  if (getCurrentScope())
    onScopeDispose(() => {
      document.removeEventListener('focusout', quietly)
      document.removeEventListener('visibilitychange', quietly)
      window.removeEventListener('pagehide', quietly)
      writer.leave()
    })

  return { state: readonly(state) as Readonly<Ref<DraftState>>, flush, adopt: () => writer.adopt(read()) }
}

/** Stores the content of one key. */
class Writer {
  private stored: string
  private running: Promise<void> | undefined
  private pause: ReturnType<typeof setTimeout> | undefined
  private longest: ReturnType<typeof setTimeout> | undefined
  private retry: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  /** Counts adoptions. */
  private era = 0
  private left = false

  constructor(
    private readonly key: string,
    private newest: string,
    private readonly store: (content: string) => Promise<unknown>,
    private readonly tell: (state: DraftState) => void,
  ) {
    this.stored = newest
  }

  changed(content: string): void {
    this.newest = content
    if (content === this.stored && !this.running) return
    outstanding.add(this)
    if (this.failures === 0) this.report({ kind: 'pending' })
    clearTimeout(this.pause)
    this.pause = setTimeout(() => this.quietly(), PAUSE_MS)
    this.longest ??= setTimeout(() => this.quietly(), LONGEST_MS)
  }

  adopt(content: string): void {
    this.era++
    this.clearTimers()
    this.newest = content
    this.stored = content
    this.failures = 0
    this.settled()
    this.report({ kind: 'idle' })
  }

  forget(): void {
    this.adopt(this.newest)
  }

  /** The screen goes away: the last words are still stored, but nobody is told any more. */
  leave(): void {
    this.left = true
    this.quietly()
  }

  async flush(): Promise<void> {
    this.clearTimers()
    if (this.running) await this.running.catch(() => undefined)
    if (this.newest === this.stored) return this.reportUnchanged()
    if (this.running) return this.running
    this.running = this.write(this.newest).finally(() => (this.running = undefined))
    return this.running
  }

  private async write(content: string): Promise<void> {
    const era = this.era
    if (this.failures === 0) this.report({ kind: 'saving' })
    try {
      await this.store(content)
    } catch (error) {
      if (era === this.era) this.failed(error)
      throw error
    }
    // Adopted meanwhile: what this save stored is no longer what counts.
    if (era !== this.era) return
    this.stored = content
    this.failures = 0
    unsaved.delete(this.key)
    if (this.newest === content) outstanding.delete(this)
    this.report(this.newest === content ? { kind: 'saved', at: new Date() } : { kind: 'pending' })
  }

  private failed(error: unknown): void {
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]
    this.failures++
    unsaved.add(this.key)
    this.report({ kind: 'failed', error })
    this.retry = setTimeout(() => this.quietly(), wait)
  }

  private settled(): void {
    unsaved.delete(this.key)
    outstanding.delete(this)
  }

  private reportUnchanged(): void {
    outstanding.delete(this)
    if (this.pendingShown) this.report({ kind: 'idle' })
  }

  private pendingShown = false
  private report(state: DraftState): void {
    this.pendingShown = state.kind === 'pending'
    if (!this.left) this.tell(state)
  }

  private quietly(): void {
    // The failure is told by the state and tried again; there is no one here to catch it.
    this.flush().catch(() => undefined)
  }

  private clearTimers(): void {
    for (const timer of [this.pause, this.longest, this.retry]) clearTimeout(timer)
    this.pause = this.longest = this.retry = undefined
  }
}
