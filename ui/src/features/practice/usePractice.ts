/** A practised talk: the answers so far make it, and nothing of it is kept anywhere. */
import { useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { language } from '@/i18n'
import { commands, queryClient, type PracticeAnswer, type PracticeTalk } from '@/ipc'

/** The customers to practise with. */
export function useCustomers() {
  const { data, error, refetch } = useQuery(
    { queryKey: computed(() => ['practice', language.value]), queryFn: () => commands.practice() },
    queryClient,
  )
  return { customers: data, error, again: () => refetch() }
}

export function useTalk(id: Ref<string | undefined>) {
  const answers = ref<PracticeAnswer[]>([])
  const talk = shallowRef<PracticeTalk>()
  const error = shallowRef<unknown>()
  const busy = ref(false)
  let asked = 0

  async function play() {
    const ask = ++asked
    const of = id.value
    if (of === undefined) return
    busy.value = true
    try {
      const next = await commands.practise(of, answers.value)
      if (ask !== asked) return
      talk.value = next
      error.value = undefined
    } catch (thrown) {
      if (ask === asked) error.value = thrown
    } finally {
      if (ask === asked) busy.value = false
    }
  }
  async function answer(one: PracticeAnswer) {
    if (busy.value || talk.value?.result !== null) return
    answers.value = [...answers.value, one]
    await play()
    if (error.value !== undefined) answers.value = answers.value.slice(0, -1)
  }
  async function takeBack() {
    if (busy.value || answers.value.length === 0) return
    answers.value = answers.value.slice(0, -1)
    await play()
  }
  async function restart() {
    answers.value = []
    talk.value = undefined
    await play()
  }
  watch(id, restart, { immediate: true })
  watch(language, play)
  return { talk, error, busy, answers, answer, takeBack, restart, play }
}
