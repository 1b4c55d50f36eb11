import { expect, test } from 'vitest'
import { missingEntries } from './lock.mjs'

test('the lock names the packages of every platform', () => {
  expect(missingEntries()).toEqual({})
})

test('what an install left out is written with its platform', () => {
  const optionalDependencies = {
    '@x/tool-darwin-arm64': '1.2.3',
    '@x/tool-linux-x64-musl': '^1.2.3',
    '@x/tool-linux-x64-gnu': '1.2.3',
    '@x/windows-x64': '1.2.3',
    '@x/tool-wasm32-wasi': '1.2.3',
  }
  const packages = { 'node_modules/tool': { optionalDependencies }, 'node_modules/@x/tool-linux-x64-gnu': {} }
  expect(missingEntries({ packages })).toEqual({
    'node_modules/@x/tool-darwin-arm64': { version: '1.2.3', cpu: ['arm64'], optional: true, os: ['darwin'] },
    'node_modules/@x/tool-linux-x64-musl': {
      version: '1.2.3',
      cpu: ['x64'],
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
    'node_modules/@x/windows-x64': { version: '1.2.3', cpu: ['x64'], optional: true, os: ['win32'] },
    'node_modules/@x/tool-wasm32-wasi': { version: '1.2.3', cpu: ['wasm32'], optional: true },
  })
})

test('a package counts as there where Node would find it', () => {
  const packages = {
    'node_modules/tool/node_modules/inner': { optionalDependencies: { 'x-linux-x64': '1.0.0' } },
    'node_modules/tool/node_modules/x-linux-x64': {},
  }
  expect(missingEntries({ packages })).toEqual({})
})

test('a name without a platform is for a person to write', () => {
  const packages = { 'node_modules/tool': { optionalDependencies: { mystery: '1.0.0' } } }
  expect(() => missingEntries({ packages })).toThrow(/No platform in the name of mystery/)
})
