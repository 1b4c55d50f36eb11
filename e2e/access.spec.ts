import { expect } from '@playwright/test'
import { v7 } from 'uuid'
import { givePerson, giveService, giveSession, type Person } from './kit/accounts.ts'
import { api, request } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { ask } from './kit/ask.ts'
import { tell } from './kit/finish.ts'
import { columns, filled, type Give, rights, stage } from './kit/rights.ts'
import { test } from './kit/test.ts'

test('who may give which command, over HTTP', async ({ instance, cast }) => {
  test.slow()
  const commander = await givePerson(instance, 'Cora Mander', 'member')
  const other = await givePerson(instance, 'Other Person', 'member')
  const elsewhere = await givePerson(instance, 'Else Where', 'member')
  const gone = await givePerson(instance, 'Gone Person', 'admin')
  await instance.sql('update people set disabled_at = now() where id = $1', [gone.id])
  const who = { ...cast, commander, elsewhere, service: await giveService(instance, 'member') }
  const ids = { commander: commander.id, other: other.id, stakeholder: v7() }
  await instance.sql(
    `insert into stakeholders (id, name, email, created_at) values ($1, 'Astrid Holm', 'astrid@example.org', now())`,
    [ids.stakeholder],
  )
  const give: Give<Person> = async (person, ref, { type, ...fields }) =>
    ref === null
      ? await api(instance.one, person).declare(fields)
      : await api(instance.one, person).command(ref, { type, ...fields })
  for (const { command, letters, stage: of } of rights) {
    let set: Awaited<ReturnType<typeof stage>> | null = null
    for (const [index, column] of columns.entries()) {
      // What is refused changes nothing: the next one finds the same stage.
      set ??= await stage(give, { commander, other, elsewhere, ids }, of)
      const { ref, given } = set
      const path = `/incidents/${ref}/commands`
      const $file =
        'fileId' in command && column !== 'observer' ? await upload(instance.one, who[column]) : v7()
      const body = filled(command, { ...given, $file })
      if (index === 0) {
        for (const nobody of [{ token: '' }, gone]) {
          expect((await request(instance.one, nobody, path, body)).status).toBe(401)
        }
      }
      const answer = await request(instance.two, who[column], path, body)
      const letter = letterOf[answer.status] ?? `${answer.status} ${await answer.clone().text()}`
      expect(`${JSON.stringify(command)} as ${column}: ${letter}`).toBe(
        `${JSON.stringify(command)} as ${column}: ${letters[index]}`,
      )
      if (letter === 'F') await expectProblem(answer, 'forbidden')
      if (letter === '+') set = null
    }
  }
})

const letterOf: Record<number, string> = { 200: '+', 403: 'F', 409: 'C', 400: 'I' }

async function upload({ url }: App, { token }: Pick<Person, 'token'>): Promise<string> {
  const answer = await ask(`${url}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-file-name': 'queue.txt' },
    body: 'queue: 14',
  })
  expect(answer.status).toBe(201)
  // Our own answer: the file as it is kept.
  return ((await answer.json()) as { id: string }).id
}

test('declaring: members and admins, no observer', async ({ instance, cast }) => {
  const declaration = { topic: 'T', severity: 'SEV3', reported: 'R', reportedBy: 'B', source: 'S' }
  for (const [role, status] of [
    ['observer', 403],
    ['member', 201],
    ['admin', 201],
  ] as const) {
    const answer = await request(instance.one, cast[role], '/incidents', declaration)
    expect(`${role} ${answer.status}`).toBe(`${role} ${status}`)
    if (status === 201) expect(answer.headers.get('location')).toMatch(/\/INC-\d+$/)
  }
  expect((await request(instance.one, { token: '' }, '/incidents', declaration)).status).toBe(401)
})

test('closing: the Commander, once it is resolved', async ({ instance, cast }) => {
  const commander = await givePerson(instance, 'Cora Mander', 'member')
  const { ref } = await commanded(instance.one, { commander, other: cast.second, admin: cast.admin })
  const owed = { waive: 'Nothing to learn.', bug: 'https://example.org/bugs/1' }
  const close = (person: Person) =>
    request(instance.one, person, `/incidents/${ref}/commands`, { type: 'close', ...owed })
  await expectProblem(await close(commander), 'conflict')
  const impact = { who: { notYetKnown: true }, how: { notYetKnown: true } }
  await api(instance.one, commander).command(ref, { type: 'resolve', solution: 'Restarted', impact })
  await expectProblem(await close(cast.member), 'forbidden')
  await expectProblem(await close(commander), 'conflict')
  const { id } = await api(instance.one, commander).addStakeholder()
  await tell((input) => api(instance.one, commander).command(ref, input), id)
  expect((await close(commander)).status).toBe(200)
  const late = await request(instance.one, commander, `/incidents/${ref}/commands`, {
    type: 'log',
    kind: 'note',
    text: 'Too late',
  })
  await expectProblem(late, 'conflict')
})

test('everybody signed in reads, nobody else', async ({ instance, cast }) => {
  const { incident } = await api(instance.one, cast.member).declare()
  const paths = [
    '/incidents',
    `/incidents/${incident.ref}`,
    `/incidents/${incident.ref.toLowerCase()}`,
    `/incidents/${incident.ref}/entries`,
    `/incidents/${incident.ref}/report.md`,
    `/incidents/${incident.ref}/report.json`,
    `/incidents/${incident.ref}/report.pdf`,
    '/people',
  ]
  for (const path of paths) {
    for (const role of ['observer', 'member', 'admin'] as const) {
      const answer = await request(instance.one, cast[role], path)
      expect(`${path} ${role} ${answer.status}`).toBe(`${path} ${role} 200`)
      expect(answer.headers.get('cache-control')).toContain('no-store')
    }
    const answer = await ask(`${instance.one.url}/api/v1${path}`)
    expect(`${path} ${answer.status}`).toBe(`${path} 401`)
    await expectProblem(answer, 'unauthenticated')
  }
  for (const path of [`/incidents/${incident.ref}/stream?after=0`, '/stream']) {
    expect((await ask(`${instance.one.url}/api/v1${path}`)).status).toBe(401)
  }
  await expectProblem(await request(instance.one, cast.member, '/incidents/INC-99999'), 'not_found')
})

test('pages lead nobody past the sign-in, whatever headers say', async ({ instance, cast }) => {
  const { incident } = await api(instance.one, cast.member).declare({ topic: 'Secret topic of this test' })
  const paths = [
    '/',
    '/incidents',
    `/incidents/${incident.ref}`,
    `/incidents/${incident.ref}/report`,
    '/declare',
  ]
  const tricks: Record<string, string>[] = [
    {},
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-invoke-path': '/sign-in', 'x-matched-path': '/sign-in' },
    { 'x-nextjs-data': '1' },
  ]
  for (const path of [...paths, '/settings/people', '/settings/tokens', '/reports']) {
    for (const headers of tricks) {
      const answer = await ask(`${instance.one.url}${path}`, { headers })
      const text = await answer.text()
      expect(text).not.toContain('Secret topic')
      expect(text).not.toContain(cast.member.name)
      const away = answer.status >= 300 || text.includes('/sign-in')
      expect(`${path} ${JSON.stringify(headers)} leads away: ${away}`).toContain('leads away: true')
    }
  }
})

test('a cookie writes only from our own page, and never beside a token', async ({ instance, cast }) => {
  const { incident } = await api(instance.one, cast.member).declare()
  const cookie = `__Host-sitrep=${await giveSession(instance, cast.member)}`
  const send = (headers: Record<string, string>) =>
    ask(`${instance.one.url}/api/v1/incidents/${incident.ref}/commands`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': v7(), ...headers },
      body: JSON.stringify({ type: 'log', kind: 'note', text: 'From a page' }),
    })
  const origin = instance.one.url
  expect((await send({ origin })).status).toBe(200)
  expect((await send({})).status).toBe(403)
  expect((await send({ origin: 'https://evil.example' })).status).toBe(403)
  expect((await send({ origin: 'null' })).status).toBe(403)
  expect((await send({ origin: `${origin}.evil.example` })).status).toBe(403)
  expect([400, 403, 415]).toContain((await send({ origin, 'content-type': 'text/plain' })).status)
  const both = await send({ origin, authorization: `Bearer ${cast.member.token}` })
  expect([400, 401]).toContain(both.status)
  const stream = (site: string) =>
    ask(`${instance.one.url}/api/v1/incidents/${incident.ref}/stream?after=0`, {
      headers: { cookie, 'sec-fetch-site': site },
      signal: AbortSignal.timeout(20_000),
    })
  expect((await stream('cross-site')).status).toBe(403)
  expect((await stream('same-site')).status).toBe(403)
  const own = await stream('same-origin')
  expect(own.status).toBe(200)
  await own.body?.cancel()
})

test('what does not fit is refused with its field', async ({ instance, cast }) => {
  const { incident } = await api(instance.one, cast.member).declare()
  const path = `/incidents/${incident.ref}/commands`
  const wrong: [Record<string, unknown>, string][] = [
    [{ type: 'log', kind: 'note', text: 'x', colour: 'red' }, 'colour'],
    [{ type: 'log', kind: 'note' }, 'text'],
    [{ type: 'log', kind: 'poem', text: 'x' }, 'kind'],
    [{ type: 'log', kind: 'note', text: 'a\u0000b' }, 'text'],
    [{ type: 'log', kind: 'note', text: 'x', occurredAt: '2026-05-14T12:00:00' }, 'occurredAt'],
    [{ type: 'log', kind: 'note', text: 'x', recordedAt: '2026-05-14T12:00:00Z' }, 'recordedAt'],
    [{ type: 'set_severity', severity: 'SEV0' }, 'severity'],
    [{ type: 'drop_table' }, 'type'],
    [{ type: '__proto__' }, 'type'],
  ]
  for (const [body, field] of wrong) {
    const answer = await request(instance.one, cast.member, path, body)
    expect(answer.status).toBe(400)
    const problem = await expectProblem(answer, 'invalid')
    expect(Object.keys(problem.fields ?? {})).toContain(field)
  }
  const broken = await ask(`${instance.one.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cast.member.token}`, 'content-type': 'application/json' },
    body: '{"type": "log",',
  })
  expect(broken.status).toBe(400)
})

/** An incident that `commander` commands, with an entry of theirs and `other` on communications. */
async function commanded(app: App, given: { commander: Person; other: Person; admin: Person }) {
  const asCommander = api(app, given.commander)
  const { incident } = await asCommander.declare()
  await asCommander.command(incident.ref, { type: 'take_role', role: 'commander' })
  const communications = { type: 'assign_role', role: 'communications', personId: given.other.id }
  await asCommander.command(incident.ref, communications)
  const note = await asCommander.command(incident.ref, {
    type: 'log',
    kind: 'note',
    text: 'Looked at the queue.',
  })
  return { ref: incident.ref, theirs: note.incident.seq }
}

async function expectProblem(answer: Response, code: string) {
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  // RFC 9457, with our code and fields; asserted here field by field.
  const problem = (await answer.json()) as {
    status: number
    code: string
    title: string
    detail: string
    fields?: object
  }
  expect(problem).toMatchObject({ code, status: answer.status })
  expect(problem.title).toBeTruthy()
  return problem
}
