import { nextTick, watch, type Ref, type ShallowRef } from 'vue'

/**
 * Shows a `<dialog v-if="open">` over everything, and closes it while it still stands on the page; the focus goes back to where it was. The
 * browser would do that too, but forgets it where the dialog was off the page for a while, behind the cover.
 */
export function useModal(
  open: Ref<boolean>,
  dialog: Readonly<ShallowRef<HTMLDialogElement | null>>,
  opening?: () => void,
): void {
  let before: Element | null = null
  watch(
    open,
    async (now) => {
      if (!now) {
        dialog.value?.close()
        if (before instanceof HTMLElement) before.focus()
        return
      }
      before = document.activeElement
      opening?.()
      await nextTick()
      dialog.value?.showModal()
    },
    { immediate: true, flush: 'sync' },
  )
}
