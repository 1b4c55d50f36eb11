import { expect } from '@playwright/test'
import { api } from './kit/api.ts'
import { type Room, roomOf } from './kit/room.ts'
import { seen } from './kit/seen.ts'
import { alone, test } from './kit/test.ts'
import { within } from './kit/within.ts'

const tabs = 8

test(
  'eight tabs of one browser share one stream; the one that reads closes, another goes on within 2 s',
  alone,
  async ({ instance, cast, person, signIn, open }) => {
    const other = api(instance.two, cast.second)
    const { incident } = await other.declare()
    // Whoever watched elsewhere a moment ago is still counted there.
    const reader = await person('Ada Tabs')
    const context = await signIn(reader)
    // The rows of who watches are the server's open streams.
    const streams = async () => {
      const [row] = await instance.sql<{ n: number }>(
        'select count(*)::int as n from presence where person_id = $1',
        [reader.id],
      )
      return row?.n
    }
    const rooms: Room[] = []
    for (let tab = 0; tab < tabs; tab++) {
      const room = roomOf(await context.newPage())
      await room.page.goto(`/incidents/${incident.ref}`)
      await expect(room.live).toBeVisible()
      rooms.push(room)
    }
    await expect.poll(streams).toBe(1)
    // With a stream each, HTTP/1.1 would have no connection left for these.
    for (const [tab, room] of rooms.entries()) await room.write(`From tab ${tab}`)
    for (const room of rooms) {
      await expect(room.entry(/From tab/)).toHaveCount(tabs)
      // Each tab shows what another one is sending: what the one that reads has not passed on would be asked for.
      for (let number = 1; number <= tabs + 1; number++) {
        await expect(room.log.locator(`#entry-${number}`)).toHaveCount(1)
      }
    }

    const asked: string[] = []
    context.on('request', (request) => {
      if (request.method() === 'GET' && /incidents\/INC-\d+(\?|$)/.test(request.url()))
        asked.push(request.url())
    })
    const [reading, ...others] = rooms
    await reading?.page.close()
    await other.command(incident.ref, { type: 'log', kind: 'note', text: 'After the change of tabs' })
    const goOn = () => Promise.all(others.map((room) => seen(room.entry('After the change of tabs'))))
    await within(2_000, goOn, [instance.one, instance.two])
    for (const room of others) {
      const numbers = await room.log
        .locator('[data-entry]')
        .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-entry'))))
      // Read by when it was written: what took its time on a busy machine stands further up.
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: tabs + 2 }, (_, index) => index + 1))
    }
    // Nothing was missed, so nothing had to be asked for.
    expect(asked).toEqual([])

    // Another person sees who watches, once, however many tabs that is.
    const watching = await open(cast.second, `/incidents/${incident.ref}`, { on: instance.two })
    await watching.getByRole('button', { name: '2 watching' }).click()
    await expect(watching.getByRole('list', { name: '2 watching' }).getByRole('listitem')).toHaveText([
      new RegExp(reader.name),
      new RegExp(cast.second.name),
    ])
  },
)
