import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { within } from '#e2e/kit/within.ts'
import { actorOfHeaders } from '#lib/auth/actor.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { endSession, startSession } from '#lib/auth/session-row.ts'
import {
  endAllStreams,
  findChannel,
  guard,
  isListening,
  joinHints,
  startHub,
  stopHub,
} from '#lib/live/hub.ts'
import type { Stream } from '#lib/live/stream.ts'
import { execute } from '#lib/log/execute.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })

beforeAll(() => startHub())
afterAll(stopHub)

function reader() {
  let open = true
  let sent = ''
  const onClosed: (() => void)[] = []
  const stream: Stream = {
    write: (bytes) => {
      sent += String(bytes)
    },
    end: () => {
      open = false
      for (const closed of onClosed) closed()
    },
    onClose: (closed) => onClosed.push(closed),
    isOpen: () => open,
  }
  return {
    stream,
    isOpen: () => open,
    ids: () => [...sent.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
    text: () => sent,
  }
}

async function declared(notes = 0) {
  const { incident } = await execute(ines, null, declaration)
  for (let n = 0; n < notes; n++) await note(incident.ref)
  return incident.ref
}

const note = (ref: string) => execute(ines, ref, { type: 'log', kind: 'note', text: 'a note' })
const soon = { timeout: 20_000, interval: 10 }

test('a reader gets what it missed, then what is new', async () => {
  const ref = await declared(3)
  const { stream, ids } = reader()
  await (await findChannel(ref))?.channel.join(stream, 2)
  await note(ref)
  await expect.poll(ids, soon).toEqual([3, 4, 5])
})

test('a reader ahead of the log is told to begin again', async () => {
  const ref = await declared()
  const ahead = reader()
  await (await findChannel(ref))?.channel.join(ahead.stream, 7)
  expect(ahead.text()).toContain('event: reset')
  expect(ahead.isOpen()).toBe(false)
})

test('a stream closes within five seconds of its session’s end, and others stay', async () => {
  const [leaving, staying] = [await startSession(ines.id), await startSession(ines.id)]
  const readers = await Promise.all(
    [leaving, staying].map(async (token) => {
      const known = await actorOfHeaders({ cookie: `${cookieName()}=${token}` })
      const one = reader()
      if (known) guard(one.stream, known.check)
      return one
    }),
  )
  await endSession(leaving)
  await within(5000, () => expect.poll(() => readers[0]?.isOpen(), soon).toBe(false))
  expect(readers[1]?.isOpen()).toBe(true)
})

test('a person’s streams close within five seconds of being disabled', async () => {
  const olga = await kit.person({ name: 'Olga', role: 'observer' })
  const known = await actorOfHeaders({ cookie: `${cookieName()}=${await startSession(olga.id)}` })
  const one = reader()
  if (known) guard(one.stream, known.check)
  await kit.sql('update people set disabled_at = now() where id = $1', [olga.id])
  expect(known?.actor.name).toBe('Olga')
  // It is looked for every five seconds.
  await within(8000, () => expect.poll(one.isOpen, soon).toBe(false))
})

test('when the process stops, every reader is told when to come back', async () => {
  const known = await actorOfHeaders({ cookie: `${cookieName()}=${await startSession(ines.id)}` })
  const one = reader()
  if (known) guard(one.stream, known.check)
  endAllStreams()
  expect(one.isOpen()).toBe(false)
  expect(one.text()).toMatch(/retry: [12]\d{3}\n\n$/)
})

test('hints name every incident that changes', async () => {
  const { stream, text } = reader()
  joinHints(stream)
  const ref = await declared()
  await expect.poll(text, soon).toContain(`data: {"ref":"${ref}","seq":1}`)
})

test('a lost LISTEN connection comes back, and what was written meanwhile arrives', async () => {
  const ref = await declared()
  const { stream, ids } = reader()
  await (await findChannel(ref))?.channel.join(stream, 1)
  const hints = reader()
  joinHints(hints.stream)
  // It is away for half a second: whoever begins to look afterwards may be too late.
  await Promise.all([
    expect.poll(isListening, soon).toBe(false),
    kit.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query in ('listen sitrep_session', 'select 1')`,
    ),
  ])
  await note(ref)
  await expect.poll(ids, soon).toEqual([2])
  await expect.poll(isListening, soon).toBe(true)
  // Which hints were missed nobody knows: whoever listens to them loads again.
  await expect.poll(hints.text, soon).toContain('event: reset')
})
