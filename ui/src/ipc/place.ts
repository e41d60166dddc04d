/** Where somebody was in a list, so that coming back from a ticket finds the same row. Whoever comes next begins anew. */
import { reactive } from 'vue'

const forgetting: (() => void)[] = []
let owner: string | undefined

export function keepPlace<T extends object>(initial: Readonly<T>): T {
  const place = reactive({ ...initial }) as T
  forgetting.push(() => Object.assign(place, initial))
  return place
}

/** Who is at work now; where the one before was is not their place. */
export function placesOf(person: string): void {
  if (owner !== undefined && owner !== person) forgetting.forEach((forget) => forget())
  owner = person
}
