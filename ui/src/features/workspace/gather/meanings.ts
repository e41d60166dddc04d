/** What the six facts mean in this category, and what of it the typed text does not name yet. */
import type { Ref } from 'vue'
import { text } from '@/i18n'
import type { Coaching, Fact } from '@/ipc'
import { names } from './told'

export function useMeanings(
  coaching: Readonly<Ref<Coaching | undefined>>,
  typed: (fact: Fact) => string | undefined,
) {
  const of = (fact: Fact) => coaching.value?.facts.find((one) => one.fact === fact)
  /** In the category's words; nothing before the coach has been heard. */
  const says = (fact: Fact): string | undefined => of(fact)?.says
  /** Told, but by half; nothing where it is not told at all. */
  function lacks(fact: Fact): string | undefined {
    const words = typed(fact)?.trim()
    const open = words ? (of(fact)?.names ?? []).filter((detail) => !names(words, detail)) : []
    return open.length === 0
      ? undefined
      : text('coach.facts.unnamed', {
          what: open.map((one) => text(`coach.facts.details.${one}`)).join('、'),
        })
  }
  return { says, lacks }
}

export type Meanings = ReturnType<typeof useMeanings>
