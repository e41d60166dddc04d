/** What to ask next: the first question of the situation whose fact is neither on the record nor typed. */
import { computed, ref, type Ref } from 'vue'
import type { Asked, Coaching, Fact } from '@/ipc'

export function useNextUp(coaching: Readonly<Ref<Coaching | undefined>>, isKnown: (fact: Fact) => boolean) {
  /** Passed over in this visit, by what the question says: the customer did not know, or no fact stands for the answer. */
  const passed = ref(new Set<string>())
  const wordsOf = ({ parts }: Asked) => parts.map(({ text }) => text).join('')
  const open = computed(() =>
    (coaching.value?.guide?.questions ?? []).filter(({ fact, known }) => !known && !(fact && isKnown(fact))),
  )
  const left = computed(() => open.value.filter((one) => !passed.value.has(wordsOf(one))))
  /** Those with a fact first: they are what the gate asks for. */
  const question = computed(() => left.value.find(({ fact }) => fact !== null) ?? left.value[0])
  const pass = () => question.value && passed.value.add(wordsOf(question.value))
  return { question, pass }
}
