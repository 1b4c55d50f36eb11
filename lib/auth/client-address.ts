import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'

/** Set by server/http.ts on each request, which takes away whatever a client sent under this name. */
export const clientHeader = 'x-sitrep-client'

/**
 * Where a request comes from: the socket's other end, or, behind `trustedProxies` proxies that we know, what the
 * first of them saw. Whatever stands further left in X-Forwarded-For anybody could have written.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } },
  trustedProxies: number,
): string {
  const peer = socket.remoteAddress ?? ''
  if (trustedProxies === 0) return networkOf(peer)
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const chain = [...forwarded.map((part) => part.trim()).filter(Boolean), peer]
  return networkOf(chain.at(-1 - trustedProxies) ?? chain[0] ?? '')
}

/** One customer's addresses count as one: a single IPv4 address, or the /64 that an IPv6 address is from. */
function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address) ?? []
  if (mapped && isIPv4(mapped)) return mapped
  if (isIPv4(address)) return address
  const bare = address.split('%')[0] ?? ''
  if (!isIPv6(bare)) return 'unknown'
  const [left = '', right = ''] = bare.toLowerCase().split('::')
  const head = left.split(':').filter(Boolean)
  const tail = right.split(':').filter(Boolean)
  const gap = bare.includes('::')
    ? Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
    : []
  return `${[...head, ...gap, ...tail]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
