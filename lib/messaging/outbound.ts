/**
 * Requests to addresses that somebody set (RELIABILITY §3). The name is resolved once, every address that it has must be
 * a public one, and the connection goes to what was checked: a name that changes its mind between gets nothing.
 */
import { lookup } from 'node:dns/promises'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { isLoopback } from '#lib/loopback.ts'
import { webhookLimits } from '#lib/subscriber/model.ts'

export type Address = { address: string; family: number }
export type Resolve = (hostname: string) => Promise<Address[]>

/** The address may not be asked, whatever it answers: nothing was opened. */
export class RefusedAddress extends Error {}
/** Nothing was sent: there is no such name, or nobody listens. */
export class Unreached extends Error {}

export type Outbound = {
  url: string
  headers: Record<string, string>
  body: string
  signal: AbortSignal
  /** Lets http through to this machine: for tests alone. */
  allowLoopback: boolean
  resolve?: Resolve
}

export type Answered = { status: number; retryAfter: string | null }

const ports = ['', '443', '8443']

/** What is wrong with an address, in words; null when it may be asked, as far as it says itself. */
export function wrongAddress(text: string, { allowLoopback }: { allowLoopback: boolean }): string | null {
  const url = text.length <= webhookLimits.url ? URL.parse(text) : null
  if (!url) return 'Write a whole address, such as https://example.org/hooks/sitrep.'
  if (url.username || url.password) return 'Leave the name and the password out of the address.'
  if (allowLoopback && url.protocol === 'http:' && isLoopback(url.hostname)) return null
  if (url.protocol !== 'https:') return 'Write an address that begins with https://.'
  if (!ports.includes(url.port)) return 'Only the ports 443 and 8443 are used.'
  const host = bare(url.hostname)
  if (isIP(host) && !isPublic(host)) return notPublic
  return /^(?:.+\.)?localhost\.?$/.test(host) ? notPublic : null
}

const notPublic = 'Its address lies in a private network. Only public ones are used.'

/**
 * Asks by POST. The status of the answer, and its `Retry-After`; nothing more of it is read. Throws
 * RefusedAddress, Unreached, or what broke.
 */
export async function postOutbound(given: Outbound): Promise<Answered> {
  const { allowLoopback, signal, resolve = resolveAll } = given
  const wrong = wrongAddress(given.url, given)
  if (wrong) throw new RefusedAddress(wrong)
  const url = new URL(given.url)
  const mayBeLocal = allowLoopback && url.protocol === 'http:'
  const addresses = await resolved(bare(url.hostname), resolve, signal)
  const isLocal = ({ address }: Address) => mayBeLocal && isLoopback(address)
  if (!addresses.every((one) => isPublic(one.address) || isLocal(one))) throw new RefusedAddress(notPublic)
  return await post(url, given, addresses)
}

async function resolved(host: string, resolve: Resolve, signal: AbortSignal): Promise<Address[]> {
  const family = isIP(host)
  if (family) return [{ address: host, family }]
  const found = await within(resolve(host), signal).catch((error) => {
    throw new Unreached(whyUnresolved(error))
  })
  if (found.length === 0) throw new Unreached(noSuchName)
  return found
}

const noSuchName = 'There is no such name.'

/** A server of names that is silent, or fails, says nothing of the name. */
function whyUnresolved(error: Error & { code?: string }): string {
  const { code } = error
  if (code === 'ENOTFOUND' || code === 'ENODATA') return noSuchName
  return isTimeOut(error)
    ? 'Its name could not be looked up in time.'
    : `Its name could not be looked up${code ? ` (${code})` : ''}.`
}

async function resolveAll(host: string): Promise<Address[]> {
  return await lookup(host, { all: true })
}

function post(
  url: URL,
  { headers, body, signal }: Outbound,
  addresses: readonly Address[],
): Promise<Answered> {
  const checked: LookupFunction = (_, options, done) => {
    const [first] = addresses
    if (options.all) return done(null, [...addresses])
    return done(null, first?.address ?? '', first?.family)
  }
  return new Promise((settle, fail) => {
    let isConnected = false
    const secure = url.protocol === 'https:'
    const asked = (secure ? requestSecure : requestPlain)(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
        // A connection of its own: one that is kept was made to an address of then.
        agent: false,
        lookup: checked,
        signal,
      },
      (answer) => {
        settle({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] ?? null })
        // What it says besides is nothing to us, and how slowly it says it holds up nobody.
        answer.on('error', () => {})
        answer.destroy()
      },
    )
    // Another protocol: from here on the request knows the socket no more, and neither it nor the signal would end it.
    asked.on('upgrade', (answer, socket) => {
      settle({ status: answer.statusCode ?? 101, retryAfter: null })
      socket.destroy()
    })
    asked.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        isConnected = true
      })
    })
    const broke = (error: Error) => fail(isConnected ? error : new Unreached(reasonOf(error)))
    asked.on('error', broke)
    asked.on('close', () => broke(new Error('It closed without an answer.')))
    signal.addEventListener('abort', () => broke(signal.reason), { once: true })
    asked.end(body)
  })
}

function reasonOf(error: Error & { code?: string }): string {
  if (isTimeOut(error)) return 'It did not answer in time.'
  return error.code ? `No connection (${error.code}).` : 'No connection.'
}

function isTimeOut({ name }: Error): boolean {
  return name === 'AbortError' || name === 'TimeoutError'
}

function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((settle, fail) => {
    if (signal.aborted) return fail(signal.reason)
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    work.then(settle, fail)
  })
}

/** A host without the brackets of an IPv6 address. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

const inner = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inner.addSubnet(network, bits, 'ipv4')
// Of what is global unicast: protocols, documentation, and 6to4, in which a private address may hide.
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inner.addSubnet(network, bits, 'ipv6')

const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address is a public one. Of IPv6 only what is handed out: mapped, local and translated ones are not. */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inner.check(address, 'ipv4')
  return family === 6 && globalUnicast.check(address, 'ipv6') && !inner.check(address, 'ipv6')
}
