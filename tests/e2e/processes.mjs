/** What the system tells of processes: who started whom, which program they run, and where their sockets lead. Linux only. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

/** The processes below one of them, itself left out. */
export function descendants(ancestor) {
  const parents = new Map()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = ofProcess(() => readFileSync(`/proc/${entry}/stat`, 'utf8'))
    if (stat) parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const descends = (pid) => parents.get(pid) === ancestor || (parents.has(pid) && descends(parents.get(pid)))
  return [...parents.keys()].filter(descends)
}

/** The name of the program that a process runs; undefined when it has ended. */
export function program(pid) {
  return ofProcess(() => basename(readlinkSync(`/proc/${pid}/exe`)).replace(' (deleted)', ''))
}

/** The sockets of a process that are not bound to this machine alone, as /proc/net writes their two ends. */
export function socketsOutside(pid) {
  const held = new Set(ofProcess(() => readdirSync(`/proc/${pid}/fd`))?.map((fd) => inode(pid, fd)))
  return ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'].flatMap((kind) => {
    const table = ofProcess(() => readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')) ?? ''
    const rows = table.trim().split('\n').slice(1)
    return rows
      .map((row) => row.trim().split(/\s+/))
      .filter(([, local, , , , , , , , number]) => held.has(number) && !LOOPBACK.test(local))
      .map(([, local, remote]) => `${program(pid)} ${kind} ${local} → ${remote}`)
  })
}

/** 127.0.0.0/8, ::1 and the former written as the latter, in the byte order of the tables. */
const LOOPBACK = /^(.{6}7F|0{24}01000000|0{16}FFFF0000.{6}7F):/

function inode(pid, fd) {
  return ofProcess(() => readlinkSync(`/proc/${pid}/fd/${fd}`))?.match(/^socket:\[(\d+)\]$/)?.[1]
}

/** What is read of a process; undefined when it has ended meanwhile. */
function ofProcess(read) {
  try {
    return read()
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EINVAL'].includes(error.code)) return undefined
    throw error
  }
}
