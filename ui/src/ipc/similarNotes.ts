/** Similar complaints as notes, above the queue and above the work on one of them. */
import { computed, shallowRef, type ComputedRef } from 'vue'
import { text } from '@/i18n'
import type { Note, NoteDeed } from '@/shared/notes'
import { toast } from '@/shared/toasts'
import { useDeed } from './deed'
import { useOpening } from './opening'
import { declineSimilar, useSimilar } from './similar'
import { lineOf, type SimilarView } from '.'

/** What was read in this sitting by somebody who does not judge of it, with how many they were: one more is news again. */
const read = shallowRef<ReadonlySet<string>>(new Set())
const sign = ({ place, category, tickets }: SimilarView) => `${category} ${tickets.length} ${place}`

/** One note for each group that `wanted` lets through; a person says whether it is an incident. */
export function useSimilarNotes(
  open: (one: SimilarView) => unknown,
  wanted: (one: SimilarView) => boolean = () => true,
): ComputedRef<Note[]> {
  const similar = useSimilar()
  const { may } = useOpening()
  const { busy, run } = useDeed()
  const refused = (error: unknown) => {
    toast(lineOf(error), { tone: 'red' })
    return true
  }
  const decline = (one: SimilarView) =>
    run(async () => {
      await declineSimilar(one)
      toast(text('incident.similar.silenced'))
    }, refused)
  function deeds(one: SimilarView): NoteDeed[] {
    if (!may('work_on_incident')) {
      const away = () => (read.value = new Set([...read.value, sign(one)]))
      return [{ id: 'similar-away', label: text('reminding.putAway'), press: away }]
    }
    return [
      { id: 'similar-open', label: text('incident.similar.open'), press: () => open(one) },
      {
        id: 'similar-decline',
        label: text('incident.similar.notOne'),
        busy: busy.value,
        press: () => decline(one),
      },
    ]
  }
  return computed(() =>
    similar.value
      .filter((one) => wanted(one) && !read.value.has(sign(one)))
      .map((one) => ({
        id: 'similar',
        gravity: 'amber',
        title: text('incident.similar.title'),
        line: text('incident.similar.what', { place: one.place, n: one.tickets.length }),
        deeds: deeds(one),
      })),
  )
}
