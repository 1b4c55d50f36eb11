import { isLoopback } from '#lib/loopback.ts'

/** The origin of PUBLIC_URL; a loopback one under any of its names. */
export function isOwnOrigin(origin: string, publicUrl: string): boolean {
  if (origin === publicUrl) return true
  if (!URL.canParse(origin)) return false
  const [theirs, ours] = [new URL(origin), new URL(publicUrl)]
  return (
    isLoopback(theirs.hostname) &&
    isLoopback(ours.hostname) &&
    theirs.port === ours.port &&
    theirs.protocol === ours.protocol
  )
}
