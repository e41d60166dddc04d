import { inject, onScopeDispose, provide, shallowRef, watch, type InjectionKey, type Ref } from 'vue'

/**
 * Dialogs lie one above the other. Keys belong to the top one only: whoever registers a command inside a dialog
 * gets that dialog's depth, and app/keys runs those of the top depth.
 */
const depthKey: InjectionKey<number> = Symbol('layer')
const open = shallowRef<readonly number[]>([])

export const topLayer = () => Math.max(0, ...open.value)
export const currentLayer = () => inject(depthKey, 0)

/** Declares a layer for the component's content; it counts while `isOpen`. */
export function useLayer(isOpen: Ref<boolean>): void {
  const depth = currentLayer() + 1
  provide(depthKey, depth)
  const close = () => {
    const at = open.value.indexOf(depth)
    if (at >= 0) open.value = open.value.toSpliced(at, 1)
  }
  watch(
    isOpen,
    (now, before) => {
      if (now && !before) open.value = [...open.value, depth]
      else if (!now && before) close()
    },
    { immediate: true, flush: 'sync' },
  )
  onScopeDispose(() => isOpen.value && close())
}
