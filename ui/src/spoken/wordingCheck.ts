/** Warnings about a text that is being typed: asked for when the typing rests, one question at a time, never in the way. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { language } from '@/i18n'
import { commands, type Warning } from '@/ipc'

/** The pause after the last key; with the answer's way it stays below the 200 ms of the time targets. */
export const PAUSE_MS = 120

/** `text` changes after an input method has finished composing, never while it composes (see textControl.ts). */
export function useWordingCheck(text: () => string) {
  const answer = shallowRef<{ of: string; warnings: readonly Warning[] }>({ of: '', warnings: [] })
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false
  /** What was typed while a question was under way. */
  let waiting: string | undefined

  async function ask(words: string): Promise<void> {
    if (asking) return void (waiting = words)
    asking = true
    try {
      const warnings = words.trim() === '' ? [] : await commands.checkWording(words)
      answer.value = { of: words, warnings }
    } catch (error) {
      // A check that can't be made keeps nobody from speaking.
      answer.value = { of: words, warnings: [] }
      reportError(error)
    } finally {
      asking = false
      const next = waiting
      waiting = undefined
      if (next !== undefined) void ask(next)
    }
  }
  watch(
    [text, language],
    ([words]) => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask(words), PAUSE_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))

  /** Those that still hold: what was changed since the answer has no warning until the next one. */
  return computed(() => {
    const { of, warnings } = answer.value
    const now = text()
    const holds = ({ start, end }: { start: number; end: number }) =>
      now.slice(start, end) === of.slice(start, end)
    return warnings
      .filter(
        (warning) => holds(warning) && holds(warning.rewrite) && (!warning.printed || holds(warning.printed)),
      )
      .toSorted((a, b) => a.start - b.start)
  })
}
