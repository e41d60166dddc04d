import { onScopeDispose, shallowRef, watch } from 'vue'
import { text } from '@/i18n'
import { currentLayer, topLayer } from '@/shared/layers'
import { keyMap, type CommandKey } from './map'

export interface Command {
  id: string
  title: () => string
  keys?: string
  run: () => unknown
  /** Why it can't be done now; undefined when it can. */
  why: () => string | undefined
  /** The dialog depth it belongs to; commands of the frame are there at every depth. */
  layer: number | 'every'
  /** Kept out of the palette: moves of the hand, not deeds. */
  silent: boolean
}

interface Options {
  why?: () => string | undefined
  title?: () => string
  everywhere?: boolean
  silent?: boolean
}

const registered = shallowRef<readonly Command[]>([])

/** Gives back what takes it away again. */
function add(command: Command): () => void {
  registered.value = [...registered.value, command]
  return () => (registered.value = registered.value.filter((one) => one !== command))
}
const register = (command: Command) => onScopeDispose(add(command))

/** Gives a key of the map its meaning for as long as the component lives; the newest meaning wins. */
export function useCommand(id: CommandKey, run: () => unknown, options: Options = {}): void {
  register({
    id,
    run,
    keys: keyMap[id],
    title: options.title ?? (() => text(`app.command.${id}`)),
    why: options.why ?? (() => undefined),
    layer: options.everywhere ? 'every' : currentLayer(),
    silent: options.silent ?? false,
  })
}

/** A command without a key, found in the palette only. */
export function usePaletteCommand(
  id: string,
  title: () => string,
  run: () => unknown,
  why?: Options['why'],
): void {
  register({ id, title, run, why: why ?? (() => undefined), layer: currentLayer(), silent: false })
}

/** Commands without a key of which there are now more, now fewer: the tickets opened last. */
export function usePaletteCommands(all: () => readonly Pick<Command, 'id' | 'title' | 'run'>[]): void {
  const layer = currentLayer()
  watch(
    all,
    (now, _before, onCleanup) => {
      const taken = now.map((one) => add({ ...one, why: () => undefined, layer, silent: false }))
      onCleanup(() => taken.forEach((takeAway) => takeAway()))
    },
    { immediate: true },
  )
}

/** The commands that answer now, the newest of each id. */
export function activeCommands(): Command[] {
  const top = topLayer()
  const newest = new Map<string, Command>()
  for (const one of registered.value) if (one.layer === 'every' || one.layer === top) newest.set(one.id, one)
  return [...newest.values()]
}
