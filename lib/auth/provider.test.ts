import { expect, test } from 'vitest'
import type { Providers } from '#lib/env.ts'
import { authProviders, offeredProviders, type Shown } from './provider.ts'

const client = { clientId: 'id', clientSecret: 'secret' }
const all: Providers = {
  openid: { ...client, issuer: 'https://login.example.org', name: 'Meridian login' },
  google: client,
  github: { ...client, url: 'https://github.com' },
}
const none: Providers = { openid: null, google: null, github: null }

test('what is set up is offered, in the order of the page', () => {
  expect(offeredProviders(none)).toEqual([])
  expect(authProviders(none)).toEqual([])
  expect(offeredProviders(all).map(({ name }) => name)).toEqual(['Meridian login', 'Google', 'GitHub'])
  expect(offeredProviders({ ...none, google: client })).toEqual([{ id: 'google', name: 'Google' }])
})

test('each is asked at its own address, with all the checks that it knows, and links nobody by itself', () => {
  const [openid, google, github] = authProviders(all)
  const checks = ['pkce', 'state', 'nonce']
  expect(openid).toMatchObject({
    checks,
    idToken: true,
    wellKnown: 'https://login.example.org/.well-known/openid-configuration',
  })
  expect(google).toMatchObject({
    checks,
    idToken: true,
    wellKnown: 'https://accounts.google.com/.well-known/openid-configuration',
  })
  expect(github).toMatchObject({
    checks: ['pkce', 'state'],
    token: 'https://github.com/login/oauth/access_token',
    userinfo: { url: 'https://api.github.com/user' },
  })
  for (const provider of [openid, google, github]) {
    expect(provider).not.toHaveProperty('allowDangerousEmailAccountLinking')
  }
})

test('a GitHub Enterprise Server has its API below its own address', () => {
  const [github] = authProviders({ ...none, github: { ...client, url: 'https://github.example.org' } })
  expect(github).toMatchObject({
    authorization: { url: 'https://github.example.org/login/oauth/authorize' },
    userinfo: { url: 'https://github.example.org/api/v3/user' },
  })
})

test.each([
  [{ email_verified: true }, true],
  [{ email_verified: 'true' }, true],
  [{ email_verified: false }, false],
  [{ email_verified: 'false' }, false],
  [{ email_verified: 1 }, false],
  [{}, false],
])('an address counts only when the issuer says that it is confirmed: %j', async (claims, emailVerified) => {
  const shown = await shownBy({
    sub: 's-1',
    iss: 'https://login.example.org/',
    email: 'a@example.org',
    ...claims,
  })
  expect(shown).toEqual({
    provider: 'openid',
    issuer: 'https://login.example.org/',
    subject: 's-1',
    email: 'a@example.org',
    emailVerified,
  })
})

test.each([[{}], [{ sub: 7, email: ['a@example.org'] }], [{ sub: null, email: { toString: 'x' } }]])(
  'claims of another shape are nobody: %j',
  async (claims) => {
    expect(await shownBy(claims)).toMatchObject({ subject: '', email: null, emailVerified: false })
  },
)

async function shownBy(claims: Record<string, unknown>): Promise<Shown> {
  const [openid] = authProviders(all)
  if (openid?.type !== 'oauth') throw new Error('No OAuth provider')
  // Ours puts it there; next-auth's type does not know.
  const user = (await openid.profile(claims, {})) as unknown as { shown: Shown }
  return user.shown
}
