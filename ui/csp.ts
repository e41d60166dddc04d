import { readFileSync } from 'node:fs'

interface Shell {
  app: { security: { csp: string } }
}

const shell = JSON.parse(
  readFileSync(new URL('../src-tauri/tauri.conf.json', import.meta.url), 'utf8'),
) as Shell

/** The window's content security policy, for the preview server: what the pictures are taken under is what ships. */
export const contentSecurityPolicy = shell.app.security.csp
