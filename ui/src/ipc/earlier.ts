/** What came before from a number, the moment it is whole. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { commands, queryClient } from '.'

/** A number that may be whole: a mobile one has eleven digits, a fixed line at least seven. */
const isWhole = (phone: string) => /^(1\d{10}|[^1]\d{6,})$/.test(phone)

/** Undefined while the number is not whole, or the answer is not there yet. */
export function useEarlier(phone: () => string) {
  const { data } = useQuery(
    {
      queryKey: computed(() => ['contacts', phone()]),
      queryFn: () => commands.contacts(phone()),
      enabled: computed(() => isWhole(phone())),
    },
    queryClient,
  )
  return computed(() => (isWhole(phone()) ? data.value : undefined))
}
