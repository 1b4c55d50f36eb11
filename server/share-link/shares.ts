/** How many streams one link has, and one client's address: nobody takes the place of all others in this process. */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { clientAddress } from '#lib/auth/client-address.ts'

export type Limits = { perLink: number; perClient: number }

/** A company behind one address may have an incident open on many screens. */
export const usualLimits: Limits = { perLink: 6_000, perClient: 500 }

/** `client` null: it is not counted. */
type Place = { linkId: string; client: string | null }

export type Shares = {
  hasRoom: (place: Place) => boolean
  take: (place: Place) => void
  giveBack: (place: Place) => void
}

/** Counts for one process. */
export function createShares({ perLink, perClient }: Limits): Shares {
  const links = new Map<string, number>()
  const clients = new Map<string, number>()

  function add(counts: Map<string, number>, key: string, more: number): void {
    const count = (counts.get(key) ?? 0) + more
    if (count > 0) counts.set(key, count)
    else counts.delete(key)
  }

  function addAll({ linkId, client }: Place, more: number): void {
    add(links, linkId, more)
    if (client !== null) add(clients, client, more)
  }

  return {
    hasRoom: ({ linkId, client }) =>
      (links.get(linkId) ?? 0) < perLink && (client === null || (clients.get(client) ?? 0) < perClient),
    take: (place) => addAll(place, 1),
    giveBack: (place) => addAll(place, -1),
  }
}

/**
 * Whose stream it would be. null for addresses of this machine and of private networks: behind them may stand a proxy
 * that nobody told SitRep of, and with it everybody.
 */
export function clientOf(
  {
    rawHeaders,
    socket,
  }: Pick<IncomingMessage, 'rawHeaders'> & {
    socket: { remoteAddress?: string | undefined }
  },
  trustedProxies: number,
): string | null {
  // The table of headers would stay as long as the stream.
  const headers = trustedProxies === 0 ? {} : { 'x-forwarded-for': forwardedFor(rawHeaders) }
  const client = clientAddress({ headers, socket }, trustedProxies)
  const address = client.replace(/::\/64$/, '::')
  const family = isIP(address)
  if (
    client === 'unknown' ||
    client === ownNetwork ||
    (family !== 0 && nearby.check(address, family === 6 ? 'ipv6' : 'ipv4'))
  ) {
    return null
  }
  return client
}

function forwardedFor(rawHeaders: readonly string[]): string {
  return rawHeaders
    .filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'x-forwarded-for')
    .join(',')
}

/** As clientAddress names ::1; a list of networks would take every IPv4 address for part of it. */
const ownNetwork = '0:0:0:0::/64'

const nearby = new BlockList()
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  nearby.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  nearby.addSubnet(net, prefix, 'ipv6')
}
