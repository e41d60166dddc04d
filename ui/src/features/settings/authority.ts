/** The hall's table of limits as it is being typed. */
import type { AuthorityView, Limit } from '@/ipc'

export const ROLES = ['clerk', 'duty_manager', 'hall_manager'] as const
export type Role = (typeof ROLES)[number]
/** A cell that can't be read is null. */
export type Row = { kind: Limit['kind'] } & Record<Role, number | null>

export const rowsOf = ({ authority }: AuthorityView): Row[] => authority.limits.map((limit) => ({ ...limit }))
export const sameRows = (a: readonly Row[], b: readonly Row[]) =>
  a.length === b.length && a.every((row, at) => ROLES.every((role) => row[role] === b[at]?.[role]))

/** The first cell where nothing stands that could be sent. */
export function gapIn(rows: readonly Row[]): { kind: Row['kind']; role: Role } | undefined {
  for (const row of rows) for (const role of ROLES) if (row[role] === null) return { kind: row.kind, role }
  return undefined
}
export const limitsOf = (rows: readonly Row[]): Limit[] =>
  rows.map(({ kind, clerk, duty_manager: duty, hall_manager: hall }) => ({
    kind,
    clerk: clerk ?? 0,
    duty_manager: duty ?? 0,
    hall_manager: hall ?? 0,
  }))
