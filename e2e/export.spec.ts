import { expect } from '@playwright/test'
import { api, request } from './kit/api.ts'
import { reportDrafted } from './kit/drafted.ts'
import { growLog } from './kit/long-log.ts'
import { readPdfText } from './kit/pdf.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

test('a PDF of 5,000 entries is drawn while somebody else’s live page goes on', async ({
  instance,
  cast,
  open,
}) => {
  test.slow()
  const member = api(instance.one, cast.member)
  const { incident: long } = await member.declare({ topic: 'A log of a whole night' })
  await growLog(instance, long.ref, 5_000)
  const { incident } = await member.declare({ topic: 'What goes on meanwhile' })
  const room = roomOf(await open(cast.admin, `/incidents/${incident.ref}`))
  await expect(room.live).toBeVisible()

  let drawn = false
  const drawing = request(instance.one, cast.member, `/incidents/${long.ref}/report.pdf`)
    .then((answer) => answer.bytes())
    .finally(() => {
      drawn = true
    })
  let seen = 0
  for (let turn = 0; turn < 40 && !drawn; turn++) {
    const text = `Meanwhile, number ${turn}`
    await member.command(incident.ref, { type: 'log', kind: 'note', text })
    await expect(room.entry(text)).toBeVisible()
    if (!drawn) seen += 1
  }
  const bytes = await drawing
  // It was drawn beside them, and it holds the whole log.
  expect(seen).toBeGreaterThan(0)
  const pages = await readPdfText(bytes)
  expect(pages.length).toBeGreaterThan(100)
})

test('an observer exports what is written, and a saved version, but approves nothing', async ({
  instance,
  cast,
}) => {
  const admin = api(instance.one, cast.admin)
  const { incident } = await admin.declare({ severity: 'SEV3' })
  const impact = { who: 'Everybody', how: 'Nothing worked' }
  await admin.command(incident.ref, { type: 'resolve', solution: 'Restarted.', impact })
  await reportDrafted(instance.one, cast.admin, incident.ref)
  const commands = `/incidents/${incident.ref}/commands`
  const approve = { type: 'approve_report', version: 1 }
  expect((await request(instance.one, cast.observer, commands, approve)).status).toBe(403)
  for (const document of ['report', 'post-mortem']) {
    for (const form of ['md', 'json', 'pdf']) {
      const answer = await request(
        instance.one,
        cast.observer,
        `/incidents/${incident.ref}/${document}.${form}`,
      )
      expect(`${document}.${form} ${answer.status}`).toBe(`${document}.${form} 200`)
      await answer.bytes()
    }
  }
  const saved = await request(instance.one, cast.observer, `/incidents/${incident.ref}/report.md?version=1`)
  expect(await saved.text()).toContain('Version 1, draft, not approved')
  const none = await request(instance.one, cast.observer, `/incidents/${incident.ref}/report.pdf?version=7`)
  expect(none.status).toBe(404)
})
