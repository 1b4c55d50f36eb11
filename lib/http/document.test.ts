import { expect, test } from 'vitest'
import { documentResponse } from './document.ts'

test('a document is a file to keep, under the same protection as every other answer', async () => {
  const answer = documentResponse(new TextEncoder().encode('# Häuser'), {
    type: 'text/markdown; charset=utf-8',
    name: 'INC-1-situation-report.md',
  })
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="INC-1-situation-report.md"')
  expect(answer.headers.get('content-length')).toBe('9')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.headers.get('x-frame-options')).toBe('DENY')
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(await answer.text()).toBe('# Häuser')
})
