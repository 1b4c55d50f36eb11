import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { createChannel } from '#lib/live/channel.ts'
import type { Stream } from '#lib/live/stream.ts'
import { execute } from '#lib/log/execute.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })

function reader() {
  let sent = ''
  let open = true
  const closed: (() => void)[] = []
  const close = () => {
    open = false
    for (const listener of closed.splice(0)) listener()
  }
  const stream: Stream = {
    write: (bytes) => {
      sent += String(bytes)
    },
    end: close,
    onClose: (listener) => closed.push(listener),
    isOpen: () => open,
  }
  return {
    stream,
    close,
    sent: () => sent,
    ids: () => [...sent.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
  }
}

async function declared(notes: number, text = 'a note') {
  const { incident } = await execute(ines, null, declaration)
  for (let n = 0; n < notes; n++) {
    await execute(ines, incident.ref, { type: 'log', kind: 'note', text })
  }
  return incident
}

const soon = { timeout: 20_000, interval: 5 }

test('what a joining reader brings along reaches those who were there before', async () => {
  const { id } = await declared(4)
  const channel = createChannel(id, 3, () => undefined)
  const [first, second] = [reader(), reader()]
  await channel.join(first.stream, 3)
  // Entries 4 and 5 are committed, and their notifications are still on the way.
  await channel.join(second.stream, 1)
  channel.advance(5)
  await expect.poll(second.ids, soon).toEqual([2, 3, 4, 5])
  await expect.poll(first.ids, soon).toEqual([4, 5])
})

test('a channel stands as long as somebody is still joining it', async () => {
  const { id, ref } = await declared(3)
  let emptied = 0
  const channel = createChannel(id, 4, () => {
    emptied += 1
  })
  const [leaving, joining] = [reader(), reader()]
  await channel.join(leaving.stream, 4)
  const joined = channel.join(joining.stream, 1)
  leaving.close()
  await joined
  expect(emptied).toBe(0)
  await execute(ines, ref, { type: 'log', kind: 'note', text: 'new' })
  channel.advance(5)
  await expect.poll(joining.ids, soon).toEqual([2, 3, 4, 5])
  joining.close()
  expect(emptied).toBe(1)
})

test('a channel is let go when the only reader was sent away or had left', async () => {
  const { id } = await declared(1)
  let emptied = 0
  const channel = createChannel(id, 2, () => {
    emptied += 1
  })
  await channel.join(reader().stream, 99)
  expect(emptied).toBe(1)
  const gone = reader()
  const joined = channel.join(gone.stream, 0)
  gone.close()
  await joined
  expect(emptied).toBe(2)
})

test('more than a reader may owe comes in parts: the stream ends, and Last-Event-ID brings the rest', async () => {
  const { id } = await declared(70, 'x'.repeat(20_000))
  const channel = createChannel(id, 71, () => undefined)
  const one = reader()
  await channel.join(one.stream, 0)
  expect(one.stream.isOpen()).toBe(false)
  expect(one.sent().length).toBeLessThan(1_100_000)
  const last = one.ids().at(-1) ?? 0
  expect(last).toBeGreaterThan(40)
  const again = reader()
  await channel.join(again.stream, last)
  expect([...one.ids(), ...again.ids()]).toEqual(Array.from({ length: 71 }, (_, index) => index + 1))
  expect(again.stream.isOpen()).toBe(true)
})

test('what was redacted is not told to whoever comes back', async () => {
  const admin = await kit.person({ name: 'Noor Haddad', role: 'admin' })
  const { id, ref } = await declared(1, 'the password is hunter2')
  const channel = createChannel(id, 2, () => undefined)
  const there = reader()
  await channel.join(there.stream, 0)
  expect(there.sent()).toContain('hunter2')
  await execute(admin, ref, { type: 'redact_entry', seq: 2, reason: 'A password' })
  channel.advance(3)
  await expect.poll(there.ids, soon).toEqual([1, 2, 3])
  const late = reader()
  await channel.join(late.stream, 0)
  expect(late.ids()).toEqual([1, 2, 3])
  expect(late.sent()).toContain('[redacted]')
  expect(late.sent()).not.toContain('hunter2')
})

test('a redaction that has not been announced yet holds for whoever joins', async () => {
  const admin = await kit.person({ name: 'Noor Haddad', role: 'admin' })
  const { id, ref } = await declared(2, 'the password is hunter2')
  const channel = createChannel(id, 3, () => undefined)
  await channel.join(reader().stream, 1)
  await execute(admin, ref, { type: 'redact_entry', seq: 2, reason: 'A password' })
  await execute(admin, ref, { type: 'redact_entry', seq: 3, reason: 'A password' })
  const late = reader()
  await channel.join(late.stream, 0)
  expect(late.ids()).toEqual([1, 2, 3, 4, 5])
  expect(late.sent()).not.toContain('hunter2')
})
