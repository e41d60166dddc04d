/** Hall, staff, preferences, and who is at work: what the window knows before its first screen. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { setPreferences, type Preferences as Shown } from '@/shared/preferences'
import { commands, queryClient, type Opening, type Preferences, type TextSize } from '.'

const key = ['opening']
const query = { queryKey: key, queryFn: () => commands.start() }
const sizes: Record<TextSize, Shown['textSize']> = { normal: 'm', large: 'l', larger: 'xl' }

/** What is known now; undefined before the first answer and when the data folder can't be opened. */
export const openingNow = () => queryClient.getQueryData<Opening>(key)

/** Asks once; later calls get the same answer. */
export const loadOpening = () => queryClient.ensureQueryData(query).then(paint)

export function useOpening() {
  const { data, error } = useQuery({ ...query, retryOnMount: false }, queryClient)
  return {
    opening: data,
    error,
    hall: computed(() => data.value?.start.hall),
    atWork: computed(() => data.value?.at_work),
    demonstration: computed(() => data.value?.demonstration ?? false),
    preferences: computed(() => data.value?.start.preferences),
    /** A colleague's name by the number on the badge; the number itself when it is not known here. */
    nameOf: (id: string) => data.value?.start.staff.find((one) => one.id === id)?.name ?? id,
  }
}

/** Somebody else is at work, or another hall is open: whatever was read before is not theirs. */
export function adoptOpening(next: Opening): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] })
  queryClient.setQueryData(key, paint(next))
}

/** The hall's own data changed, the person at work did not. */
export function amendOpening(start: Partial<Opening['start']>): void {
  queryClient.setQueryData<Opening>(key, (now) => now && { ...now, start: { ...now.start, ...start } })
}

/** Acts at once; what could not be kept is put back and thrown. */
export async function changePreferences(change: Partial<Preferences>): Promise<void> {
  const before = openingNow()?.start.preferences ?? {}
  const after = { ...before, ...change }
  show(after)
  amendOpening({ preferences: after })
  try {
    await commands.putPreferences(after)
  } catch (error) {
    show(before)
    amendOpening({ preferences: before })
    throw error
  }
}

function paint(opening: Opening): Opening {
  show(opening.start.preferences)
  return opening
}

function show({ language = 'zh-CN', theme = 'system', text_size = 'normal' }: Preferences): void {
  setPreferences({ language, theme, textSize: sizes[text_size] })
}
