import { computed, shallowRef, watch } from 'vue'
import type { Address } from '@/ipc'
import { useEarlier } from '@/ipc/earlier'
import type { Typed } from './form'

/** An earlier contact whose name was taken. */
export interface Source {
  name: string
  address: Address
  at: string
}

/** What came before from the number that is being typed, and the name it gives. */
export function useHistory(form: Typed) {
  const earlier = useEarlier(() => form.phone)
  /** Where the name was taken from, while it still stands as taken. */
  const source = shallowRef<Source>()

  watch(earlier, (known) => {
    // Another number has other tickets.
    if (known && !known.tickets.some(({ line }) => line.number === form.follows)) form.follows = null
    const taken = source.value !== undefined && form.name === source.value.name
    if (form.name !== '' && !taken) return
    const named: Source[] = [
      ...(known?.tickets ?? []).map(({ line: { name, address, received } }) => ({
        name,
        address,
        at: received,
      })),
      ...(known?.contacts ?? []).map(({ name, at }) => ({ name, address: 'neutral' as const, at })),
    ]
    source.value = named.find(({ name }) => name !== '')
    form.name = source.value?.name ?? ''
    if (source.value || taken) form.address = source.value?.address ?? 'neutral'
  })
  return {
    earlier,
    source: computed(() => (source.value?.name === form.name ? source.value : undefined)),
  }
}
