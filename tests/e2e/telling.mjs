import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CTL = process.env.ANSUCTL ?? fileURLToPath(new URL('../../target/debug/ansuctl', import.meta.url))

/** A story of days past, told in a real hall: `ansuctl` goes by the computer's clock there. `tests/examples/tell.rs`, built beside it. */
export function tell({ data, secret, now, story }) {
  execFileSync(join(dirname(CTL), 'examples', 'tell'), [data, '1001', secret, now, story])
}
