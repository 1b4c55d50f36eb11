import { expect } from '@playwright/test'
import { giveSession } from './kit/accounts.ts'
import { api } from './kit/api.ts'
import { ask } from './kit/ask.ts'
import { countingStatements } from './kit/statements.ts'
import { tellIncident } from './kit/stories.ts'
import { test } from './kit/test.ts'

/**
 * What each page may ask of the database. A signed-in page asks for the session and for the strip of active
 * incidents (which the next page shows, should this one not), then for its own need; the live page for three things,
 * its snapshot, the people whom roles are given to and the follow-ups that may fit; so do lists that say how many there
 * are, or offer a choice.
 */
const allowed: Record<string, number> = {
  '/': 3,
  '/incidents': 4,
  '/incidents?status=all&q=log': 5,
  '/api/v1/incidents.csv': 2,
  '/api/v1/incidents/similar?topic=log': 2,
  '/api/v1/labels': 2,
  '/declare': 2,
  '/incidents/$ref': 5,
  // Besides the document: who got it, whom it could go to, and the groups of the directory. Three of them only where
  // the text has changed since it was saved: the saved version, its log and its distribution are read for its gaps.
  '/incidents/$ref/report': 12,
  '/incidents/$ref/post-mortem': 6,
  '/reports': 4,
  '/follow-ups': 5,
  '/follow-ups?owner=me&q=lock&state=all': 5,
  '/api/v1/follow-ups': 2,
  '/api/v1/follow-ups/fitting?topic=log': 2,
  '/api/v1/stakeholders': 2,
  '/settings/profile': 3,
  '/settings/stakeholders': 4,
  '/settings/people': 4,
  '/settings/sessions': 3,
  '/settings/audit': 4,
  '/settings/links': 3,
  '/settings/deliveries': 4,
  '/settings/tokens': 3,
  '/sign-in': 1,
  '/api/v1/incidents': 2,
  '/api/v1/incidents/$ref': 2,
  '/api/v1/incidents/$ref/entries': 2,
  '/api/v1/people': 2,
}

test('each page makes the fewest queries that will do', async ({ instance, cast }) => {
  await api(instance.one, cast.member).declare({ severity: 'SEV1' })
  const ref = await tellIncident(instance.one, { commander: cast.member, second: cast.second })
  const cookie = `__Host-sitrep=${await giveSession(instance, cast.admin)}`
  const visit = async (path: string) => {
    const headers: Record<string, string> = path === '/sign-in' ? {} : { cookie }
    const answer = await ask(instance.one.url + path.replace('$ref', ref), { headers })
    await answer.text()
    expect(`${path} ${answer.status}`).toBe(`${path} 200`)
  }
  const counted: Record<string, number> = {}
  await countingStatements(instance, async (statementsOf) => {
    for (const [path, most] of Object.entries(allowed)) {
      await visit(path)
      // What the process does by itself (its watch over the streams) may fall into some visits, not into all.
      let fewest: string[] | null = null
      for (let times = 0; times < 4 || (times < 20 && (fewest?.length ?? 0) > most); times++) {
        const caused = await statementsOf(() => visit(path))
        if (fewest === null || caused.length < fewest.length) fewest = caused
      }
      if (!fewest) throw new Error('Every page is visited')
      counted[path] = fewest.length
      if (fewest.length > most) console.log(`  ${path}`, fewest)
    }
  })
  const tooMany = Object.entries(allowed).filter(([path, most]) => (counted[path] ?? Infinity) > most)
  expect(tooMany).toEqual([])
})
