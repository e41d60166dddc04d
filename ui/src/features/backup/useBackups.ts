import { useQuery } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { commands, queryClient, type BackupView } from '@/ipc'

/** The folder named last, for as long as the window is open; null is the data folder's own shelf. */
export const lastFolder = ref<string | null>(null)

/** A backup that was made here into another folder: it counts as the last one too. */
export const lastElsewhere = ref<BackupView>()

/** The backups in a folder, the newest first. A stick may have been put in or pulled out since: asked anew on every visit. */
export function useBackups(folder: Readonly<Ref<string | null>>, enabled: () => boolean = () => true) {
  return useQuery(
    {
      queryKey: computed(() => ['backups', folder.value]),
      queryFn: () => commands.backups(folder.value),
      refetchOnMount: 'always' as const,
      enabled,
    },
    queryClient,
  )
}
