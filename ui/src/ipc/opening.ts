/** Hall, staff, preferences, and who is at work: what the window knows before its first screen. */
import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { flushDrafts, forgetDrafts } from '@/shared/draft'
import { setPreferences, type Preferences as Shown } from '@/shared/preferences'
import { channelTo } from './channel'
import { inShell } from './client'
import { placesOf } from './place'
import {
  commands,
  queryClient,
  type LockReason,
  type Opening,
  type Operation,
  type Preferences,
  type ProgressView,
  type TextSize,
} from '.'

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
    /** Whether the person at work may ask for this; the desk decides again. */
    may: (operation: Operation) => data.value?.may.includes(operation) ?? false,
    /** The recovery sheet is still to be typed back, and the person at work is one who can see to it. */
    sheetWaits: computed(() => data.value?.sheet_proven === false && data.value.may.includes('renew_sheet')),
    /** Work found missing since this person last signed in, until it was read. */
    losses: computed(() => data.value?.losses ?? []),
    acknowledgeLosses,
    /** A colleague's name by the number on the badge; the number itself when it is not known here. */
    nameOf: (id: string) => data.value?.start.staff.find((one) => one.id === id)?.name ?? id,
  }
}

/** Somebody else is at work, or another hall is open: whatever was read before is not theirs. */
export function adoptOpening(next: Opening): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] })
  queryClient.setQueryData(key, paint(next))
}

/**
 * Leaves the counter: what is being typed is stored first, then the keys are wiped and what was read is forgotten. Rejects, with
 * everything as it was, when something typed can't be stored.
 */
export async function leaveCounter(): Promise<void> {
  await flushDrafts()
  // The shell has left in any case; what it can't read of the locked hall the start screen asks for again and tells.
  const next = await commands.signOut().catch(() => undefined)
  forgetDrafts()
  if (next) adoptOpening(next)
  else queryClient.clear()
}

/** Hears of it when the desktop locks or the computer goes to sleep; the shell has covered the counter already. */
export function hearLocks(heard: (why: LockReason) => void): void {
  // Outside the shell there is nothing to hear.
  if (inShell()) void commands.hearLocks(channelTo(heard))
}

/** Tells the shell that somebody is there; one that is not told locks by itself. */
export function tellAlive(): void {
  if (inShell()) void commands.signOfLife().catch(() => undefined)
}

/** Hears how far the backup has come that is made before the window closes. */
export function hearClosing(heard: (now: ProgressView) => void): void {
  if (inShell()) void commands.hearClosing(channelTo(heard))
}

/** Covers the counter: the shell answers nothing before the password. What is being typed is stored, which it lets through. */
export async function coverCounter(): Promise<void> {
  await commands.cover()
  await flushDrafts()
}

/** The person at work comes back; what was told before and not read yet is told on. */
export async function uncoverCounter(password: string): Promise<void> {
  const losses = openingNow()?.losses ?? []
  queryClient.setQueryData(key, { ...paint(await commands.uncover(password)), losses })
}

function acknowledgeLosses(): void {
  const now = openingNow()
  if (now) queryClient.setQueryData<Opening>(key, { ...now, losses: [] })
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
  if (opening.at_work) placesOf(`${opening.demonstration}:${opening.at_work.id}`)
  show(opening.start.preferences)
  return opening
}

function show({ language = 'zh-CN', theme = 'system', text_size = 'normal' }: Preferences): void {
  setPreferences({ language, theme, textSize: sizes[text_size] })
}
