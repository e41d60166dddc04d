/** What stands at a field whose secret was refused. Where one has to wait, the seconds are counted down and then it is gone. */
import { computed, shallowRef } from 'vue'
import { text } from '@/i18n'
import { formatClock } from '@/shared/format'
import { useNow } from '@/shared/now'
import { asDeskError, lineOf, type DeskError } from '.'

/** Being shut out for good needs more words than a field has room for. */
const CODES = ['wrong_password', 'locked_out', 'not_a_recovery_code']

export function useRefusedSecret() {
  const refused = shallowRef<DeskError>()
  const now = useNow(1_000)

  const words = computed(() => {
    const { code, params } = refused.value ?? {}
    if (code === undefined) return undefined
    if (code !== 'locked_out') return lineOf(refused.value)
    const until = String(params?.until)
    const seconds = Math.ceil((Date.parse(until) - now.value) / 1_000)
    return seconds > 0 ? text('shared.password.wait', { time: formatClock(until), seconds }) : undefined
  })
  /** Takes a refusal of the secret; whether it was one. */
  function refuse(thrown: unknown): boolean {
    const error = asDeskError(thrown)
    if (!CODES.includes(error.code)) return false
    now.value = Date.now()
    refused.value = error
    return true
  }
  return { words, refuse, clear: () => (refused.value = undefined) }
}

/** Why a new password can't stand, for its field. */
export function refusedPassword(thrown: unknown): string | undefined {
  return asDeskError(thrown).code.startsWith('password_') ? lineOf(thrown) : undefined
}
