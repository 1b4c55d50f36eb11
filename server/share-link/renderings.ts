/** What a link answers, made once per change, link and zone; the oldest are let go when there are too many. */
import { createHash } from 'node:crypto'
import { badgeOf } from '#lib/share-link/page/badge.ts'
import { type Frame, linkPolicy, pageOf, regionOf } from '#lib/share-link/page/document.ts'
import { feedOf } from '#lib/share-link/page/feed.ts'
import { jsonOf } from '#lib/share-link/page/json.ts'
import { changesAt, type Setting, type Subject } from '#lib/share-link/page/subject.ts'
import { headerList, linkHeaders } from './headers.ts'
import type { Link, Memory } from './memory.ts'
import { type Packet, packetOf } from './packet.ts'

export type Form = 'page' | 'json' | 'feed' | 'badge'
/** `version` and `until` say whether it still reads the same; `until` in milliseconds. */
export type Rendering = {
  version: number
  until: number
  packet: Packet
  /** Of pages: what a stream sends, and its name. */
  event: { id: string; bytes: () => Buffer } | null
  /** All bytes that it keeps; more are made when somebody asks for them. */
  size: number
}

export type Renderings = {
  /** Of a link that holds. `zone` null: the organisation's. */
  of: (link: Link, token: string, form: Form, zone: string | null) => Rendering
}

/** Bytes kept at the most: bodies, what they are packed as, events. */
const mostKept = 48_000_000

/** Renderings of what `memory` knows. */
export function createRenderings(memory: Memory, frame: Frame, mostBytes = mostKept): Renderings {
  const kept = new Map<Rendering, { link: Link; slot: string }>()
  let bytes = 0
  const policy = linkPolicy(frame)
  const types: Record<Form, string[]> = {
    page: headerList({
      ...linkHeaders(frame.publicUrl),
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      ...cached,
    }),
    json: headerList({
      ...linkHeaders(frame.publicUrl),
      'Content-Type': 'application/json; charset=utf-8',
      ...cached,
    }),
    feed: headerList({
      ...linkHeaders(frame.publicUrl),
      'Content-Type': 'application/atom+xml; charset=utf-8',
      ...cached,
    }),
    badge: headerList({
      ...linkHeaders(frame.publicUrl),
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      // Wikis show it from another origin.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      ...cached,
    }),
  }

  function render(link: Link, token: string, form: Form, zone: string): Rendering {
    const now = new Date(memory.now()).toISOString()
    const setting: Setting = {
      ...{ house: memory.house(), zone, now, staleSince: memory.staleSince() },
      base: `/s/${token}`,
    }
    const subject = memory.subject(link)
    const until = Date.parse(changesAt(subject, setting) ?? '') || Number.POSITIVE_INFINITY
    const grow = (more: number) => {
      made.size += more
      if (kept.has(made)) bytes += more
      letGo(made)
    }
    const { body, event } = write(form, subject, setting, grow)
    const packet = packetOf(body, types[form], grow)
    const made: Rendering = { version: memory.version(link), until, packet, event, size: packet.body.length }
    return made
  }

  function write(
    form: Form,
    subject: Subject,
    setting: Setting,
    grow: (more: number) => void,
  ): { body: string; event: Rendering['event'] } {
    if (form === 'json') return { body: jsonOf(subject, setting), event: null }
    if (form === 'feed') return { body: feedOf(subject, setting, frame.publicUrl), event: null }
    if (form === 'badge') return { body: badgeOf(subject, setting), event: null }
    const region = regionOf(subject, setting)
    const revision = createHash('sha256').update(region).digest('base64url').slice(0, 12)
    const page = pageOf(subject, setting, { region, revision }, frame)
    return {
      body: page,
      event: eventOf(revision, () => stateEvent(revision, region, jsonOf(subject, setting)), grow),
    }
  }

  function keep(rendering: Rendering, link: Link, slot: string): void {
    const before = link.slots.get(slot)
    if (before) forget(before)
    link.slots.set(slot, rendering)
    kept.set(rendering, { link, slot })
    bytes += rendering.size
    letGo(rendering)
  }

  function letGo(newest: Rendering): void {
    for (const [oldest, { link: owner, slot: name }] of kept) {
      if (bytes <= mostBytes || oldest === newest) break
      if (owner.slots.get(name) === oldest) owner.slots.delete(name)
      forget(oldest)
    }
  }

  function forget(rendering: Rendering): void {
    if (kept.delete(rendering)) bytes -= rendering.size
  }

  return {
    of: (link, token, form, asked) => {
      // Programs read the other forms, and each is kept once.
      const zone = (form === 'page' ? asked : null) ?? memory.house().zone
      const slot = form === 'page' ? zone : form
      const have = link.slots.get(slot)
      if (have && have.version === memory.version(link) && memory.now() < have.until) return have
      const made = render(link, token, form, zone)
      keep(made, link, slot)
      return made
    },
  }
}

const cached = { 'Cache-Control': 'public, max-age=0, s-maxage=3' }

/** Serialised at the first need, for everybody. */
function eventOf(id: string, make: () => Buffer, grow: (more: number) => void): Rendering['event'] {
  let made: Buffer | null = null
  return {
    id,
    bytes: () => {
      if (made) return made
      made = make()
      grow(made.length)
      return made
    },
  }
}

/** The state is JSON already; both stand in one line. */
function stateEvent(id: string, html: string, state: string): Buffer {
  return Buffer.from(`id: ${id}\nevent: state\ndata: {"state":${state},"html":${JSON.stringify(html)}}\n\n`)
}
