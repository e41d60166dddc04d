import { ref, type Ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRouter, type RouteLocationNormalized } from 'vue-router'
import { openingNow } from '@/ipc/opening'

/** Asks before the panel is left with something that was not saved. Who leaves the counter is not held up: what is typed is stored. */
export function useLeaving(changed: Readonly<Ref<boolean>>) {
  const router = useRouter()
  const asked = ref(false)
  let to: RouteLocationNormalized | undefined
  let goes = false

  function ask(next: RouteLocationNormalized): boolean {
    if (goes || !changed.value || !openingNow()?.at_work) return true
    to = next
    asked.value = true
    return false
  }
  onBeforeRouteLeave(ask)
  onBeforeRouteUpdate((next, from) => next.query.part === from.query.part || ask(next))

  return {
    asked,
    stay: () => (asked.value = false),
    go: () => {
      goes = true
      asked.value = false
      if (to) void router.push(to)
    },
  }
}
