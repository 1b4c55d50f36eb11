import { readFileSync } from 'node:fs'
import { singleton } from '#lib/singleton.ts'

/** Names the build that this process serves, the same in all of its parts. In development there is none. */
export function buildId(): string {
  return singleton('build-id', () => {
    try {
      return readFileSync('.next/BUILD_ID', 'utf8').trim()
    } catch {
      return 'development'
    }
  })
}
