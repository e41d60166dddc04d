import type { Capacity } from '@/ipc'

/** In what capacity somebody may be here of whom a manager is told at once (domain §13). */
export const CAPACITIES: readonly Capacity[] = ['press', 'lawyer', 'expert', 'official']
