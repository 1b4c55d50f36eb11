import { expect, type Page } from '@playwright/test'
import { api, insist } from './kit/api.ts'
import { type Room, roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

const rounds = 200

test('two people take command at the same instant on two processes: one holds it, the other is told who', async ({
  instance,
  person,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 409/)
  const [ines, jonas] = [await person('Ines Okafor'), await person('Jonas Beck')]
  const { incident } = await api(instance.one, ines).declare({ severity: 'SEV1' })
  const rooms: [Room, Room] = [
    roomOf(await open(ines, `/incidents/${incident.ref}`, { on: instance.one })),
    roomOf(await open(jonas, `/incidents/${incident.ref}`, { on: instance.two })),
  ]
  for (const room of rooms) await expect(room.live).toBeVisible()
  await meetAtTheDoor(rooms.map(({ page }) => page))
  await Promise.all(rooms.map((room) => room.button('Take command').click()))

  const held = () =>
    instance.sql<{ person_id: string }>(
      `select person_id from role_spans s join incidents i on i.id = s.incident_id
       where i.ref = $1 and s.role = 'commander'`,
      [incident.ref],
    )
  await expect.poll(async () => (await held()).length).toBe(1)
  const [winner] = await held()
  const [loser, name] = winner?.person_id === ines.id ? [rooms[1], ines.name] : [rooms[0], jonas.name]
  const told = loser.page.getByRole('alert').filter({ hasText: 'You did not get the role' })
  await expect(told).toContainText(`${name} is Incident Commander`)
  for (const { page } of rooms) {
    await expect(page.getByText('Commander', { exact: true }).locator('..')).toContainText(name)
  }
  expect(await held()).toHaveLength(1)
})

test('twenty at once over two processes, 200 times: one Commander each time, and every other one is told who', async ({
  instance,
  person,
}) => {
  test.slow()
  const names = Array.from({ length: 20 }, (_, index) => `Person ${index}`)
  const people = await Promise.all(names.map((name) => person(name)))
  const [first] = people
  if (!first) throw new Error('Twenty people were asked for')
  for (let round = 0; round < rounds; round++) {
    const { incident } = await api(instance.one, first).declare()
    const command = { type: 'take_role', role: 'commander' }
    const answers = await Promise.all(
      people.map((each, index) =>
        insist(index % 2 ? instance.one : instance.two, each, `/incidents/${incident.ref}/commands`, command),
      ),
    )
    const winners = people.filter((_, index) => answers[index]?.status === 200)
    expect(winners).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expect(answer.status).toBe(409)
      // Our own problem document; its fields are asserted here.
      const { detail, details } = (await answer.json()) as { detail: string; details: object }
      expect(detail).toContain(`${winners[0]?.name} is Incident Commander since`)
      expect(details).toMatchObject({ heldBy: { id: winners[0]?.id, name: winners[0]?.name } })
    }
  }
  const [spans] = await instance.sql<{ commanded: number; overlapping: number }>(
    `select count(distinct a.incident_id)::int as commanded,
       count(*) filter (where b.incident_id is not null)::int as overlapping
     from role_spans a left join role_spans b on b.incident_id = a.incident_id and b.role = 'commander'
       and b.ctid <> a.ctid and tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)
     where a.role = 'commander' and a.person_id = any($1)`,
    [people.map(({ id }) => id)],
  )
  expect(spans).toEqual({ commanded: rounds, overlapping: 0 })
})

/** Lets no page's command go before each of them has sent one. */
async function meetAtTheDoor(pages: Page[]): Promise<void> {
  const { promise: all, resolve } = Promise.withResolvers<void>()
  let waiting = pages.length
  for (const page of pages) {
    await page.route('**/commands', async (route) => {
      waiting -= 1
      if (waiting === 0) resolve()
      await all
      await route.continue()
    })
  }
}
