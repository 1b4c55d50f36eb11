import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

// OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. Some 40 ms on a small server.
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

/** The password as argon2id in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: normal(password), nonce, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
}

/**
 * Whether this is the password of that hash. With no hash (nobody has this address, or the invitation is still
 * open) it takes the same time and is false, so that an answer's time tells nothing.
 */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const parsed = parse(stored)
  const { expected, ...parameters } = parsed ?? nobody
  const tag = await derive('argon2id', { message: normal(password), ...parameters })
  return timingSafeEqual(tag, expected) && parsed !== null
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

const nobody = { nonce: Buffer.alloc(16), expected: Buffer.alloc(cost.tagLength), ...cost }

function parse(stored: string | null): typeof nobody | null {
  const [, memory, passes, parallelism, salt = '', tag = ''] = form.exec(stored ?? '') ?? []
  if (!memory) return null
  const expected = Buffer.from(tag, 'base64')
  return {
    nonce: Buffer.from(salt, 'base64'),
    expected,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  }
}

/** The same typed letters are the same password, however a keyboard composes them. */
function normal(password: string): string {
  return password.normalize('NFC')
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
