import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { composeReport } from '#lib/report/compose.ts'
import { loginStory, sourceOf, writeLog } from '#lib/report/fixture.ts'
import { invitationLetter, reminderLetter, resetLetter } from './account-letter.ts'
import { asTest, reportLetter } from './document-letter.ts'
import { writeHtml } from './html.ts'
import { headerLine, shorten } from './letter.ts'
import { nudgeLetter } from './nudge-letter.ts'
import { writeText } from './text.ts'
import { updateLetter } from './update-letter.ts'

const report = composeReport(sourceOf(writeLog(loginStory())))
const words = { note: null, changes: null, version: 3, to: 'Lena Vogel' }
const given = {
  publicUrl: 'https://sitrep.example',
  by: 'Ines Okafor',
  attached: ['INC-142-situation-report-v3.pdf'],
}

test('a report’s mail answers the eight questions, in HTML and in plain text', () => {
  const letter = reportLetter(
    { ...report, postMortem: 'Ines Okafor owes the post-mortem by Sunday 17 May 2026.' },
    words,
    given,
  )
  expect(letter.subject).toBe('[SEV1] INC-142 Customers could not log in for 32 minutes')
  const text = writeText(letter)
  for (const said of [
    'Reported: Thursday 14 May 2026 at 14:02:11 CEST.',
    'Closed: Mitigated at 14:25:52.',
    'Response time: Report to first answer 1',
    'Roles: Ines Okafor, Incident Commander. Jonas Beck, Communications Lead.',
    'Solution: We cancelled the running migration',
    'Who was impacted: Every customer who was not already signed in',
    'How: They could not log in.',
    'Attached: INC-142-situation-report-v3.pdf.',
    'Ines Okafor owes the post-mortem',
    'Sent by Ines Okafor to Lena Vogel',
    'https://sitrep.example/incidents/INC-142/report',
  ]) {
    expect(text).toContain(said)
    const inHtml = said.split(': ').at(-1)?.slice(0, 40) ?? ''
    expect(writeHtml(letter)).toContain(inHtml)
  }
})

test('a drill says so in the subject and above all; a test says that it is one', () => {
  const letter = asTest(reportLetter({ ...report, kind: 'drill', ref: 'DRILL-7' }, words, given))
  expect(letter.subject).toMatch(/^Test: DRILL \[SEV1\] DRILL-7 Customers/)
  expect(writeText(letter)).toMatch(/DRILL\. This is an exercise/)
})

test('no words of others become a header, a tag, an image or an address of another kind', () => {
  const nasty = JSON.parse(
    readFileSync('node_modules/big-list-of-naughty-strings/blns.json', 'utf8'),
  ) as string[]
  for (const text of [
    ...nasty,
    'a\r\nBcc: x@evil.example',
    '![x](https://evil.example/p.png)',
    '[x](javascript:alert(1))',
  ]) {
    const letter = reportLetter(
      { ...report, headline: text, summary: text, postMortem: text },
      { ...words, note: text, changes: text, to: text },
      { ...given, by: text },
    )
    expect(letter.subject).not.toMatch(/\p{Cc}|[\u2028\u2029]/u)
    const html = writeHtml(letter)
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, name]) => name?.toLowerCase()))
    for (const tag of ['script', 'img', 'svg', 'iframe', 'form', 'link', 'object', 'video'])
      expect(tags).not.toContain(tag)
    for (const [, address] of html.matchAll(/href="([^"]*)"/g)) expect(address).toMatch(/^(https?|mailto):/i)
    expect(html).not.toMatch(/ on\w+="/)
  }
})

test('nothing in a mail is fetched', () => {
  const about = { name: 'Neve', organisation: 'Northfield', publicUrl: 'https://sitrep.example' }
  const link = 'https://sitrep.example/join?token=x'
  const item = { ref: 'INC-1', number: 1, title: 'Alarm', due: 'Wed 20 May', overdue: true, url: link }
  for (const letter of [
    reportLetter(report, words, given),
    invitationLetter({ ...about, link }),
    resetLetter({ ...about, link }),
    reminderLetter({ ...about, items: [item] }),
  ]) {
    expect(writeHtml(letter)).not.toMatch(/src=|url\(|@import|<link/)
    expect(writeText(letter)).toContain('https://sitrep.example/')
  }
})

test('words stand in the direction of their own script, each name by itself; sentences of ours stay English', () => {
  const html = writeHtml(
    updateLetter(
      {
        ...{ number: 2, isDrill: false, state: 'looking_into', corrects: null },
        ...{ at: '2026-05-14T12:00:00.000Z', nextUpdateAt: null },
        title: 'تسجيل الدخول',
        headline: 'لا يعمل تسجيل الدخول منذ 14:05.',
        text: 'نبحث عن السبب.',
        affected: [
          { name: 'Login', state: 'disrupted' },
          { name: 'التطبيق', state: 'down' },
        ],
      },
      { organisation: 'Northfield', timeZone: 'Europe/Berlin', leave: 'https://sitrep.example/s/leave' },
    ),
  )
  for (const said of [
    'تسجيل الدخول',
    'لا يعمل تسجيل الدخول منذ 14:05.',
    'نبحث عن السبب.',
    'Login: disrupted',
    'التطبيق: not working',
  ]) {
    expect(html).toMatch(new RegExp(`<\\w+ [^>]*dir="auto"[^>]*>${said}<`))
  }
  const note = { ...words, note: 'תודה.\n\n# הערה' }
  expect(writeHtml(reportLetter(report, note, given))).toMatch(/<p dir="auto"[^>]*>תודה\.<\/p><p dir="auto"/)
  const nudge = { name: 'ليلى', publicUrl: 'https://sitrep.example', timeZone: 'Europe/Berlin' }
  const asked = nudgeLetter({ ...nudge, ref: 'INC-1', dueAt: '2026-05-14T12:00:00.000Z' })
  expect(writeHtml(asked)).toMatch(/<td [^>]*dir="ltr"[^>]*>ليلى, say what is known/)
})

test('headers are one line, texts end between words', () => {
  expect(headerLine('a\r\n\tb\u2028c')).toBe('a b c')
  expect(headerLine('x'.repeat(500))).toHaveLength(200)
  expect(shorten('one two three four', 12)).toBe('one two…')
  expect(shorten(`${'x'.repeat(9)}😀 more`, 11).isWellFormed()).toBe(true)
})
