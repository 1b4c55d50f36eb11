import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Provider } from 'oidc-provider'

export type Account = { email: string; verified: boolean }

export type SignInService = {
  url: string
  clientId: string
  clientSecret: string
  /** By the name that is typed there; tests change them as they go. */
  accounts: Map<string, Account>
  /** Where it may send people back to. */
  allow(redirectUri: string): void
  stop(): Promise<void>
}

const client = () => ({ clientId: 'sitrep', clientSecret: randomBytes(24).toString('hex') })

/** A real OpenID Connect issuer on loopback. Its own page asks for nothing but the name of the account. */
export async function startOpenid(): Promise<SignInService> {
  const accounts = new Map<string, Account>()
  const { clientId, clientSecret } = client()
  let provider: Provider | null = null
  const { server, url } = await serve(async (request, response) => {
    const path = request.url ?? '/'
    if (!provider) return void response.writeHead(503).end()
    if (!path.startsWith('/interaction/')) return void provider.callback()(request, response)
    if (request.method === 'GET') return page(response, path)
    const accountId = (await formOf(request)).get('name') ?? ''
    await provider.interactionFinished(request, response, { login: { accountId } })
  })
  return {
    url,
    clientId,
    clientSecret,
    accounts,
    allow: (redirectUri) => {
      provider = makeProvider(url, { clientId, clientSecret, redirectUri, accounts })
    },
    stop: () => stop(server),
  }
}

/** As strict as GitHub: codes work once, for whoever asked, with the verifier of their challenge. */
export async function startGithub(): Promise<SignInService> {
  const accounts = new Map<string, Account>()
  const { clientId, clientSecret } = client()
  const allowed: string[] = []
  const codes = new Map<string, { name: string; challenge: string }>()
  const tokens = new Map<string, string>()
  const { server, url } = await serve(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://github')
    const answer = (body: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (pathname === '/login/oauth/authorize') {
      const [to, challenge] = [
        searchParams.get('redirect_uri') ?? '',
        searchParams.get('code_challenge') ?? '',
      ]
      const isRight =
        searchParams.get('client_id') === clientId &&
        allowed.includes(to) &&
        searchParams.get('code_challenge_method') === 'S256' &&
        searchParams.get('state') &&
        searchParams.get('scope') === 'read:user user:email'
      if (!isRight) return void response.writeHead(400).end('Wrong request')
      if (request.method === 'GET') return page(response, request.url ?? '')
      const code = randomBytes(16).toString('hex')
      codes.set(code, { name: (await formOf(request)).get('name') ?? '', challenge })
      const back = `${to}?${new URLSearchParams({ code, state: searchParams.get('state') ?? '' })}`
      return void response.writeHead(303, { location: back }).end()
    }
    if (pathname === '/login/oauth/access_token' && request.method === 'POST') {
      const form = await formOf(request)
      const code = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
      const verified = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (!code || request.headers.authorization !== basic || verified !== code.challenge) {
        return answer({ error: 'bad_verification_code' })
      }
      const token = randomBytes(16).toString('hex')
      tokens.set(token, code.name)
      return answer({ access_token: token, token_type: 'bearer', scope: 'read:user,user:email' })
    }
    const name = tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '')
    const account = accounts.get(name ?? '')
    if (!account || !request.headers['user-agent']) return void response.writeHead(401).end('{}')
    if (pathname === '/api/v3/user')
      return answer({ id: idOf(name ?? ''), login: name, email: 'boss@example.org' })
    if (pathname === '/api/v3/user/emails') {
      const { email, verified } = account
      return answer([
        { email: 'other@example.org', primary: false, verified: true },
        { email, primary: true, verified },
      ])
    }
    response.writeHead(404).end()
  })
  return {
    url,
    clientId,
    clientSecret,
    accounts,
    allow: (to) => void allowed.push(to),
    stop: () => stop(server),
  }
}

function makeProvider(
  issuer: string,
  given: { clientId: string; clientSecret: string; redirectUri: string; accounts: Map<string, Account> },
): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return new Provider(issuer, {
    clients: [
      { client_id: given.clientId, client_secret: given.clientSecret, redirect_uris: [given.redirectUri] },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_, id) => {
      const account = given.accounts.get(id)
      if (!account) return undefined
      const { email, verified } = account
      return { accountId: id, claims: () => ({ sub: id, name: id, email, email_verified: verified }) }
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] },
    // Nobody is asked what SitRep may know.
    loadExistingGrant: async ({ oidc }) => {
      const { clientId } = given
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    pkce: { required: () => true },
  })
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  // What is kept open never closes by itself: a client that was held up would write into it at that moment.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('No port')
  return { server, url: `http://localhost:${address.port}` }
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

/** One field, one button. */
function page(response: ServerResponse, action: string): void {
  const to = action.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(`<!doctype html><html lang="en"><title>Provider</title><link rel="icon" href="data:,">
    <form method="post" action="${to}"><label>Account <input name="name"></label><button>Go on</button></form></html>`)
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += chunk
  return new URLSearchParams(text)
}

function idOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE()
}
