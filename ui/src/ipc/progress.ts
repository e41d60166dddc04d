/** News of a long work on its way, as the shell sends it. */
import { Channel } from '@tauri-apps/api/core'
import type { ProgressView } from './bindings'

/** What a command is given that tells how far it has come. */
export function progressTo(heard: (now: ProgressView) => void): Channel<ProgressView> {
  const channel = new Channel<ProgressView>()
  channel.onmessage = heard
  return channel
}
