/** News on its way, as the shell sends them: how far a long work has come, a lock of the desktop. */
import { Channel } from '@tauri-apps/api/core'

/** What a command is given that has something to tell later. */
export function channelTo<T>(heard: (now: T) => void): Channel<T> {
  const channel = new Channel<T>()
  channel.onmessage = heard
  return channel
}
