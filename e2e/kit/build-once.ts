import { execFileSync } from 'node:child_process'

/** Playwright's global set-up: the app is built before the first of its processes starts. */
export default function buildOnce(): void {
  execFileSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' })
}
