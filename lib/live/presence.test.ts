import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { createPresence, type Presence } from '#lib/live/presence.ts'
import { beatPresence } from '#lib/live/presence-row.ts'
import type { Stream } from '#lib/live/stream.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor' })
const jonas = await kit.person({ name: 'Jonas Beck' })
const soon = { timeout: 20_000, interval: 10 }
const running: Presence[] = []
afterEach(() => {
  for (const presence of running.splice(0)) presence.stop()
})

/** The presence of one process. */
function aProcess() {
  const presence = createPresence()
  running.push(presence)
  return presence
}

function watching(presence: Presence, incidentId: string, person: { id: string }) {
  let sent = ''
  let open = true
  const closed: (() => void)[] = []
  const stream: Stream = {
    write: (bytes) => {
      sent += String(bytes)
    },
    end: () => {
      open = false
      for (const listener of closed.splice(0)) listener()
    },
    onClose: (listener) => closed.push(listener),
    isOpen: () => open,
  }
  presence.join(stream, { incidentId, personId: person.id })
  return {
    leave: stream.end,
    /** The names that it was told, one list per event. */
    told: () => [...sent.matchAll(/^event: presence\ndata: (.*)$/gm)].map(([, data]) => namesIn(data)),
    text: () => sent,
  }
}

function namesIn(data = ''): string[] {
  const { people }: { people: { name: string }[] } = JSON.parse(data)
  return people.map(({ name }) => name)
}

test('who watches is told by name, without an id, over two processes, each person once', async () => {
  const incident = randomUUID()
  const [one, two] = [aProcess(), aProcess()]
  const first = watching(one, incident, ines)
  await expect.poll(first.told, soon).toEqual([['Ines Okafor']])
  const second = watching(two, incident, jonas)
  await expect.poll(second.told, soon).toEqual([['Ines Okafor', 'Jonas Beck']])
  // The first process hears of it at its next round, here because somebody comes.
  const third = watching(one, incident, ines)
  await expect.poll(first.told, soon).toEqual([['Ines Okafor'], ['Ines Okafor', 'Jonas Beck']])
  await expect.poll(third.told, soon).toEqual([['Ines Okafor', 'Jonas Beck']])
  expect(first.text()).not.toContain('id: ')
})

test('another incident’s watchers are not told, and who stays is told nothing new', async () => {
  const [incident, other] = [randomUUID(), randomUUID()]
  const process = aProcess()
  const here = watching(process, incident, ines)
  await expect.poll(here.told, soon).toHaveLength(1)
  const there = watching(process, other, jonas)
  await expect.poll(there.told, soon).toEqual([['Jonas Beck']])
  expect(here.told()).toEqual([['Ines Okafor']])
})

test('who left is gone at the next round', async () => {
  const incident = randomUUID()
  const process = aProcess()
  const staying = watching(process, incident, ines)
  const leaving = watching(process, incident, jonas)
  await expect.poll(staying.told, soon).toEqual([['Ines Okafor', 'Jonas Beck']])
  leaving.leave()
  watching(process, randomUUID(), jonas)
  await expect.poll(() => staying.told().at(-1), soon).toEqual(['Ines Okafor'])
})

test('what no process has said for 45 s is ignored and forgotten', async () => {
  const incidentId = randomUUID()
  const mine = { streamId: randomUUID(), incidentId, personId: ines.id }
  const dead = { streamId: randomUUID(), incidentId, personId: jonas.id }
  await beatPresence([dead], [])
  expect((await beatPresence([mine], [])).get(incidentId)).toHaveLength(2)
  await kit.sql(`update presence set seen_at = now() - interval '46 seconds' where stream_id = $1`, [
    dead.streamId,
  ])
  expect((await beatPresence([mine], [])).get(incidentId)).toEqual([{ id: ines.id, name: ines.name }])
  const rows = await kit.sql('select 1 from presence where incident_id = $1', [incidentId])
  expect(rows).toHaveLength(1)
})

test('a database that is away costs a round, not the watchers', async () => {
  let tries = 0
  const presence = createPresence(async (open, gone) => {
    tries += 1
    if (tries === 1) throw new Error('away')
    return await beatPresence(open, gone)
  })
  running.push(presence)
  const incident = randomUUID()
  const first = watching(presence, incident, ines)
  await expect.poll(() => tries, soon).toBe(1)
  expect(first.told()).toEqual([])
  watching(presence, incident, jonas)
  await expect.poll(first.told, soon).toEqual([['Ines Okafor', 'Jonas Beck']])
})
