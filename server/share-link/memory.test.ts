import { expect, test } from 'vitest'
import { hashToken } from '#lib/auth/token.ts'
import type { PublicState, PublicUpdate } from '#lib/incident/public-state.ts'
import type { Reads, StoredLink, StoredState } from '#lib/share-link/page/queries.ts'
import { createClock } from '#server/clock.ts'
import { createMemory } from './memory.ts'
import { createViewCounter } from './views.ts'

const start = Date.parse('2026-05-14T12:00:00.000Z')

const state: PublicState = {
  ...{ title: 'Logins fail', isDrill: false, reportedAt: '2026-05-14T11:00:00.000Z', beganAt: null },
  ...{ affected: [], updates: [], promise: null, ended: null, returnedAt: null },
  documents: { report: null, postMortem: null },
}

const update: PublicUpdate = {
  ...{ number: 1, at: '2026-05-14T11:10:00.000Z', headline: 'We look.', text: 'More soon.' },
  ...{ state: 'looking_into', nextUpdateAt: null, corrects: null, withdrawn: false },
}

/** A database that is away when the test says so, and counts what it is asked. */
function world({ links }: { links: StoredLink[] }) {
  const house = { name: 'Northfield', zone: 'Europe/Berlin' }
  const at = {
    now: start,
    away: false,
    asked: 0,
    mark: '1',
    house,
    wantsRecent: [] as boolean[],
    recent: [] as string[],
    mute: [] as string[],
  }
  const ask = async <T>(answer: () => T): Promise<T> => {
    at.asked += 1
    if (at.away) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    return answer()
  }
  const stored = (incidentId: string): StoredState => {
    if (at.mute.includes(incidentId)) throw Object.assign(new Error('timeout'), { code: '57014' })
    const told = at.recent.includes(incidentId) ? { ...state, updates: [update] } : state
    return { incidentId, state: told, endedAt: null, mark: at.mark }
  }
  const reads: Reads = {
    isPublicRole: true,
    links: () => ask(() => links.map((link) => ({ ...link }))),
    link: (id) => ask(() => links.find((link) => link.id === id) ?? null),
    states: (ids) => ask(() => ids.map(stored)),
    standing: (known, withRecent) =>
      ask(() => {
        at.wantsRecent.push(withRecent)
        return {
          now: new Date(at.now).toISOString(),
          house: at.house,
          links: JSON.stringify(links),
          marks: new Map(known.map((id) => [id, at.mark])),
          recent: withRecent ? new Map(at.recent.map((id) => [id, at.mark])) : null,
        }
      }),
    close: async () => undefined,
  }
  return { at, reads }
}

function link(id: string, more: Partial<StoredLink> = {}): StoredLink {
  return {
    id,
    hash: hashToken(`token ${id}`).toString('base64'),
    incidentId: `incident ${id}`,
    expiresAt: null,
    revokedAt: null,
    ...more,
  }
}

/** `ahead`: how far the clock of this process is ahead of the database's. */
async function remembered(links: StoredLink[], { ahead = 0 } = {}) {
  const { at, reads } = world({ links })
  const seen = { changes: 0 }
  const clock = createClock(() => at.now + ahead)
  const memory = await createMemory({ reads, clock, onChange: () => seen.changes++ })
  const known = (id: string) => {
    const found = memory.find(`token ${id}`)
    if (!found) throw new Error('No such link')
    return found
  }
  return { at, memory, known, seen, links }
}

test('while the database is away the last good state stands for half an hour, with its age', async () => {
  const { at, memory, known } = await remembered([link('a')])
  at.away = true
  at.now += 5_000
  await memory.compare()
  expect(memory.staleSince()).toBe(null)
  at.now += 6_000
  const before = memory.version(known('a'))
  await memory.compare()
  expect(memory.staleSince()).toBe(new Date(start).toISOString())
  expect(memory.version(known('a'))).not.toBe(before)
  expect(memory.standing(known('a'))).toBe('holds')
  at.now = start + 30 * 60_000
  expect(memory.isTooOld()).toBe(false)
  at.now += 1
  expect(memory.isTooOld()).toBe(true)
  at.away = false
  await memory.compare()
  expect([memory.staleSince(), memory.isTooOld()]).toEqual([null, false])
})

test.each([600_000, -600_000])(
  'the clock is the database’s: %i ms off, nothing ends sooner or later',
  async (ahead) => {
    const { at, memory, known } = await remembered([link('a', { expiresAt: '2026-05-14T12:10:00.000Z' })], {
      ahead,
    })
    expect(memory.now()).toBe(start)
    await memory.warm(known('a'))
    at.now += 599_999
    expect(memory.standing(known('a'))).toBe('holds')
    at.now += 1
    expect(memory.standing(known('a'))).toBe('ended')
  },
)

test('an expiry holds while the database is away', async () => {
  const { at, memory, known } = await remembered([link('a', { expiresAt: '2026-05-14T12:10:00.000Z' })])
  at.away = true
  at.now += 10 * 60_000 - 1
  await memory.compare()
  expect(memory.standing(known('a'))).toBe('holds')
  at.now += 1
  expect(memory.standing(known('a'))).toBe('ended')
})

test('what changes without a notification is found by the next comparison', async () => {
  const links = [link('a')]
  const { at, memory, known, seen } = await remembered(links)
  const version = memory.version(known('a'))
  await memory.compare()
  expect(memory.version(known('a'))).toBe(version)
  at.mark = '2'
  await memory.compare()
  expect(memory.version(known('a'))).not.toBe(version)
  links.push(link('b'))
  links[0] = link('a', { revokedAt: '2026-05-14T11:59:00.000Z' })
  const changes = seen.changes
  await memory.compare()
  expect(memory.standing(known('a'))).toBe('ended')
  expect(memory.standing(known('b'))).toBe('cold')
  await memory.warm(known('b'))
  expect(memory.standing(known('b'))).toBe('holds')
  expect(seen.changes).toBeGreaterThan(changes)
  // After a restore one may not be there any more: whoever has it open is told so too.
  const open = known('b')
  links.splice(0)
  await memory.compare()
  expect([memory.find('token a'), memory.find('token b')]).toEqual([undefined, undefined])
  expect(memory.standing(open)).toBe('ended')
})

test('questions to what is known cost no question to the database; many at once for what is not cost few', async () => {
  const { at, memory, known, links } = await remembered([link('a')])
  at.asked = 0
  for (let turn = 0; turn < 100; turn++) {
    memory.standing(known('a'))
    memory.subject(known('a'))
    memory.find('token nobody')
  }
  expect(at.asked).toBe(0)
  links.push(link('b'))
  await memory.compare()
  at.asked = 0
  await Promise.all(Array.from({ length: 50 }, () => memory.warm(known('b'))))
  expect(at.asked).toBeLessThan(3)
})

test('no more states are kept than there is room for; a forgotten one is read again', async () => {
  const links = Array.from({ length: 620 }, (_, index) => link(`l${index}`))
  const { memory, known } = await remembered(links)
  for (const { id } of links) await memory.warm(known(id))
  const held = links.filter(({ id }) => memory.standing(known(id)) === 'holds').length
  expect(held).toBe(500)
  await memory.warm(known('l0'))
  expect(memory.standing(known('l0'))).toBe('holds')
})

test('after a start those are known whose links come first: the incidents that go on', async () => {
  const { memory, known } = await remembered(Array.from({ length: 620 }, (_, index) => link(`l${index}`)))
  expect(memory.standing(known('l0'))).toBe('holds')
  expect(memory.standing(known('l499'))).toBe('holds')
  expect(memory.standing(known('l500'))).toBe('cold')
})

test('everything current is only looked for while a link to it holds', async () => {
  const links = [link('a'), link('all', { incidentId: null, expiresAt: '2026-05-14T12:10:00.000Z' })]
  const { at, memory, known } = await remembered(links)
  expect(at.wantsRecent.at(-1)).toBe(true)
  at.now += 10 * 60_000 - 1
  await memory.compare()
  expect([at.wantsRecent.at(-1), memory.standing(known('all'))]).toEqual([true, 'holds'])
  at.now += 1
  await memory.compare()
  expect([at.wantsRecent.at(-1), memory.standing(known('all'))]).toEqual([false, 'ended'])
  links.push(link('new', { incidentId: null }))
  await memory.compare()
  await memory.compare()
  expect([at.wantsRecent.at(-1), memory.standing(known('new'))]).toEqual([true, 'holds'])
})

test('all is not quiet because what is open could not be read', async () => {
  const links = [link('a')]
  const { at, memory, known } = await remembered(links)
  const shown = () => {
    const subject = memory.subject(known('all'))
    return subject.kind === 'current' ? subject.told.map(({ state: { updates } }) => updates.length) : null
  }
  at.recent.push('open')
  at.mute.push('open')
  links.push(link('all', { incidentId: null }))
  // The first comparison finds the link, the second one what it leads to.
  await memory.compare()
  await memory.compare()
  expect(memory.standing(known('all'))).toBe('cold')
  await expect(memory.warm(known('all'))).rejects.toThrow()
  at.mute.splice(0)
  await memory.warm(known('all'))
  expect([memory.standing(known('all')), shown()]).toEqual(['holds', [1]])
  // What comes by itself while a comparison waits for something else is news too.
  at.recent.push('another')
  const comparing = memory.compare()
  at.recent.push('newest')
  memory.incidentChanged('newest')
  await comparing
  await expect.poll(shown).toEqual([1, 1, 1])
})

test('a revoked link ends at the notification, also while the clock here lags', async () => {
  const links = [link('a'), link('all', { incidentId: null })]
  const { at, memory, known, seen } = await remembered(links)
  links[0] = link('a', { revokedAt: '2026-05-14T12:10:00.000Z' })
  links[1] = link('all', { incidentId: null, revokedAt: '2026-05-14T12:00:00.100Z' })
  const changes = seen.changes
  memory.linkChanged('a')
  memory.linkChanged('all')
  await expect.poll(() => seen.changes).toBe(changes + 2)
  expect(at.now).toBe(start)
  expect([memory.standing(known('a')), memory.standing(known('all'))]).toEqual(['ended', 'ended'])
})

test('the first link, made right after the set-up, has the name and the zone of the house', async () => {
  const links: StoredLink[] = []
  const { at, memory, known } = await remembered(links)
  at.house = { name: 'Northfield Supply', zone: 'Europe/Lisbon' }
  links.push(link('a'))
  memory.linkChanged('a')
  await expect.poll(() => memory.find('token a')).toBeDefined()
  expect(memory.house()).toEqual(at.house)
  expect(memory.standing(known('a'))).toBe('cold')
})

test('what was read before a revocation does not take it back', async () => {
  const links = [link('a')]
  const { memory, known } = await remembered(links)
  links[0] = link('a', { revokedAt: '2026-05-14T11:59:00.000Z' })
  memory.linkChanged('a')
  await expect.poll(() => memory.standing(known('a'))).toBe('ended')
  links[0] = link('a', { expiresAt: '2026-05-14T12:10:00.000Z' })
  await memory.compare()
  expect(memory.standing(known('a'))).toBe('ended')
})

test('views that could not be written are written with the next', async () => {
  const written: unknown[] = []
  let fails = true
  const views = createViewCounter(async (rows) => {
    if (fails) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    written.push(...rows)
  })
  views.add({ linkId: 'a', count: 1, lastAt: 1 })
  views.add({ linkId: 'a', count: 1, lastAt: 2 })
  await views.flush()
  fails = false
  views.add({ linkId: 'a', count: 1, lastAt: 3 })
  await views.flush()
  await views.flush()
  expect(written).toEqual([{ linkId: 'a', count: 3, lastAt: 3 }])
})
