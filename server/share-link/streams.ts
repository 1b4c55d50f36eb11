/** The event streams of links: each change is written once, and the same bytes go to everybody who has it open. */
import type { ServerResponse } from 'node:http'
import { openStream, retryBytes, type Stream } from '#lib/live/stream.ts'
import { log } from '#lib/log.ts'
import type { Link, Memory } from './memory.ts'
import type { Renderings } from './renderings.ts'
import { createShares, type Limits, usualLimits } from './shares.ts'

/** Everybody who has this link open in this zone. `sent`: the name of the state that they have. */
type Group = {
  link: Link
  token: string
  zone: string | null
  streams: Set<Stream>
  sent: string
  isStale: boolean
}

export type Streams = {
  /** Begins a stream of a link that holds; the reader has the state called `known`. */
  join: (
    response: ServerResponse,
    at: {
      link: Link
      token: string
      zone: string | null
      known: string
      /** Whose address it is; null: it is not counted. */
      client: string | null
      headers: readonly string[]
    },
  ) => void
  /** Whether one more of this link may be read by this client. */
  hasRoom: (link: Link, client: string | null) => boolean
  /** Sends what changed, and ends the streams of links that hold no more. */
  update: () => void
  /** Tells everybody the time: proxies keep the connection, and pages know that it is one. */
  beat: () => void
  endAll: () => void
  isWatched: (incidentId: string) => boolean
}

/** More would cost others their place in this process; whoever comes then is asked to come later. */
const mostStreams = 20_000

/** The link shows nothing any more. */
const endBytes = 'event: end\ndata: {}\n\n'

/** So many groups are drawn and sent to at one go; then everybody else is answered. */
const groupsPerTurn = 4

/** The streams of a process. */
export function createStreams(memory: Memory, renderings: Renderings, limits: Limits = usualLimits): Streams {
  const shares = createShares(limits)
  const groups = new Map<string, Group>()
  /** Those to whom a change was not yet sent. */
  const waiting = new Set<string>()
  let isSending = false
  let size = 0

  function drop(key: string, group: Group): void {
    groups.delete(key)
    const hasEnded = memory.standing(group.link) === 'ended'
    for (const stream of group.streams) {
      // The page need not find out by asking again.
      if (hasEnded) stream.write(endBytes)
      stream.end()
    }
  }

  /** The state, if it is another one than they have. */
  function send(group: Group): void {
    const { link, token, zone } = group
    const isStale = memory.staleSince() !== null
    const { event } = renderings.of(link, token, 'page', zone)
    // The age of what is shown ticks in the page itself.
    if (event === null || event.id === group.sent || (isStale && group.isStale)) return
    Object.assign(group, { sent: event.id, isStale })
    const bytes = event.bytes()
    for (const stream of group.streams) stream.write(bytes)
  }

  function sendTurn(): void {
    let left = groupsPerTurn
    isSending = waiting.size > left
    for (const key of waiting) {
      if (left-- === 0) {
        setImmediate(sendTurn)
        return
      }
      waiting.delete(key)
      const group = groups.get(key)
      try {
        if (group && memory.standing(group.link) === 'holds') send(group)
      } catch (error) {
        log.warn('A stakeholders’ page could not be sent to those who have it open', { error })
      }
    }
    isSending = false
  }

  return {
    join: (response, { link, token, zone, known, client, headers }) => {
      const key = `${link.id} ${zone ?? ''}`
      const rendering = renderings.of(link, token, 'page', zone)
      const id = rendering.event?.id ?? ''
      const group = groups.get(key) ?? {
        link,
        token,
        zone,
        streams: new Set(),
        sent: id,
        isStale: memory.staleSince() !== null,
      }
      groups.set(key, group)
      const stream = openStream(response, headers)
      stream.write(timeBytes(memory.now()))
      if (known !== id && rendering.event) stream.write(rendering.event.bytes())
      group.streams.add(stream)
      size += 1
      const place = { linkId: link.id, client }
      shares.take(place)
      stream.onClose(() => {
        size -= 1
        shares.giveBack(place)
        group.streams.delete(stream)
        if (group.streams.size === 0 && groups.get(key) === group) groups.delete(key)
      })
    },
    update: () => {
      // Nothing is drawn for those that end, so that they end before anything else.
      const isOver = memory.isTooOld()
      for (const [key, group] of groups) {
        if (isOver || memory.standing(group.link) === 'ended') drop(key, group)
        else waiting.add(key)
      }
      if (!isSending) sendTurn()
    },
    beat: () => {
      const bytes = timeBytes(memory.now())
      for (const { streams } of groups.values()) for (const stream of streams) stream.write(bytes)
    },
    endAll: () => {
      for (const { streams } of groups.values()) {
        for (const stream of streams) {
          stream.write(retryBytes())
          stream.end()
        }
      }
    },
    isWatched: (incidentId) => [...groups.values()].some(({ link }) => link.incidentId === incidentId),
    hasRoom: ({ id }, client) => size < mostStreams && shares.hasRoom({ linkId: id, client }),
  }
}

function timeBytes(now: number): Buffer {
  return Buffer.from(`event: now\ndata: ${now}\n\n`)
}
