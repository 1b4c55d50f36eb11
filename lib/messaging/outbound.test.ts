import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWebhooksFake } from '#e2e/fakes/webhooks.ts'
import { isPublic, postOutbound, RefusedAddress, type Resolve, Unreached, wrongAddress } from './outbound.ts'

/** Where every refused address would lead if somebody followed it: on every address of this machine. */
let opened = 0
const trap: Server = createServer((socket) => {
  opened++
  socket.destroy()
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((ready) => trap.listen(0, () => ready()))
  const address = trap.address()
  port = address && typeof address === 'object' ? address.port : 0
})
afterAll(() => void trap.close())

const never: Resolve = async () => {
  throw new Error('Nothing is looked up for an address that says itself that it is wrong')
}
const post = (url: string, more: Partial<Parameters<typeof postOutbound>[0]> = {}) =>
  postOutbound({
    ...{ url, headers: {}, body: '{}', signal: AbortSignal.timeout(3000), allowLoopback: false },
    ...more,
  })

// What an address says of itself: by scheme, user, port, and every way to write a private one.
const refused = [
  'http://example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'gopher://example.org:443/_x',
  'javascript:alert(1)',
  'data:text/plain,x',
  'unix:/var/run/docker.sock',
  '//example.org/',
  'example.org',
  '',
  'https://',
  'https://user@example.org/',
  'https://user:password@example.org/',
  'https://example.org@127.0.0.1/',
  'https://example.org:80/',
  'https://example.org:22/',
  'https://example.org:5432/',
  'https://example.org:8080/',
  'https://localhost/',
  'https://LOCALHOST/',
  'https://localhost./',
  'https://a.localhost/',
  'https://127.0.0.1/',
  'https://127.0.0.1:8443/',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://①②⑦.⓪.⓪.①/',
  'https://%31%32%37.0.0.1/',
  'https://0.0.0.0/',
  'https://0/',
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://169.254.170.2/',
  'https://198.18.0.1/',
  'https://198.19.255.255/',
  'https://192.0.0.192/',
  'https://192.0.2.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001::1]/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  `https://example.org/${'x'.repeat(2000)}`,
]

test('a good many are refused', () => expect(refused.length).toBeGreaterThanOrEqual(53))

test.each(refused)('%s is refused, and nothing is opened or looked up', async (url) => {
  expect(wrongAddress(url, { allowLoopback: false })).toMatch(/\.$/)
  await expect(post(url, { resolve: never })).rejects.toBeInstanceOf(RefusedAddress)
  expect(opened).toBe(0)
})

test.each([
  ...[
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '100.64.1.1',
    '::1',
    'fd12::1',
    '::ffff:10.0.0.1',
    'fe80::1',
  ],
])('a name that leads to %s is refused, also when others of its addresses are public', async (address) => {
  const family = address.includes(':') ? 6 : 4
  for (const found of [
    [{ address, family }],
    [
      { address: '93.184.215.14', family: 4 },
      { address, family },
    ],
  ]) {
    const asked = post('https://hooks.example.org:8443/', { resolve: async () => found })
    await expect(asked).rejects.toBeInstanceOf(RefusedAddress)
  }
  expect(opened).toBe(0)
})

test('a name that changes its mind is asked once: the connection goes to what was checked', async () => {
  const answers = [[{ address: '192.0.2.1', family: 4 }], [{ address: '127.0.0.1', family: 4 }]]
  let asked = 0
  const resolve: Resolve = async () => answers[asked++] ?? []
  await expect(post('https://rebinding.example.org/', { resolve })).rejects.toBeInstanceOf(RefusedAddress)
  expect({ asked, opened }).toEqual({ asked: 1, opened: 0 })
  const fake = await startWebhooksFake()
  try {
    // "localhost" of a resolver of ours is looked up once, and what it gave is what is asked.
    let looked = 0
    const local: Resolve = async () => {
      looked++
      return [{ address: '127.0.0.1', family: 4 }]
    }
    const { status } = await post(`http://localhost:${fake.port}/`, { allowLoopback: true, resolve: local })
    expect({ status, looked, requests: fake.journal().requests }).toEqual({
      status: 400,
      looked: 1,
      requests: 1,
    })
  } finally {
    await fake.stop()
  }
})

test('with the flag http goes to this machine alone, and https to it never', async () => {
  const how = { allowLoopback: true }
  expect(wrongAddress('http://127.0.0.1:4000/hook', how)).toBeNull()
  expect(wrongAddress('http://example.org/', how)).not.toBeNull()
  expect(wrongAddress('http://10.0.0.1/', how)).not.toBeNull()
  expect(wrongAddress('https://127.0.0.1/', how)).not.toBeNull()
  const elsewhere: Resolve = async () => [{ address: '10.0.0.1', family: 4 }]
  await expect(post(`http://localhost:${port}/`, { ...how, resolve: elsewhere })).rejects.toBeInstanceOf(
    RefusedAddress,
  )
  expect(opened).toBe(0)
})

test('nobody there, and no such name: certainly nothing was sent', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  const address = closed.address()
  closed.close()
  const free = address && typeof address === 'object' ? address.port : 0
  await expect(post(`http://127.0.0.1:${free}/`, { allowLoopback: true })).rejects.toBeInstanceOf(Unreached)
})

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))
test.each<[Resolve, string]>([
  [failing('ENOTFOUND'), 'There is no such name.'],
  [async () => [], 'There is no such name.'],
  [failing('EAI_AGAIN'), 'Its name could not be looked up (EAI_AGAIN).'],
  [() => new Promise(() => {}), 'Its name could not be looked up in time.'],
])('a name that leads nowhere, or that nobody could look up, is called what it is', async (resolve, why) => {
  const asked = post('https://nowhere.example.org/', { resolve, signal: AbortSignal.timeout(50) })
  await expect(asked).rejects.toThrow(new Unreached(why))
})

test('public addresses are', () => {
  for (const address of [
    '93.184.215.14',
    '8.8.8.8',
    '1.1.1.1',
    '2606:4700::1111',
    '2a00:1450:4001:80b::200e',
  ])
    expect(isPublic(address), address).toBe(true)
  for (const url of ['https://example.org/hook', 'https://example.org:8443/x?y=z', 'https://8.8.8.8/'])
    expect(wrongAddress(url, { allowLoopback: false })).toBeNull()
})
