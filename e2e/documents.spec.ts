import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './kit/accounts.ts'
import { api } from './kit/api.ts'
import { reportDrafted } from './kit/drafted.ts'
import type { Instance } from './kit/instance.ts'
import { test } from './kit/test.ts'

const answer = 'What was the solution?'
const away = [/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/]

/**
 * A resolved SEV2 whose report the job has drafted. Were that still to come, it would draw an open page anew, and an
 * editor in which nobody has typed would take over what somebody else has saved.
 */
async function resolved(instance: Instance, by: Person): Promise<string> {
  const commander = api(instance.one, by)
  const { incident } = await commander.declare({ severity: 'SEV2' })
  await commander.command(incident.ref, { type: 'take_role', role: 'commander' })
  await commander.command(incident.ref, { type: 'log', kind: 'finding', text: 'The cache had filled up.' })
  const impact = { who: 'Every patient', how: 'They saw a blank page.' }
  await commander.command(incident.ref, { type: 'resolve', solution: 'Restarted the cache.', impact })
  await reportDrafted(instance.one, by, incident.ref)
  return incident.ref
}

/** One section of a document, by its name, in the words of those who edit it. */
function sectionOf(page: Page, title: string) {
  const field = page.getByRole('textbox', { name: title })
  const group = page.getByRole('group', { name: `Editing: ${title}` })
  return {
    field,
    group,
    edit: page.getByRole('button', { name: `Edit: ${title}` }),
    press: (name: string): Promise<void> => group.getByRole('button', { name, exact: true }).click(),
    says: (words: string | RegExp): Locator => group.getByRole('status').filter({ hasText: words }),
  }
}

test('an answer is edited in its place, saved as it is typed, and its evidence stays beside it', async ({
  instance,
  cast,
  open,
}) => {
  const ref = await resolved(instance, cast.member)
  const page = await open(cast.member, `/incidents/${ref}/report`)
  const answers = page.getByRole('article')
  await expect(answers).toContainText('Restarted the cache.')
  const { edit, field, says, press, group } = sectionOf(page, answer)
  await edit.focus()
  await page.keyboard.press('Enter')
  await expect(field).toBeFocused()
  await field.fill('We restarted the cache, and **doubled** its memory.')
  await expect(says(/^Saved/)).toBeVisible()
  await expect(group.locator('strong')).toHaveText('doubled')
  await page.keyboard.press('Escape')
  await expect(edit).toBeFocused()
  await expect(answers).toContainText('We restarted the cache, and doubled its memory.')
  await expect(answers.getByText('Edited by Ines Okafor')).toBeVisible()
  const evidence = page.locator('#question-6').locator(`a[href^="/incidents/${ref}#entry-"]`)
  expect(await evidence.count()).toBeGreaterThan(0)
  await page.reload()
  await expect(answers).toContainText('doubled its memory')

  // What the log says is one press away, asks nothing, and can be taken back.
  await edit.click()
  await group.getByText('From the log').click()
  await press('Take what the log says')
  await expect(says('as the log has it')).toBeVisible()
  await press('Undo')
  await expect(field).toHaveValue(/doubled/)
  await expect(says(/^Saved \d\d:\d\d$/)).toBeVisible()
})

test('two people edit one answer: both texts are shown, and nothing is lost', async ({
  instance,
  cast,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 409/)
  const ref = await resolved(instance, cast.member)
  const ours = await open(cast.member, `/incidents/${ref}/report`)
  const theirs = await open(cast.second, `/incidents/${ref}/report`)
  const [mine, other] = [sectionOf(ours, answer), sectionOf(theirs, answer)]
  await mine.edit.click()
  await other.edit.click()
  await other.field.fill('Jonas restarted it.')
  await expect(other.says(/^Saved/)).toBeVisible()
  await mine.field.fill('Ines restarted it.')
  await expect(mine.says('Jonas Beck saved this section meanwhile')).toBeVisible()
  await expect(mine.group.getByRole('region', { name: 'What Jonas Beck saved' })).toContainText(
    'Jonas restarted',
  )
  await expect(mine.group.getByRole('region', { name: 'What you wrote' })).toContainText('Ines restarted')
  await mine.group.getByText('What differs').click()
  await expect(mine.group.getByRole('deletion')).toHaveText('Jonas')
  await expect(mine.group.getByRole('insertion')).toHaveText('Ines')
  // A reload in the middle keeps mine, and asks again.
  await ours.reload()
  await expect(ours.getByText('Jonas Beck saved this section meanwhile')).toBeVisible()
  await ours.getByRole('button', { name: 'Open the text' }).click()
  await mine.press('Join both, then edit')
  await expect(mine.field).toHaveValue('Jonas restarted it.\nInes restarted it.')
  await mine.field.fill('Jonas and Ines restarted it.')
  await mine.press('Save the joined text')
  await expect(mine.says(/^Saved/)).toBeVisible()

  await other.field.fill('Jonas alone restarted it.')
  await expect(other.says('Ines Okafor saved this section meanwhile')).toBeVisible()
  await other.press('Take theirs')
  await expect(other.field).toHaveValue('Jonas and Ines restarted it.')

  // The same person writes in another tab, from which nothing arrives until this one has saved.
  const gate = Promise.withResolvers<void>()
  const ownTab = await theirs.context().newPage()
  await ownTab.route('**/sections/*', async (route) => {
    await gate.promise
    await route.continue()
  })
  await ownTab.goto(`/incidents/${ref}/report`)
  const tab = sectionOf(ownTab, answer)
  await tab.edit.click()
  await tab.field.fill('Jonas, in another tab.')
  await expect(tab.says('Saving')).toBeVisible()
  await other.press('Undo')
  await expect(other.says(/^Saved/)).toBeVisible()
  await expect(other.field).toHaveValue('Jonas alone restarted it.')
  gate.resolve()
  await expect(tab.group).toContainText('You saved this section in another tab or on another device')
  await tab.press('Keep mine')
  await expect(tab.says(/^Saved/)).toBeVisible()
})

test('a text written offline outlives the page and is sent when the connection is back', async ({
  instance,
  cast,
  signIn,
  expectConsole,
}) => {
  expectConsole(...away)
  const ref = await resolved(instance, cast.member)
  const context = await signIn(cast.member)
  const page = await context.newPage()
  await page.goto(`/incidents/${ref}/report`)
  const { edit, field, says } = sectionOf(page, answer)
  await edit.click()
  await expect(field).toBeFocused()
  await context.setOffline(true)
  await field.fill('Written in a tunnel.')
  await expect(says('Kept on this device, and sent when the connection is back')).toBeVisible()
  await page.close()
  await context.setOffline(false)
  // Any page sends it.
  const next = await context.newPage()
  await next.goto('/incidents')
  const document = () => api(instance.two, cast.second).get(`/incidents/${ref}/documents/report`)
  await expect.poll(async () => JSON.stringify(await document())).toContain('Written in a tunnel.')
  await next.goto(`/incidents/${ref}/report`)
  await expect(next.getByRole('article')).toContainText('Written in a tunnel.')
  await expect(next.getByText('Edited by Ines Okafor')).toBeVisible()
  // Once more, with the page left open.
  const again = sectionOf(next, answer)
  await again.edit.click()
  await context.setOffline(true)
  await again.field.fill('Written in the next tunnel.')
  await expect(again.says('Not saved: offline')).toBeVisible()
  await context.setOffline(false)
  await expect(again.says(/^Saved/)).toBeVisible()
})

test('the log moves on after an edit: the difference is shown, and nothing is overwritten', async ({
  instance,
  cast,
  open,
}) => {
  const commander = api(instance.one, cast.member)
  const { incident } = await commander.declare({ severity: 'SEV2' })
  const { ref } = incident
  await commander.command(ref, { type: 'take_role', role: 'commander' })
  await commander.command(ref, { type: 'describe_impact', who: 'Every patient' })
  const page = await open(cast.member, `/incidents/${ref}/report`)
  const question = page.locator('#question-7')
  const { edit, field, says } = sectionOf(page, 'Who did it impact?')
  await edit.click()
  await field.fill('Every patient, by our own count.')
  await expect(says(/^Saved/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toContainText('by our own count')
  // Another process logs it; the page follows by itself.
  await api(instance.two, cast.second).command(ref, { type: 'describe_impact', who: 'Every second patient' })
  await expect(question.getByText('The log has changed since this was written.')).toBeVisible()
  await expect(question).toContainText('by our own count')
  await question.getByText('What changed in the log').click()
  await expect(question.getByRole('insertion').first()).toContainText('second')
  await question.getByRole('button', { name: 'Keep this text' }).click()
  await expect(question.getByText('The log has changed')).toHaveCount(0)
  await expect(question).toContainText('by our own count')
  await commander.command(ref, { type: 'describe_impact', who: 'Every third patient' })
  await expect(question.getByText('The log has changed since this was written.')).toBeVisible()
  await question.getByRole('button', { name: 'Take what the log says' }).click()
  await expect(question).toContainText('Every third patient')
  await question.getByRole('button', { name: 'Undo' }).click()
  await expect(question).toContainText('by our own count')
})

test('a report so far is drafted by a press; an observer reads and cannot edit', async ({
  instance,
  cast,
  open,
}) => {
  const { incident } = await api(instance.one, cast.member).declare({ severity: 'SEV3' })
  const path = `/incidents/${incident.ref}/report`
  const page = await open(cast.member, path)
  await page.getByRole('button', { name: 'Draft the report' }).click()
  await expect(page.getByRole('button', { name: 'Draft the report' })).toHaveCount(0)
  await expect(page.getByRole('complementary')).toContainText('Version 1')
  // A gap leads to the field of its answer.
  await page.getByRole('link', { name: '6', exact: true }).click()
  await expect(sectionOf(page, answer).field).toBeFocused()

  for (const observed of [path, `/incidents/${incident.ref}/post-mortem`]) {
    const reading = await open(cast.observer, observed)
    await expect(reading.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(reading.getByRole('button', { name: /^(Edit|Comment|Draft|Begin)/ })).toHaveCount(0)
  }
})

test('a post-mortem is begun, commented on, reviewed and published', async ({ instance, cast, open }) => {
  const ref = await resolved(instance, cast.member)
  const path = `/incidents/${ref}/post-mortem`
  const page = await open(cast.member, path)
  await expect(page.getByRole('main')).toContainText('Ines Okafor owes it by')
  await page.getByRole('button', { name: 'Begin the post-mortem' }).click()
  await expect(page.getByRole('heading', { name: 'Contributing factors' })).toBeVisible()

  const { edit, field, says } = sectionOf(page, 'Contributing factors')
  await edit.click()
  await field.fill('Jonas broke the cache. It should have been watched.')
  await expect(says(/^Saved/)).toBeVisible()
  // It marks, and does not block.
  await expect(page.getByRole('region', { name: /may read better/ })).toContainText('should have')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('article')).toContainText('Jonas broke the cache.')

  const reviewer = await open(cast.second, path)
  await reviewer.getByRole('button', { name: 'Comment on Contributing factors' }).click()
  await reviewer.getByRole('textbox', { name: 'Comment on Contributing factors' }).fill('Was the *alert* on?')
  await reviewer.getByRole('button', { name: 'Comment', exact: true }).click()
  const comments = reviewer.getByRole('region', { name: 'Comments on Contributing factors' })
  await expect(comments).toContainText('1 open comment')
  await expect(comments).toContainText('Was the alert on?')
  await comments.getByRole('button', { name: /^Resolve/ }).click()
  await expect(comments).toContainText('1 resolved')
  await comments.getByText('1 resolved').click()
  await comments.getByRole('button', { name: /^Reopen/ }).click()
  await expect(comments).toContainText('1 open comment')

  await page.getByRole('button', { name: 'Ask for a review' }).click()
  await page.getByLabel('What changed since version 1').fill('Contributing factors')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for a review' }).click()
  await expect(page.getByRole('complementary')).toContainText('Version 2, in review')
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  await expect(page.getByRole('complementary')).toContainText('Version 2, published by Ines Okafor')
  await expect(page.getByRole('complementary')).toContainText('Contributing factors')

  await page.getByRole('link', { name: 'Read version 1' }).click()
  await expect(page.getByText('read as it was saved')).toBeVisible()
  await expect(page.getByRole('article')).not.toContainText('Jonas broke the cache.')
  await expect(page.getByRole('button', { name: /^Edit: / })).toHaveCount(0)
})
