/** Channels above the hall's own, by which a complaint about an open ticket is linked to it (domain §3, §11). The desk decides again. */
import type { ComplaintChannel } from '@/ipc'

export const CHANNELS_ABOVE = [
  'province',
  'headquarters',
  'regulator',
  'market_regulation',
  'municipal',
  'consumers_association',
  'media',
] as const satisfies readonly ComplaintChannel[]

export const isAbove = (channel: ComplaintChannel): boolean =>
  (CHANNELS_ABOVE as readonly ComplaintChannel[]).includes(channel)
