/**
 * The hub of a process: one LISTEN connection, any number of streams (ARCHITECTURE.md, Live). Nothing here cannot be
 * rebuilt by another process.
 */
import { type Check, checkKey, stillValid } from '#lib/auth/actor.ts'
import { AppError } from '#lib/errors.ts'
import { type Channel, createChannel } from '#lib/live/channel.ts'
import { type Listener, listen } from '#lib/live/listener.ts'
import { createPresence, type Presence } from '#lib/live/presence.ts'
import { findHead, readHeads } from '#lib/live/queries.ts'
import { eventBytes, heartbeat, retryBytes, type Stream } from '#lib/live/stream.ts'
import { reportFailure, reportSuccess } from '#lib/outage.ts'

const heartbeatMilliseconds = 15_000
/** Ended sessions are found, and lost notifications of watched logs made good, at the latest after this (D10). */
const sweepMilliseconds = 5_000
const rememberedHeads = 2_000
/** A page is rendered a little before its stream opens: what was hinted meanwhile is said again. */
const repeatedMilliseconds = 30_000

/** Somebody else who is woken by the same connection: what each channel says, and that something was missed. */
export type Follower = { channels: Record<string, (payload: string) => void>; onListening: () => void }

type Guarded = { stream: Stream; check: Check }

type Hub = {
  listener: Listener
  timers: NodeJS.Timeout[]
  channels: Map<string, Channel>
  /** Streams of hints across all incidents. */
  hints: Set<Stream>
  /** The last hint of each ref, oldest first. */
  hinted: Map<string, { bytes: Buffer; at: number }>
  guarded: Set<Guarded>
  /** The newest number that a notification named, so that a channel made just then begins there. */
  heads: Map<string, number>
  presence: Presence
}

let hub: Hub | null = null

/** Starts listening, and wakes `follower` too. Throws when the database cannot be reached. */
export async function startHub(follower?: Follower): Promise<void> {
  const parts = {
    timers: [],
    channels: new Map(),
    hints: new Set<Stream>(),
    hinted: new Map(),
    guarded: new Set<Guarded>(),
    heads: new Map(),
    presence: createPresence(),
  }
  const listener = await listen({
    channels: ['sitrep', 'sitrep_session', ...Object.keys(follower?.channels ?? {})],
    onNotification: (channel, payload) => {
      if (channel === 'sitrep_session') void sweepSessions()
      else if (channel === 'sitrep') notice(payload)
      else follower?.channels[channel]?.(payload)
    },
    onListening: () => {
      catchUp()
      follower?.onListening()
    },
  })
  hub = { listener, ...parts }
  hub.timers.push(
    setInterval(beat, heartbeatMilliseconds),
    setInterval(() => {
      void sweepSessions()
      void sweepHeads()
    }, sweepMilliseconds),
  )
}

/** Ends every stream and stops listening. */
export async function stopHub(): Promise<void> {
  const stopping = hub
  hub = null
  if (!stopping) return
  for (const timer of stopping.timers) clearInterval(timer)
  stopping.presence.stop()
  for (const { stream } of stopping.guarded) stream.end()
  await stopping.listener.stop()
}

/** Ends every stream; readers are told when to come back, each at its own time, to whichever process answers then. */
export function endAllStreams(): void {
  for (const { stream } of hub?.guarded ?? []) {
    stream.write(retryBytes())
    stream.end()
  }
}

/** Whether the database can wake this process now; false before the start and while reconnecting. */
export function isListening(): boolean {
  return hub?.listener.isListening() ?? false
}

/**
 * The id and the live log of the incident called `ref`, or null when there is none. Throws AppError unavailable
 * before the start.
 */
export async function findChannel(ref: string): Promise<{ id: string; channel: Channel } | null> {
  const head = await findHead(ref)
  if (!hub) throw new AppError('unavailable', 'Live streams are not served just now. Try again in a moment.')
  if (!head) return null
  const { channels, heads } = hub
  const existing = channels.get(head.id)
  if (existing) {
    // A page may know an entry before its notification has come here; it is not ahead of the log.
    existing.advance(head.seq)
    return { id: head.id, channel: existing }
  }
  const seq = Math.max(head.seq, heads.get(head.id) ?? 0)
  const channel = createChannel(head.id, seq, () => {
    // A little later: whoever has just been handed this channel joins it first.
    setImmediate(() => {
      if (channel.size === 0 && channels.get(head.id) === channel) channels.delete(head.id)
    })
  })
  channels.set(head.id, channel)
  return { id: head.id, channel }
}

/** Counts this person among those who watch the incident, for as long as `stream` is open (D20). */
export function joinWatchers(stream: Stream, who: { incidentId: string; personId: string }): void {
  hub?.presence.join(stream, who)
}

/** Sends `stream` a hint `{ref, seq}` whenever any log grows, and those of the last 30 s again. */
export function joinHints(stream: Stream): void {
  hub?.hints.add(stream)
  const since = Date.now() - repeatedMilliseconds
  for (const { bytes, at } of hub?.hinted.values() ?? []) if (at >= since) stream.write(bytes)
  stream.onClose(() => hub?.hints.delete(stream))
}

/** Keeps `stream` only as long as its session or token is good; while the process stops, not at all. */
export function guard(stream: Stream, check: Check): void {
  const guarded = { stream, check }
  if (!hub) stream.end()
  hub?.guarded.add(guarded)
  stream.onClose(() => hub?.guarded.delete(guarded))
}

function notice(payload: string): void {
  const [id = '', number = '', ref = ''] = payload.split(':')
  const seq = Number(number)
  if (!hub || !Number.isInteger(seq)) return
  hub.heads.delete(id)
  hub.heads.set(id, seq)
  const [oldest] = hub.heads.keys()
  if (hub.heads.size > rememberedHeads && oldest !== undefined) hub.heads.delete(oldest)
  hub.channels.get(id)?.advance(seq)
  hint(ref, seq)
}

function hint(ref: string, seq: number): void {
  if (!hub) return
  const bytes = eventBytes('hint', { ref, seq })
  const at = Date.now()
  hub.hinted.delete(ref)
  hub.hinted.set(ref, { bytes, at })
  for (const [old, { at: then }] of hub.hinted) {
    if (then >= at - repeatedMilliseconds) break
    hub.hinted.delete(old)
  }
  for (const stream of hub.hints) stream.write(bytes)
}

function beat(): void {
  for (const { stream } of hub?.guarded ?? []) stream.write(heartbeat)
}

/** Closes the streams of ended sessions, revoked tokens and disabled people. One query for all of them. */
async function sweepSessions(): Promise<void> {
  const open = [...(hub?.guarded ?? [])]
  if (open.length === 0) return
  try {
    const dead = await stillValid(open.map(({ check }) => check))
    for (const { stream, check } of open) if (dead.has(checkKey(check))) stream.end()
    reportSuccess()
  } catch (error) {
    reportFailure('Open streams could not be checked; trying again', error)
  }
}

/** After a connection was lost: nobody knows which hints were missed, so their readers load again. */
function catchUp(): void {
  for (const stream of hub?.hints ?? []) stream.write(eventBytes('reset', {}))
  void sweepHeads()
}

/** Makes good what a lost connection missed: compares where the watched logs stand. */
async function sweepHeads(): Promise<void> {
  const watched = [...(hub?.channels.keys() ?? [])]
  if (watched.length === 0) return
  try {
    for (const { id, seq } of await readHeads(watched)) hub?.channels.get(id)?.advance(seq)
    reportSuccess()
  } catch (error) {
    reportFailure('Watched logs could not be compared; trying again', error)
  }
}
