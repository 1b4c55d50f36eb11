import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// RELIABILITY T1: whatever can be called over HTTP finds out who calls, in one of the wrappers, and in no other way.

const actionFiles = globSync('app/**/*.{ts,tsx}').filter((file) =>
  /^'use server'$/m.test(readFileSync(file, 'utf8')),
)
const routeFiles = globSync('app/**/route.ts')

test('there are actions and routes to look at', () => {
  expect(actionFiles.length).toBeGreaterThan(5)
  expect(routeFiles.length).toBeGreaterThan(3)
})

test.each(actionFiles)('every action of %s runs in staffAction or publicAction', (file) => {
  const source = readFileSync(file, 'utf8')
  expect(source.startsWith("'use server'")).toBe(true)
  const actions = source.split(/^export /m).slice(1)
  expect(actions.length).toBeGreaterThan(0)
  for (const action of actions) {
    expect(action).toMatch(/^async function \w+\(/)
    // Signing out is the one that needs no wrapper: it gives up what the caller holds, and reads no input.
    expect(action).toMatch(/return await (staffAction|publicAction)\(|^async function signOutAction\(\)/)
  }
})

test.each(routeFiles)('every method of %s is wrapped by route, or is next-auth’s', (file) => {
  const exported = readFileSync(file, 'utf8').match(/^export .*/gm) ?? []
  expect(exported.length).toBeGreaterThan(0)
  for (const line of exported) {
    expect(line).toMatch(/^export const (GET|POST|PUT|PATCH|DELETE) = (route[(<]|hook\(|handleAuth$)/)
  }
})
