/**
 * The demonstration's data: an invented company, its people and a year of its incidents, made by the two doors
 * alone. Nothing here writes to a table.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '#lib/env.ts'
import type { AccountRole, Actor } from '#lib/incident/policy.ts'
import { change } from '#lib/log/change.ts'
import { listIncidents } from '#lib/log/list.ts'
import type { Log } from '#lib/log.ts'
import { isSetUp } from '#lib/people/link/queries.ts'
import { linkHolder, systemActor } from '#lib/people/policy.ts'
import { StartFailure } from '#lib/start-failure.ts'
import { cast, company, type Member, password } from './cast.ts'
import { fillDirectory, leaveFollowUps } from './directory.ts'
import { type DemoLink, makeLinks } from './links.ts'
import { readStories, type Story } from './story.ts'
import { tell } from './tell.ts'
import { whenWas } from './when.ts'

export type Account = { name: string; email: string; password: string; role: AccountRole }
export type Demo = { accounts: Account[]; links: DemoLink[] }

/**
 * Fills an empty database with the demonstration and returns its accounts and links; one that is filled already is left
 * as it is, and of its links only hashes are left. Takes a few seconds. Throws StartFailure on one that was
 * interrupted while it was being filled.
 */
export async function seedDemo(log: Log, now = new Date()): Promise<Demo> {
  const links: DemoLink[] = []
  if (!(await isSetUp())) {
    log.info('Making the demonstration data; this takes a few seconds and happens once')
    const people = await gatherPeople()
    const refs = new Map<string, string>()
    const [first] = people.values()
    if (!first) throw new Error('Nobody is there to tell it')
    const told = await fillDirectory(first)
    const stories = allStories(now)
    for (const story of stories) {
      // Before the last one, by whose end the data is known to be whole.
      if (story === stories.at(-1)) {
        await leaveFollowUps({ people, refs, now }, first)
        links.push(...(await makeLinks(refs, first)))
      }
      await tell(story, { people, now, refs, told })
    }
  } else if (!(await isComplete(allStories(now)))) {
    throw new StartFailure(
      `The demonstration data is incomplete: making it was interrupted. Delete ${env().dataDir} and start again.`,
    )
  }
  return { accounts: cast.map(({ name, email, role }) => ({ name, email, password, role })), links }
}

/** Whether the story that is told last has been told to its end. What people have added since does not matter. */
async function isComplete(stories: Story[]): Promise<boolean> {
  const last = stories.at(-1)
  const { incidents } = await listIncidents({ q: last?.topic, limit: 200 })
  return incidents.some(({ topic, seq }) => topic === last?.topic && seq > (last?.steps.length ?? 0))
}

/** Every story, the oldest first, so that refs count up with time. */
export function allStories(now: Date): Story[] {
  const folder = join(import.meta.dirname, 'stories')
  const stories = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => readStories(readFileSync(join(folder, file), 'utf8')))
  const start = ({ when }: Story) => whenWas(when, now, company.timeZone)
  return stories.sort((a, b) => start(a) - start(b))
}

async function gatherPeople(): Promise<Map<string, Actor>> {
  const [first, ...others] = cast
  const seed = systemActor('seed')
  const { token } = await change(seed, 'issue_setup_link', {})
  const { name, email } = first
  const input = { token, organisation: company.name, timeZone: company.timeZone, name, email, password }
  const { personId } = await change(linkHolder, 'set_up_organisation', input)
  const admin: Actor = { kind: 'person', id: personId, name, role: 'admin' }
  const people = new Map([[first.key, admin]])
  for (const member of others) people.set(member.key, await invite(admin, member))
  return people
}

async function invite(admin: Actor, { name, email, role }: Member): Promise<Actor> {
  const { personId, token } = await change(admin, 'invite_person', { name, email, role })
  await change(linkHolder, 'accept_invitation', { token, name, password })
  return { kind: 'person', id: personId, name, role }
}
