import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Link, Memory } from './memory.ts'
import type { Rendering, Renderings } from './renderings.ts'
import { createStreams } from './streams.ts'
import { admitZone, mostZones } from './zones.ts'

function linkNamed(id: string): Link {
  const stored = { id, hash: id, incidentId: 'one', expiresAt: null, revokedAt: null }
  return { ...stored, until: null, slots: new Map(), zones: new Set() }
}

/** Streams of a memory whose state is called `state`; `drawn` counts what was asked to be drawn. */
function world() {
  const at = { state: '1', drawn: 0, ended: new Set<string>() }
  const memory = {
    staleSince: () => null,
    isTooOld: () => false,
    now: () => 0,
    standing: ({ id }: Link) => (at.ended.has(id) ? 'ended' : 'holds'),
    // Streams ask for no more of it.
  } as unknown as Memory
  const renderings = {
    of: () => {
      at.drawn += 1
      // Streams send its event and nothing else.
      return { event: { id: at.state, bytes: () => Buffer.from('x') } } as unknown as Rendering
    },
  } satisfies Renderings
  const streams = createStreams(memory, renderings)
  const join = (link: Link, zone: string | null = null) => {
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    streams.join(response, { link, token: 't', zone, known: '1', client: null, headers: [] })
    return response
  }
  return { at, streams, join }
}

test('a link is drawn in its first zones; whoever asks for another one gets the organisation’s', () => {
  const link = linkNamed('a')
  const asked = Intl.supportedValuesOf('timeZone').map((zone) => admitZone(link.zones, zone, 'Europe/Berlin'))
  expect(new Set(asked.filter((zone) => zone !== null)).size).toBe(mostZones)
  const [first = ''] = link.zones
  expect(admitZone(link.zones, first, 'Europe/Berlin')).toBe(first)
  expect(admitZone(link.zones, 'Europe/Berlin', 'Europe/Berlin')).toBe(null)
})

test('a change is drawn for a few at one go, and everybody has it in the end', async () => {
  const { at, streams, join } = world()
  for (let index = 0; index < 30; index++) join(linkNamed(`link ${index}`))
  at.drawn = 0
  at.state = '2'
  streams.update()
  streams.update()
  expect(at.drawn).toBeLessThan(6)
  for (let turn = 0; turn < 30; turn++) await nextTurn()
  // Those who had it already are looked at again after the second change.
  expect(at.drawn).toBe(34)
  at.state = '3'
  streams.update()
  for (let turn = 0; turn < 30; turn++) await nextTurn()
  expect(at.drawn).toBe(64)
})

test('the streams of a link that ends are ended at once, however many wait for a change', () => {
  const { at, streams, join } = world()
  for (let index = 0; index < 30; index++) join(linkNamed(`link ${index}`))
  const last = linkNamed('last')
  const response = join(last)
  at.ended.add('last')
  at.state = '2'
  streams.update()
  expect(response.writableEnded).toBe(true)
})
