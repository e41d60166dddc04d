import { asDeskError, DeskError } from './errors'

type Commands = Record<string, (...args: never[]) => Promise<unknown>>

/** Whether there is a shell behind the page; the gallery and tests have none. */
export const inShell = () => '__TAURI_INTERNALS__' in window

/** The generated commands with the same types, of which every failure is a DeskError. */
export function guarded<C extends Commands>(commands: C): C {
  return Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, guard(command)])) as C
}

function guard(command: Commands[string]): Commands[string] {
  return async (...args) => {
    if (!inShell()) throw new DeskError('no_shell')
    try {
      return await command(...args)
    } catch (thrown) {
      throw asDeskError(thrown)
    }
  }
}
