/**
 * What the pages of links are answered from: all links, and the public states that somebody asked for. Read at the
 * start and on notifications, compared every few seconds, never per request. What stands here outlives the database.
 */
import { hash } from 'node:crypto'
import type { Instant } from '#lib/incident/incident.ts'
import type { PublicState } from '#lib/incident/public-state.ts'
import { reportFailure, reportSuccess } from '#lib/outage.ts'
import { endOfLink, recentDays } from '#lib/share-link/model.ts'
import { incidentKey } from '#lib/share-link/page/incident-key.ts'
import type { Reads, StoredLink, StoredState } from '#lib/share-link/page/queries.ts'
import type { House, Subject } from '#lib/share-link/page/subject.ts'
import { type Clock, createClock } from '#server/clock.ts'
import type { Rendering } from './renderings.ts'

/**
 * `until`: when it ends, in milliseconds; null: to be computed. `slots`: what was made for it (renderings.ts), in which
 * `zones` besides the organisation's (zones.ts).
 */
export type Link = StoredLink & { until: number | null; slots: Map<string, Rendering>; zones: Set<string> }
/** `version`: counts up with each change of anything. */
export type Known = StoredState & { key: string; version: number }
/** `cold`: it was not revoked, and nothing is known yet of what it leads to. */
export type LinkStanding = 'holds' | 'ended' | 'cold'

export type Memory = {
  /** The link of this token; whatever is no link's is not remembered. */
  find: (token: string) => Link | undefined
  standing: (link: Link) => LinkStanding
  /** What it shows; only of a link that holds. */
  subject: (link: Link) => Subject
  /** Changes whenever what the link shows does. */
  version: (link: Link) => number
  incident: (link: Link) => Known | undefined
  /** Reads what the link leads to. Rejects when the database does not answer. */
  warm: (link: Link) => Promise<void>
  house: () => House
  staleSince: () => Instant | null
  /** Whether what is known is too old to be shown. */
  isTooOld: () => boolean
  now: () => number
  /** What notifications say: the id of an incident, of a link; or that some were missed. */
  incidentChanged: (id: string) => void
  linkChanged: (id: string) => void
  /** Compares everything with the database. Never rejects. */
  compare: () => Promise<void>
}

type Options = {
  reads: Reads
  clock?: Clock
  /** Called after anything changed that a page may show, or that ends links. */
  onChange: () => void
  /** Whether somebody has a page of this incident open: then its state is not let go. */
  isWatched?: (incidentId: string) => boolean
}

/** Old news from here on: two comparisons went unanswered. */
const staleAfter = 10_000
/** The last good state is shown so long while the database is away. */
const shownFor = 30 * 60_000
/** States kept at the most; a link's is read again when it is asked for. */
const mostStates = 500
const mostTokens = 1_000

/** Reads all links, and the states that those lead to which still hold. */
export async function createMemory({
  reads,
  clock = createClock(),
  onChange,
  isWatched,
}: Options): Promise<Memory> {
  const links = new Map<string, Link>()
  const byId = new Map<string, Link>()
  /** Those that were asked for lately: hashing would cost more than all the rest of an answer. */
  const byToken = new Map<string, Link>()
  const states = new Map<string, Known>()
  const absent = new Set<string>()
  const dirty = new Set<string>()
  let recent: Set<string> | null = null
  let recentVersion = 0
  let house: House = { name: 'SitRep', zone: 'UTC' }
  let digest = ''
  let counter = 1
  /** Raised when every page reads differently. */
  let epoch = 0
  let confirmedAt = clock.now()
  let isStale = false
  let pumping: Promise<void> | null = null
  let comparing: Promise<void> | null = null

  const isoNow = () => new Date(clock.now()).toISOString()
  const longAgo = () => new Date(clock.now() - recentDays * 86_400_000).toISOString()

  function putLink(stored: StoredLink): void {
    const link = byId.get(stored.id)
    if (link) {
      // What was read before the revocation may arrive after it: no link lives again.
      Object.assign(link, stored, { until: null, revokedAt: stored.revokedAt ?? link.revokedAt })
      return
    }
    const made: Link = { ...stored, until: null, slots: new Map(), zones: new Set() }
    byId.set(stored.id, made)
    links.set(stored.hash, made)
  }

  function dropLink(id: string): void {
    const link = byId.get(id)
    if (!link) return
    byId.delete(id)
    links.delete(link.hash)
    byToken.clear()
    // Whoever has it open still holds this very object.
    link.revokedAt ??= isoNow()
  }

  function putState(stored: StoredState): void {
    absent.delete(stored.incidentId)
    if (states.get(stored.incidentId)?.mark === stored.mark) return
    counter += 1
    states.delete(stored.incidentId)
    states.set(stored.incidentId, { ...stored, key: incidentKey(stored.incidentId), version: counter })
    recentVersion = counter
    if (recent !== null && isNews(stored)) recent.add(stored.incidentId)
    expectAnew(stored.incidentId)
    if (states.size > mostStates) forgetOldest(stored.incidentId)
  }

  const isNews = ({ isImported, state }: StoredState) => !isImported && isCurrent(state, longAgo())

  function forgetOldest(newest: string): void {
    for (const id of states.keys()) {
      if (id === newest || recent?.has(id) || isWatched?.(id)) continue
      states.delete(id)
      expectAnew(id)
      return
    }
  }

  /** Its links end at another time, or nobody knows when. */
  function expectAnew(incidentId: string): void {
    for (const link of byId.values()) if (link.incidentId === incidentId) link.until = null
  }

  /** Reads the named states anew, however many ask at once. */
  function reread(ids: Iterable<string>): Promise<void> {
    for (const id of ids) dirty.add(id)
    pumping ??= pump().finally(() => {
      pumping = null
    })
    return pumping
  }

  async function pump(): Promise<void> {
    while (dirty.size > 0) {
      const ids = [...dirty].slice(0, 200)
      for (const id of ids) dirty.delete(id)
      await readStates(ids)
      onChange()
    }
  }

  async function readStates(ids: readonly string[]): Promise<void> {
    try {
      const missing = new Set(ids)
      for (const stored of await reads.states(ids)) {
        putState(stored)
        missing.delete(stored.incidentId)
      }
      for (const id of missing) absent.add(id)
    } catch (error) {
      for (const id of ids) dirty.add(id)
      throw error
    }
  }

  async function compareNow(): Promise<void> {
    try {
      const wantsRecent = isCurrentWanted()
      if (!wantsRecent) recent = null
      const known = [...states.keys()].filter((id) => !recent?.has(id))
      const told = clock.asking()
      const asked = counter
      const standing = await reads.standing(known, wantsRecent, isoNow())
      // What was drawn by another clock may call late what is not.
      if (told(standing.now)) epoch += 1
      if (standing.links !== digest) {
        await rereadLinks()
        digest = standing.links
      }
      takeHouse(standing.house)
      const marks = [...standing.marks, ...(standing.recent ?? [])]
      const changed = marks.filter(([id, mark]) => states.get(id)?.mark !== mark).map(([id]) => id)
      if (changed.length + dirty.size > 0) await reread(changed)
      // Not before what they say is here: without it the page would say that all is quiet.
      takeRecent(standing.recent, asked)
      confirmedAt = clock.now()
      if (isStale) {
        isStale = false
        epoch += 1
      }
      reportSuccess()
    } catch (error) {
      reportFailure('Stakeholders’ pages could not be compared with the database; trying again', error)
      if (!isStale && clock.now() - confirmedAt > staleAfter) {
        isStale = true
        epoch += 1
      }
    }
    onChange()
  }

  /** Whether a link to everything current holds: looking for it reads all states. */
  function isCurrentWanted(): boolean {
    return [...byId.values()].some((link) => link.incidentId === null && standing(link) !== 'ended')
  }

  async function rereadLinks(): Promise<void> {
    const read = await reads.links()
    const there = new Set(read.map(({ id }) => id))
    for (const id of [...byId.keys()]) if (!there.has(id)) dropLink(id)
    for (const stored of read) putLink(stored)
  }

  function takeHouse(next: House): void {
    if (next.name === house.name && next.zone === house.zone) return
    house = next
    epoch += 1
  }

  /** `asked`: the version of what was known when the question was put. What came since is news besides. */
  function takeRecent(next: Map<string, string> | null, asked: number): void {
    if (next === null) return
    const since = [...states.values()].filter((known) => known.version > asked && isNews(known))
    const ids = new Set([...next.keys(), ...since.map(({ incidentId }) => incidentId)])
    const isSame = recent !== null && recent.size === ids.size && [...ids].every((id) => recent?.has(id))
    if (!isSame) recentVersion = ++counter
    recent = ids
  }

  function standing(link: Link): LinkStanding {
    // Whatever the clock says here: the notification comes before the time that it was written at, where this one lags.
    if (link.revokedAt !== null) return 'ended'
    const now = clock.now()
    link.until ??= endOf(link)
    if (link.until !== null) return link.until <= now ? 'ended' : 'holds'
    return link.expiresAt !== null && Date.parse(link.expiresAt) <= now ? 'ended' : 'cold'
  }

  /** In milliseconds; null while what it leads to is not known. */
  function endOf(link: Link): number | null {
    const { incidentId } = link
    const known = incidentId === null ? null : states.get(incidentId)
    if (incidentId === null ? recent === null : known === undefined) return null
    const end = endOfLink(link, known?.endedAt ?? null)
    return end === null ? Number.POSITIVE_INFINITY : Date.parse(end)
  }

  function subject(link: Link): Subject {
    if (link.incidentId !== null) {
      const known = states.get(link.incidentId)
      if (!known) throw new Error('The link is cold')
      return { kind: 'incident', told: known }
    }
    const since = longAgo()
    const told = [...(recent ?? [])].flatMap((id) => states.get(id) ?? [])
    const shown = told.filter(({ state }) => isCurrent(state, since))
    return { kind: 'current', told: shown.sort((a, b) => (newest(a.state) < newest(b.state) ? 1 : -1)) }
  }

  const memory: Memory = {
    find: (token) => {
      const known = byToken.get(token)
      if (known) return known
      const link = links.get(hash('sha256', token, 'base64'))
      if (link) {
        if (byToken.size >= mostTokens) byToken.clear()
        byToken.set(token, link)
      }
      return link
    },
    standing,
    subject,
    version: (link) =>
      epoch + (link.incidentId === null ? recentVersion : (states.get(link.incidentId)?.version ?? 0)) * 1e6,
    incident: ({ incidentId }) => (incidentId === null ? undefined : states.get(incidentId)),
    warm: async ({ incidentId }) => {
      if (incidentId === null) {
        if (recent === null) await memory.compare()
        if (recent === null) throw new Error('The database does not answer')
        return
      }
      if (!absent.has(incidentId)) await reread([incidentId])
    },
    house: () => house,
    staleSince: () => (isStale ? new Date(confirmedAt).toISOString() : null),
    isTooOld: () => isStale && clock.now() - confirmedAt > shownFor,
    now: clock.now,
    incidentChanged: (id) => {
      absent.delete(id)
      // What nobody has asked for is read when somebody does; everything current takes all that is news.
      if (recent === null && !states.has(id)) return
      reread([id]).catch(ignore)
    },
    linkChanged: (id) => {
      // The first link may come right after the set-up, before anybody has looked whose house it is.
      const looked = byId.size === 0 ? memory.compare() : Promise.resolve()
      looked
        .then(() => reads.link(id))
        .then((stored) => {
          if (stored) putLink(stored)
          else dropLink(id)
          onChange()
        }, ignore)
    },
    compare: () => {
      comparing ??= compareNow().finally(() => {
        comparing = null
      })
      return comparing
    },
  }

  const told = clock.asking()
  const first = await reads.standing([], false, isoNow())
  told(first.now)
  takeHouse(first.house)
  await rereadLinks()
  digest = first.links
  if (isCurrentWanted()) {
    const asked = counter
    const current = await reads.standing([], true, isoNow())
    await reread(current.recent?.keys() ?? [])
    takeRecent(current.recent, asked)
  }
  // An outage may begin before anybody asked; those that matter most come first.
  const wanted = [...byId.values()].filter((link) => standing(link) === 'cold')
  await reread(new Set(wanted.slice(0, mostStates).flatMap(({ incidentId }) => incidentId ?? [])))
  confirmedAt = clock.now()
  return memory
}

/** The next comparison finds what could not be read now. */
function ignore(error: unknown): void {
  reportFailure('A stakeholders’ page could not be read anew; trying again', error)
}

function isCurrent({ isDrill, updates, ended }: PublicState, since: Instant): boolean {
  return !isDrill && updates.length > 0 && (ended === null || ended.at > since)
}

function newest({ updates, reportedAt }: PublicState): Instant {
  return updates.at(-1)?.at ?? reportedAt
}
