import { expect, type Page } from '@playwright/test'
import type { Fakes } from './fakes/fakes.ts'
import { expectAccessible, phone } from './kit/accessible.ts'
import type { Person } from './kit/accounts.ts'
import { api, request } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { reportDrafted } from './kit/drafted.ts'
import type { Instance } from './kit/instance.ts'
import { webhookSecret } from './kit/mail.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

test.use({ mail: true })

const impact = { who: { text: 'All 1,900 signed-out customers' }, how: { text: 'They could not log in.' } }

test('a report from its draft to its second sending, the close, and the reopening', async ({
  instance,
  person,
  cast,
  open,
  resend,
}) => {
  const ida = await person('Ida Ends')
  await giveBoard(instance, cast.admin)
  const ref = await resolved(instance.one, ida)
  await write(instance.one, ida, ref, { revision: 0, text: 'Nobody could log in for a while.' })

  const page = await open(ida, `/incidents/${ref}/report`)
  const aside = page.getByRole('complementary', { name: 'About this report' })
  await expect(aside.getByText('Changed since version 1.')).toBeVisible()
  await aside.getByRole('button', { name: 'Save version 2' }).click()
  await expect(aside.getByText('Say in a line why the text changed.')).toBeVisible()
  await aside.getByLabel('What changed, and why').fill('The summary in plain words')
  await aside.getByRole('button', { name: 'Save version 2' }).click()
  await aside.getByRole('button', { name: 'Approve version 2', exact: true }).click()
  await expect(aside.getByText('approved by Ida Ends')).toBeVisible()

  // Who gets it: a group of the severity, one left out, kept over a reload.
  await aside.getByText('Group, 3 people').click()
  await aside.getByRole('button', { name: 'Remove Cem Demir' }).click()
  await page.reload()
  await expect(aside.getByRole('button', { name: 'Send version 2 to 2 people' })).toBeVisible()
  await aside.getByRole('button', { name: 'Put Cem Demir back' }).click()
  await expect(aside.getByRole('button', { name: 'Send version 2 to 3 people' })).toBeVisible()

  await aside.getByRole('button', { name: 'Preview and test' }).click()
  const preview = page.getByRole('dialog', { name: 'The mail, before it leaves' })
  await expect(preview.getByText(`[SEV2] ${ref}`)).toBeVisible()
  await expect(preview.getByText(`${ref}-situation-report-v2.pdf (`)).toBeVisible()
  await expect(
    preview.frameLocator('iframe').getByText('Nobody could log in for a while.').last(),
  ).toBeVisible()
  await preview.getByRole('button', { name: 'Send me a test first' }).click()
  await expect(preview.getByText(`A test is on its way to ${ida.email}.`)).toBeVisible()
  await expect.poll(() => subjectsTo(resend, ida.email)).toEqual([expect.stringMatching(/^Test: \[SEV2\]/)])
  await preview.getByRole('button', { name: 'Close' }).click()

  // A gap holds it back until somebody says why it goes all the same.
  await expect(aside.getByText('One gap holds it back')).toBeVisible()
  await aside.getByRole('button', { name: 'Send version 2 to 3 people' }).click()
  await expect(aside.getByText('Mend the report, or say in a sentence')).toBeVisible()
  await aside.getByLabel('Why it is sent with these gaps').fill('The deploy is in another log.')
  await aside.getByRole('button', { name: 'Send version 2 to 3 people' }).click()
  await expect(aside.getByRole('heading', { name: 'Who got it 3' })).toBeVisible()
  for (const { address } of board) await expect.poll(() => subjectsTo(resend, address)).toHaveLength(1)
  await expect(aside.getByText('All 3 went out.')).toBeVisible()
  await report(resend, instance.one, { to: 'ada.board@example.org', types: ['email.delivered'] })
  await report(resend, instance.one, { to: 'cem.board@example.org', types: ['email.bounced'] })
  await page.reload()
  await expect(recipient(aside, 'Ada Lind')).toContainText('Delivered')
  await expect(recipient(aside, 'Cem Demir')).toContainText('Bounced')

  // The second version tells the same people what changed; the address that failed is left out, and says so.
  await write(instance.one, ida, ref, { revision: 1, text: 'Nobody could log in for 32 minutes.' })
  await page.reload()
  await aside.getByLabel('What changed, and why').fill('How long it took')
  await aside.getByRole('button', { name: 'Save and approve version 3' }).click()
  await expect(aside.getByLabel('What changed', { exact: true })).toHaveValue('How long it took')
  await aside.getByText('Group, 2 people, 1 left out').click()
  await expect(aside.getByText('Left out: an earlier mail to them came back.')).toBeVisible()
  await aside.getByLabel('Why it is sent with these gaps').fill('As before.')
  await aside.getByRole('button', { name: 'Send version 3 to the same 2 people' }).click()
  await expect.poll(() => textsTo(resend, 'ada.board@example.org')).toHaveLength(2)
  expect((await textsTo(resend, 'ada.board@example.org')).at(-1)).toContain('How long it took')
  await expect.poll(() => textsTo(resend, 'cem.board@example.org')).toHaveLength(1)

  await aside.getByRole('link', { name: 'Compare 2 and 3' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('version 2 and version 3')
  await expect(page.locator('ins').getByText('32 minutes').first()).toBeVisible()
  await expect(page.getByText('9 sections are the same')).toBeVisible()
  await page.goto(`/incidents/${ref}/report?version=1`)
  await expect(page.getByText('Version 1, draft, not approved.')).toBeVisible()
  await expect(page.getByText('Nobody could log in for')).toBeHidden()

  const observer = await open(cast.observer, `/incidents/${ref}/report`)
  await expect(observer.getByRole('link', { name: 'PDF' })).toBeVisible()
  await expect(observer.getByText('delivered')).toBeVisible()
  await expect(observer.getByRole('button', { name: /^(Approve|Save|Send)/ })).toHaveCount(0)

  // The close knows what is owed: now only the post-mortem, or a reason why none is needed.
  const room = roomOf(await open(ida, `/incidents/${ref}`))
  await expect(room.live).toBeVisible()
  await expect(room.page.getByRole('link', { name: 'Write the post-mortem' })).toBeVisible()
  await room.button('Close…').click()
  const close = room.dialog(`Close ${ref}?`)
  await close.getByRole('button', { name: `Close ${ref}` }).click()
  await expect(close.getByText('Say in a sentence why no post-mortem is needed.')).toBeVisible()
  await close.getByLabel('Or say why none is needed').fill('The cause is known, and gone.')
  await close.getByRole('button', { name: `Close ${ref}` }).click()
  await expect(room.page.getByText('It is read-only.')).toBeVisible()
  await expect(room.entry('waived the post-mortem')).toContainText('The cause is known, and gone.')
  await expect(room.entry('sent version 3').getByRole('link', { name: 'version 3' })).toBeVisible()

  // The page closes it before the server has: a reopening that came first would be of what is still resolved.
  await room.delivered()
  await api(instance.one, ida).command(ref, { type: 'reopen', reason: 'It came back.' })
  await page.goto(`/incidents/${ref}/report`)
  await expect(aside.getByText('Superseded: version 3 was sent')).toBeVisible()
})

test('the list of reports by what waits, and everything of a sending for everybody', async ({
  instance,
  person,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 400/)
  const ida = await person('Ida Awaits')
  await giveBoard(instance, cast.admin)
  const ref = await resolved(instance.one, ida)
  await api(instance.one, ida).command(ref, { type: 'approve_report', version: 1 })
  await write(instance.one, ida, ref, { revision: 0, text: 'Nobody could log in.' })
  const page = await open(ida, '/reports?waits=me')
  const row = page.getByRole('listitem').filter({ hasText: ref })
  await expect(row).toContainText('Version 1 approved, not sent yet')
  await expectAccessible(page, 'reports that wait', [phone])
  await page.getByRole('link', { name: /^To approve/ }).click()
  await expect(row).toHaveCount(0)
  await page.goto(`/incidents/${ref}/report`)
  await expectAccessible(page, 'a report to be sent')
  await page.getByRole('button', { name: 'Add a recipient' }).click()
  const add = page.getByRole('dialog', { name: 'Add recipients' })
  await add.getByRole('button', { name: 'Somebody new' }).click()
  const fresh = page.getByRole('dialog', { name: 'Add a stakeholder' })
  await fresh.getByLabel('Name').fill('Eve Nowak')
  await fresh.getByRole('button', { name: 'Add to the directory' }).click()
  await expect(fresh.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page, 'adding a stakeholder', [phone])
  await fresh.getByLabel('E-mail').fill('eve.nowak@example.org')
  await fresh.getByRole('button', { name: 'Add to the directory' }).click()
  await expect(page.getByRole('button', { name: 'Send version 1 to 4 people' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('option', { name: 'Export the report as PDF' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Compare 1 and the text now' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('the text now')
  await expectAccessible(page, 'two versions beside each other', [phone])
})

const board = [
  { name: 'Ada Lind', address: 'ada.board@example.org' },
  { name: 'Bea Roth', address: 'bea.board@example.org' },
  { name: 'Cem Demir', address: 'cem.board@example.org' },
]

/** Three in a group that a SEV2 is told to; none of their addresses is suppressed. */
async function giveBoard({ one, sql }: Instance, admin: Person): Promise<void> {
  for (const { name, address } of board) {
    const answer = await request(one, admin, '/stakeholders', { name, email: address, group: 'Board' })
    expect([201, 409]).toContain(answer.status)
  }
  await sql('truncate suppressions cascade')
  await sql(`insert into severity_groups (severity, "group") values ('SEV2', 'Board') on conflict do nothing`)
}

/** A SEV2 that is resolved, and its report drafted by the job that a resolve sets off. */
async function resolved(app: App, commander: Person): Promise<string> {
  const { declare, command } = api(app, commander)
  const { incident } = await declare({ severity: 'SEV2', topic: 'Customers cannot log in' })
  const { ref } = incident
  await command(ref, { type: 'take_role', role: 'commander' })
  await command(ref, { type: 'resolve', solution: 'Rolled back to v846. For good.', impact })
  await reportDrafted(app, commander, ref)
  return ref
}

async function write(app: App, by: Person, ref: string, given: { revision: number; text: string }) {
  const path = `/incidents/${ref}/documents/report/sections/summary`
  expect((await request(app, by, path, { ...given, composedThen: '' })).status).toBe(200)
}

async function mailsTo(resend: Fakes, address: string) {
  return (await resend.journal()).mails.filter(({ body }) => String(body.to).includes(address))
}

async function subjectsTo(resend: Fakes, address: string): Promise<string[]> {
  return (await mailsTo(resend, address)).map(({ body }) => String(body.subject))
}

async function textsTo(resend: Fakes, address: string): Promise<string[]> {
  return (await mailsTo(resend, address)).map(({ body }) => String(body.text))
}

async function report(
  resend: Fakes,
  app: App,
  { to, types }: { to: string; types: string[] },
): Promise<void> {
  const [mail] = await mailsTo(resend, to)
  const url = `${app.url}/api/hooks/resend`
  await resend.report({ url, secret: webhookSecret, emailId: mail?.id ?? '', types })
}

function recipient(aside: ReturnType<Page['getByRole']>, name: string) {
  return aside.getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'Situation report' })
}
