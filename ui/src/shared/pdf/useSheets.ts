import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { openSheets, type Sheets } from './sheets'

/** The pages of a PDF in base64, opened anew whenever it is another one. */
export function useSheets(pdf: () => string | undefined) {
  const sheets = shallowRef<Sheets>()
  const broken = ref(false)
  let newest: string | undefined

  watch(
    pdf,
    async (now) => {
      if (now === undefined) return
      newest = now
      broken.value = false
      try {
        const opened = await openSheets(now)
        if (newest !== now) return opened.close()
        sheets.value?.close()
        sheets.value = opened
      } catch (error) {
        broken.value = true
        reportError(error)
      }
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    newest = undefined
    sheets.value?.close()
  })
  return { sheets, broken }
}
