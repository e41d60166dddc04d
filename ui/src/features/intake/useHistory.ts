import { useQuery } from '@tanstack/vue-query'
import { computed, shallowRef, watch } from 'vue'
import { commands, queryClient, type Line } from '@/ipc'
import type { Typed } from './form'

/** A number that may be whole: a mobile one has eleven digits, a fixed line at least seven. */
const isWhole = (phone: string) => /^(1\d{10}|[^1]\d{6,})$/.test(phone)

/** Earlier complaints from the number that is being typed, and the name they give. */
export function useHistory(form: Typed) {
  const { data } = useQuery(
    {
      queryKey: computed(() => ['contacts', form.phone]),
      queryFn: () => commands.contacts(form.phone),
      enabled: computed(() => isWhole(form.phone)),
    },
    queryClient,
  )
  const whole = computed(() => isWhole(form.phone))
  const lines = computed(() => (whole.value ? data.value : undefined))
  /** The line the name was taken from, while it still stands as taken. */
  const source = shallowRef<Line>()

  watch(lines, (known) => {
    const taken = source.value !== undefined && form.name === source.value.name
    if (form.name !== '' && !taken) return
    source.value = known?.find((line) => line.name !== '')
    form.name = source.value?.name ?? ''
    if (source.value || taken) form.address = source.value?.address ?? 'neutral'
  })
  return {
    whole,
    lines,
    source: computed(() => (source.value?.name === form.name ? source.value : undefined)),
  }
}
