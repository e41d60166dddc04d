/** Files of evidence on the ticket at hand: brought one after the other, each with its own word where it can't stand. */
import { useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { commands, DeskError, EVIDENCE_MAX_BYTES, lineOf } from '@/ipc'
import { useWorkspace } from '../panel'

export interface Fault {
  name: string
  what: string
}

const MEGA = 1024 * 1024
export const LIMIT = EVIDENCE_MAX_BYTES / MEGA

export function useEvidence() {
  const { view, perform } = useWorkspace()
  const which = computed(() => ({ id: view.value.ticket.id }))
  const files = computed(() => view.value.ticket.evidence)

  const { data } = useQuery({
    queryKey: computed(() => ['evidence', which.value.id, ...files.value.map(({ file }) => file.id)]),
    queryFn: () => commands.evidencePreviews(which.value),
    enabled: () => files.value.length > 0,
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
  function bring(brought: readonly File[]): Promise<void> {
    running = running.then(async () => {
      faults.value = []
      for (const file of brought) await bringOne(file)
    })
    return running
  }

  async function bringOne(file: File) {
    coming.value = file.name
    try {
      // Looked at before it is read: nobody waits for 200 MB to be refused.
      if (file.size > EVIDENCE_MAX_BYTES) throw new DeskError('evidence_too_large', { limit: LIMIT })
      const known = await commands.bringEvidence(which.value, file.name, await base64(file))
      await perform([{ do: 'attach_evidence', file: known }])
    } catch (thrown) {
      faults.value = [...faults.value, { name: file.name, what: lineOf(thrown) }]
    } finally {
      coming.value = undefined
    }
  }

  const remove = (file: string) => perform([{ do: 'remove_evidence', file }])
  return { which, files, pictures, coming, faults, bring, remove }
}

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
