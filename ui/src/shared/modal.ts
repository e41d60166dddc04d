import { nextTick, watch, type Ref, type ShallowRef } from 'vue'

/**
 * Shows a `<dialog v-if="open">` over everything and closes it while it still stands on the page: only then does the browser give the
 * focus back to where it was.
 */
export function useModal(
  open: Ref<boolean>,
  dialog: Readonly<ShallowRef<HTMLDialogElement | null>>,
  opening?: () => void,
): void {
  watch(
    open,
    async (now) => {
      if (!now) return dialog.value?.close()
      opening?.()
      await nextTick()
      dialog.value?.showModal()
    },
    { immediate: true, flush: 'sync' },
  )
}
