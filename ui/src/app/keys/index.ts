/** What a feature may know of the keyboard: the map, to show a key, and the registry, to give it a meaning. */
export { runCommand } from './keyboard'
export { keyMap, type CommandKey } from './map'
export { usePlainKey } from './plain'
export { useCommand, usePaletteCommand } from './registry'
