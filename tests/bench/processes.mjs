/** What Linux tells of running processes: descent, start, memory. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

/** Ticks a second of the kernel's figures about processes; the same on every Linux that this program knows. */
const TICKS = 100

/** All descendants of a process, children before their children. */
export function descendants(pid) {
  const parents = new Map()
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) {
      const fields = stat(name)
      if (fields !== undefined) parents.set(Number(name), Number(fields[1]))
    }
  }
  const found = []
  const look = (parent) => {
    for (const [child, of] of parents) {
      if (of === parent) {
        found.push(child)
        look(child)
      }
    }
  }
  look(pid)
  return found
}

/** The name of a process's program. */
export function program(pid) {
  return basename(readlinkSync(`/proc/${pid}/exe`))
}

/** When a process started, in milliseconds since 1970; exact to 20 ms. */
export function startedAt(pid) {
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
  return Date.now() - (uptime - Number(stat(pid)[19]) / TICKS) * 1000
}

/** A process's proportional share of memory, in MiB. */
export function memory(pid) {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)[1]) / 1024
}

/**
 * The part of a process's proportional share that lies in mapped files whose path holds `name`, in MiB. Memory that the file's code
 * asks for while it runs is not in it: that has no path.
 */
export function memoryOf(pid, name) {
  let path = ''
  let kilobytes = 0
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const mapping = /^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \d+ *(.*)$/.exec(line)
    if (mapping) path = mapping[1]
    else if (path.includes(name)) kilobytes += Number(/^Pss:\s+(\d+) kB$/.exec(line)?.[1] ?? 0)
  }
  return kilobytes / 1024
}

/** The fields after the program's name: state, parent, … (see proc_pid_stat(5)). */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
