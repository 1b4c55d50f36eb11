import { expect, test } from 'vitest'
import { isCurrent, isLivePage, navigation } from '#components/shell/navigation.ts'

test.each([
  ['/', 'Now'],
  ['/incidents', 'Incidents'],
  ['/incidents/INC-1', 'Incidents'],
  ['/incidents/INC-1/report', 'Reports'],
  ['/incidents/INC-1/report/versions', 'Reports'],
  ['/incidents/INC-1/post-mortem', 'Reports'],
  ['/reports', 'Reports'],
  ['/follow-ups', 'Follow-ups'],
  ['/declare', undefined],
  ['/settings/people', undefined],
])('%s is marked as %s', (pathname, label) => {
  const marked = navigation.filter(({ href }) => isCurrent(href, pathname)).map((item) => item.label)
  expect(marked).toEqual(label ? [label] : [])
})

test('only the live page itself takes the whole window', () => {
  expect(['/incidents', '/incidents/INC-1', '/incidents/INC-1/report'].filter(isLivePage)).toEqual([
    '/incidents/INC-1',
  ])
})
