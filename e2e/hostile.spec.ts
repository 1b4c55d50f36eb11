import { expect } from '@playwright/test'
import { api, request } from './kit/api.ts'
import { roomOf } from './kit/room.ts'
import { test } from './kit/test.ts'

/** What an attacker, a log line or a broken keyboard writes into any field. */
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</title><script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '[press](javascript:alert(1))',
  '[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[press](JaVaScRiPt:alert(1))',
  '![beacon](https://track.example/pixel.gif)',
  '<a href="javascript:alert(1)">press</a>',
  '<style>*{display:none}</style>',
  '{{constructor.constructor("alert(1)")()}}',
  '$' + '{alert(1)}',
  '</script><script>alert(1)</script>',
  '\u202Egnp.exe',
  'a\u0300'.repeat(200),
  '\u200B\uFEFF\u2028\u2029 x',
  '=cmd|/c calc!A1',
  '|a|b|\n|-|-|\n|<b>c|d|',
  '```\n</code></pre><script>alert(1)</script>',
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 Ω Ж 田中 ﷽',
]

test('hostile words are shown as words, on every page and in every file', async ({
  instance,
  cast,
  open,
}) => {
  const member = api(instance.one, cast.member)
  const line = hostile.map((each) => each.replaceAll('\n', ' ')).join(' ')
  const declared = await member.declare({
    topic: line.slice(0, 280),
    reported: hostile.join('\n'),
    reportedBy: line.slice(0, 400),
    source: line.slice(200, 600),
    impact: { who: hostile.join('\n\n'), how: hostile.join(' ') },
  })
  const { ref } = declared.incident
  for (const text of hostile) await member.command(ref, { type: 'log', kind: 'note', text })
  await member.command(ref, { type: 'state_fact', fact: 'cause', text: hostile.join('\n') })
  await member.command(ref, { type: 'add_link', title: hostile[1], url: 'https://example.org/"><script>' })
  await member.command(ref, { type: 'take_role', role: 'commander' })
  await member.command(ref, {
    type: 'resolve',
    solution: hostile.join('\n'),
    impact: { who: hostile.join('\n'), how: { notYetKnown: true } },
  })
  const page = await open(cast.member, '/')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  for (const path of [
    '/',
    '/incidents?status=all',
    `/incidents/${ref}`,
    `/incidents/${ref}/report`,
    '/reports',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const addresses = await page
      .getByRole('main')
      .locator('[href], [src]')
      .evaluateAll((elements) =>
        elements.map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? ''),
      )
    expect(addresses.filter((address) => !/^(\/|#|https?:|mailto:|\?)/.test(address))).toEqual([])
    expect(await page.getByRole('main').locator('img, iframe, style, script:not([nonce])').count()).toBe(0)
  }
  await page.goto(`/incidents/${ref}`)
  await expect(roomOf(page).entry('<svg/onload=alert(1)>').first()).toBeVisible()
  expect(asked).toEqual([])
  for (const file of ['report.md', 'report.pdf', 'report.json']) {
    const answer = await request(instance.one, cast.member, `/incidents/${ref}/${file}`)
    expect(`${file} ${answer.status}`).toBe(`${file} 200`)
  }
})

test('what cannot be stored is refused by name, and nothing is ever our fault', async ({
  instance,
  cast,
}) => {
  const { incident } = await api(instance.one, cast.member).declare()
  const path = `/incidents/${incident.ref}/commands`
  const texts = ['\u0000', '\ud800', 'x'.repeat(20_001), '   ', '']
  for (const text of texts) {
    const answer = await request(instance.one, cast.member, path, { type: 'log', kind: 'note', text })
    expect(answer.status).toBe(400)
  }
  const huge = await request(instance.one, cast.member, path, { type: 'log', text: 'x'.repeat(3_000_000) })
  expect([400, 413]).toContain(huge.status)
  for (const query of [
    "?q='; drop table entries; --",
    '?q=%00',
    '?cursor=nonsense',
    '?limit=-1',
    '?status=gone',
  ]) {
    const answer = await request(instance.one, cast.member, `/incidents${query}`)
    expect(answer.status, query).toBeLessThan(500)
  }
  for (const ref of ['INC-0', 'INC-99999999999999999999', 'inc-1%00', '..%2F..%2Fetc', "INC-1'--"]) {
    expect((await request(instance.one, cast.member, `/incidents/${ref}`)).status, ref).toBeLessThan(500)
  }
})
