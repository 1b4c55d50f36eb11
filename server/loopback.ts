import type { IncomingMessage } from 'node:http'
import type { Env } from '#lib/env.ts'
import { isLoopback } from '#lib/loopback.ts'

/**
 * Where somebody should go who opened this machine's address under another of its names: 127.0.0.1 and
 * localhost are two origins, and writes are only taken from the one of PUBLIC_URL. Else null.
 */
export function rightName({ method, headers, url = '/' }: IncomingMessage, publicUrl: string): string | null {
  if (
    method !== 'GET' ||
    headers['sec-fetch-mode'] !== 'navigate' ||
    !URL.canParse(`http://${headers.host}`)
  ) {
    return null
  }
  const [asked, right] = [new URL(`http://${headers.host}`), new URL(publicUrl)]
  const same = asked.hostname === right.hostname || asked.port !== right.port
  if (same || !isLoopback(asked.hostname) || !isLoopback(right.hostname)) return null
  return url.startsWith('/') && !url.startsWith('//') ? `${publicUrl}${url}` : publicUrl
}

/** What is wrong when other machines may come in but links and writes are bound to this one; else null. */
export function loopbackWarning({ host, publicUrl }: Env): string | null {
  if (isLoopback(host) || !isLoopback(new URL(publicUrl).hostname)) return null
  return `HOST ${host} lets other machines in, but PUBLIC_URL is ${publicUrl}: their browsers can read and not write. Set PUBLIC_URL to the address that they use`
}
