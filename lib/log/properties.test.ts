import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandOf, step } from '#e2e/kit/commands.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { AppError } from '#lib/errors.ts'
import { measure } from '#lib/incident/clock.ts'
import { type Entry, evolve } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { findChannel, startHub, stopHub } from '#lib/live/hub.ts'
import type { Stream } from '#lib/live/stream.ts'
import { execute } from '#lib/log/execute.ts'
import { getSnapshot } from '#lib/log/queries.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const people = await Promise.all(
  (['member', 'member', 'admin'] as const).map((role, index) =>
    kit.person({ name: `Person ${index}`, role }),
  ),
)
/** A reader in memory: what it was sent, in order. */
function reader() {
  const entries: Entry[] = []
  const stream: Stream = {
    write: (bytes) => {
      for (const [, data] of String(bytes).matchAll(/event: entry\ndata: (.*)\n\n/g))
        entries.push(JSON.parse(data ?? ''))
    },
    end: () => undefined,
    onClose: () => undefined,
    isOpen: () => true,
  }
  return { entries, stream }
}

test('any commands through the door: fold = row, and the stream applied to a snapshot is a fresh snapshot', async () => {
  await startHub()
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), fc.nat(15), async (steps, joinAt) => {
        let at = Date.parse('2026-05-14T12:02:11.000Z')
        const clock = { clock: () => new Date(at).toISOString() }
        const { incident } = await execute(people[0] ?? fail(), null, declaration, clock)
        const { incident: target } = await execute(people[0] ?? fail(), null, declaration, clock)
        let known: Incident = incident
        let snapshot = await getSnapshot(incident.ref, { limit: 0 })
        const { entries, stream } = reader()
        for (const [index, one] of steps.entries()) {
          if (index === Math.min(joinAt, steps.length - 1)) {
            snapshot = await getSnapshot(incident.ref, { limit: 0 })
            await (await findChannel(incident.ref))?.channel.join(stream, snapshot.incident.seq)
          }
          at += one.pause * 60_000
          const input = commandOf(one, {
            now: clock.clock(),
            personId: people[one.person]?.id ?? '',
            target: target.ref,
            incident: known,
          })
          const done = execute(people[one.actor] ?? fail(), incident.ref, input, clock)
          await done.then(
            (answer) => {
              known = answer.incident
            },
            (error: unknown) => {
              if (!(error instanceof AppError) || error.code === 'unavailable') throw error
            },
          )
        }
        const fresh = await getSnapshot(incident.ref, { limit: 0 })
        await expect
          .poll(() => entries.at(-1)?.seq ?? snapshot.incident.seq, { interval: 5, timeout: 20_000 })
          .toBe(fresh.incident.seq)
        const { headHash, metrics: _, ...state } = snapshot.incident
        const applied = entries.reduce<Incident>((before, entry) => evolve(before, entry), state)
        const view = { ...applied, headHash: entries.at(-1)?.hash ?? headHash, metrics: measure(applied) }
        expect(JSON.parse(JSON.stringify(view))).toEqual(fresh.incident)
        expect(entries.map(({ seq }) => seq)).toEqual(
          entries.map((_, index) => snapshot.incident.seq + 1 + index),
        )
      }),
      { numRuns: 40 },
    )
    expect((await verify()).faults).toEqual([])
  } finally {
    await stopHub()
  }
}, 60_000)

test('every reader gets every entry once and in order, whenever it joins and whoever writes', async () => {
  await startHub()
  try {
    const { incident } = await execute(people[0] ?? fail(), null, declaration)
    const readers = Array.from({ length: 12 }, reader)
    const writing = Promise.all(
      people.map(async (person) => {
        for (let n = 0; n < 20; n++)
          await execute(person, incident.ref, { type: 'log', kind: 'note', text: `${n}` })
      }),
    )
    for (const { stream } of readers) {
      await (await findChannel(incident.ref))?.channel.join(stream, 0)
      await execute(people[0] ?? fail(), incident.ref, { type: 'log', kind: 'note', text: 'between' })
    }
    await writing
    const { incident: last } = await getSnapshot(incident.ref, { limit: 0 })
    expect(last.seq).toBe(1 + 60 + 12)
    for (const { entries } of readers) {
      await expect.poll(() => entries.length, { interval: 5, timeout: 20_000 }).toBe(last.seq)
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: last.seq }, (_, index) => index + 1))
    }
  } finally {
    await stopHub()
  }
}, 60_000)

function fail(): never {
  throw new Error('no such person')
}
