/** Files of evidence on the ticket at hand: brought one after the other, each with its own word where it can't stand. */
import { useQuery } from '@tanstack/vue-query'
import { computed, inject, provide, ref, shallowRef, type InjectionKey } from 'vue'
import { text } from '@/i18n'
import { commands, DeskError, EVIDENCE_MAX_BYTES, wordsOf, type EvidenceFile } from '@/ipc'
import { toast } from '@/shared/toasts'
import { useWorkspace } from '../panel'

export interface Fault {
  name: string
  what: string
}

/** Where files go and how they came. */
export interface Way {
  /** The question of the check that they bear out; none = the whole matter. */
  shows?: string
  /** The place that tells of faults is in sight: no toast tells them too. */
  inSight?: boolean
}

const MEGA = 1024 * 1024
export const LIMIT = EVIDENCE_MAX_BYTES / MEGA

const key: InjectionKey<ReturnType<typeof files>> = Symbol('evidence')

/** For step 3, in which several places show the same files and take new ones. */
export function provideEvidence() {
  const evidence = files()
  provide(key, evidence)
  return evidence
}
export function useEvidence() {
  const evidence = inject(key)
  if (!evidence) throw new Error('files of evidence are shown inside of step 3')
  return evidence
}

function files() {
  const { view, perform } = useWorkspace()
  const which = computed(() => ({ id: view.value.ticket.id }))
  const all = computed(() => view.value.ticket.evidence)

  const { data } = useQuery({
    queryKey: computed(() => ['evidence', which.value.id, ...all.value.map(({ file }) => file.id)]),
    queryFn: () => commands.evidencePreviews(which.value),
    enabled: () => all.value.length > 0,
    // Whoever may not see them sees that they are there.
    throwOnError: false,
    retry: false,
    placeholderData: (before) => before,
  })
  const pictures = computed(
    () => new Map(data.value?.map(({ id, picture }) => [id, `data:image/jpeg;base64,${picture}`])),
  )

  /** The file that is being added. */
  const coming = ref<string>()
  const faults = ref<Fault[]>([])
  let running = Promise.resolve()
  function bring(brought: readonly File[], way: Way = {}): Promise<void> {
    running = running.then(async () => {
      faults.value = []
      const taken: EvidenceFile[] = []
      for (const file of brought) {
        const known = await bringOne(file, way.shows)
        if (known) taken.push(known)
      }
      tellTaken(taken, way.shows)
      if (!way.inSight && faults.value.length > 0)
        toast(faults.value.map(faultText).join('；'), { tone: 'red' })
    })
    return running
  }

  async function bringOne(file: File, shows?: string): Promise<EvidenceFile | undefined> {
    coming.value = file.name
    try {
      // Looked at before it is read: nobody waits for 200 MB to be refused.
      if (file.size > EVIDENCE_MAX_BYTES) throw new DeskError('evidence_too_large', { limit: LIMIT })
      const known = await commands.bringEvidence(which.value, file.name, await base64(file))
      const done = await perform([{ do: 'attach_evidence', file: known, shows }])
      return done && known
    } catch (thrown) {
      const { happened, todo } = wordsOf(thrown)
      const what = todo ? text('workspace.gather.evidence.way', { what: happened, todo }) : happened
      faults.value = [...faults.value, { name: file.name, what }]
      return undefined
    } finally {
      coming.value = undefined
    }
  }

  /** What was taken is shown, wherever the caret was: a picture of another customer's bill is seen at once and taken off by the same key as ever. */
  function tellTaken(taken: readonly EvidenceFile[], question?: string) {
    const [first] = taken
    if (!first) return
    const { name, id } = first
    let said = text('workspace.gather.evidence.taken', { name })
    if (taken.length > 1) said = text('workspace.gather.evidence.takenAll', { name, n: taken.length })
    else if (question !== undefined) said = text('workspace.gather.evidence.takenFor', { name, question })
    toast(said, {
      picture: () => pictures.value.get(id),
      undo: () => perform(taken.map((file) => ({ do: 'remove_evidence', file: file.id }))),
    })
  }

  /** Pressed again, it is none after all. */
  const letter = (file: string) =>
    perform([{ do: 'mark_authorisation', file: view.value.ticket.authorisation === file ? null : file }])
  const relate = (file: string, shows?: string) => perform([{ do: 'relate_evidence', file, shows }])
  const remove = (file: string) => perform([{ do: 'remove_evidence', file }])
  const of = (question: string) => all.value.filter(({ shows }) => shows === question)

  /** The file that is looked at in full. */
  const shown = shallowRef<EvidenceFile>()
  /** Where something that is being dragged would go: a question, or '' for the whole matter. */
  const over = shallowRef<string>()
  /** Files are to be chosen for this. */
  const wanted = shallowRef<Way>()
  const choose = (shows?: string) => (wanted.value = { shows, inSight: shows === undefined })
  return {
    which,
    files: all,
    of,
    pictures,
    coming,
    faults,
    bring,
    relate,
    letter,
    remove,
    shown,
    over,
    wanted,
    choose,
  }
}

export const faultText = ({ name, what }: Fault) => text('workspace.gather.evidence.fault', { name, what })

/** The row of a check knows its question: as a property, for words that somebody typed have no place in an attribute. */
type Row = HTMLElement & { check?: string }

/** The check in whose row something is, by its question. */
export const rowOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<Row>('[data-check]')?.check : undefined

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(new DeskError('not_evidence'))
    reader.readAsDataURL(file)
  })
}

/** `320 KB`, `2.4 MB`. */
export function sizeText(bytes: number): string {
  return bytes < MEGA / 10 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MEGA).toFixed(1)} MB`
}
