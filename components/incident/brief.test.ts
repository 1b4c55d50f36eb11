import { expect, test } from 'vitest'
import { composeBrief } from '#components/incident/brief.ts'
import { at, stateOf, story } from '#components/incident/story.ts'

const setting = { zone: 'Europe/Berlin', now: Date.parse(at('12:50:00')) }

test('the brief says what the log says, in the viewer’s time, corrections included', () => {
  const entries = story().slice(0, 10)
  expect(composeBrief(stateOf(entries), entries, setting)).toBe(`What happened:
- Customers cannot log in. Reported at 14:02 by Mara Lindqvist: Three customers in a row cannot log in.

Severity and impact now:
- SEV1.
- What customers see: Login spins 30 s, then an error.
- Who is affected: not in the log.

Status and plan:
- Identified, since 14:19 (31\u202fmin).
- 14:20 Cancel the migration, then roll back v847. (Ines Okafor)

Hypotheses, open and ruled out:
- 14:09 p95 is 28.9 s since 11:53. (Priya Raman)

Who is doing what:
- Incident Commander: Ines Okafor
- 13:52 web v846 to v847 (Jonas Beck)

Last update, and the next one promised:
- Not in the log.

Constraints:
- Not in the log.`)
})

test('an empty log still gives every heading', () => {
  const entries = story().slice(0, 1)
  const brief = composeBrief(stateOf(entries), entries, setting)
  expect(brief.match(/^.+:$/gm)).toEqual([
    'What happened:',
    'Severity and impact now:',
    'Status and plan:',
    'Hypotheses, open and ruled out:',
    'Who is doing what:',
    'Last update, and the next one promised:',
    'Constraints:',
  ])
})
