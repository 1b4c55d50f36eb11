import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Instance } from './instance.ts'

export type Role = 'admin' | 'member' | 'observer'
export type Person = {
  id: string
  name: string
  email: string
  role: Role
  /** A Bearer token that acts as this person. */
  token: string
}

/** The organisation, so that nobody is led to the first-run set-up. */
export async function giveOrganisation({ sql }: Pick<Instance, 'sql'>): Promise<void> {
  await sql(
    `insert into organisation (name, time_zone, created_at) values ('Meridian Health', 'Europe/Berlin', now())`,
  )
}

/** A person with an account and a token, written as rows: signing in by password is a journey of its own. */
export async function givePerson({ sql }: Pick<Instance, 'sql'>, name: string, role: Role): Promise<Person> {
  const [id, token] = [randomUUID(), `sr_${randomBytes(32).toString('base64url')}`]
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${id.slice(0, 8)}@example.org`
  await sql(`insert into people (id, name, email, role, created_at) values ($1, $2, $3, $4, now())`, [
    id,
    name,
    email,
    role,
  ])
  await sql(
    `insert into api_tokens (id, name, token_hash, person_id, role, created_at) values ($1, 'e2e', $2, $3, $4, now())`,
    [randomUUID(), sha256(token), id, role],
  )
  return { id, name, email, role, token }
}

/** A token without a person: a program. */
export async function giveService(
  { sql }: Pick<Instance, 'sql'>,
  role: Role,
): Promise<Pick<Person, 'id' | 'token'>> {
  const [id, token] = [randomUUID(), `sr_${randomBytes(32).toString('base64url')}`]
  await sql(
    `insert into api_tokens (id, name, token_hash, role, created_at) values ($1, 'Monitor', $2, $3, now())`,
    [id, sha256(token), role],
  )
  return { id, token }
}

/** A session row; returns the value of its cookie. */
export async function giveSession({ sql }: Pick<Instance, 'sql'>, person: Person): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql(
    `insert into sessions (token_hash, person_id, created_at, seen_at) values ($1, $2, now(), now())`,
    [sha256(token), person.id],
  )
  return token
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
