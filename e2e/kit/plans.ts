/** The plans that Postgres really ran, from auto_explain: no query is copied in order to be explained. */
import type { Pool, PoolClient } from 'pg'
import * as z from 'zod'
import type { Database } from '#db/client.ts'

/** One node of a plan, with what ran below it. Times in milliseconds, per loop. */
export type PlanNode = {
  'Node Type': string
  'Relation Name'?: string | undefined
  'Index Name'?: string | undefined
  'Actual Total Time'?: number | undefined
  'Actual Loops'?: number | undefined
  'Actual Rows'?: number | undefined
  Plans?: PlanNode[] | undefined
}

const Node: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Actual Total Time': z.number().optional(),
    'Actual Loops': z.number().optional(),
    'Actual Rows': z.number().optional(),
    Plans: z.array(Node).optional(),
  }),
)
const Explained = z.object({ 'Query Text': z.string(), Plan: Node })

/** One statement, or one inside of a function, and its plan. */
export type Explained = z.infer<typeof Explained>

const settings = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_level': 'notice',
  'auto_explain.log_format': 'json',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_analyze': 'on',
}

/** The address, for a superuser: whoever connects to it is told the plan of each statement, under `more` settings. */
export function explaining(url: string, more: Record<string, string> = {}): string {
  const told = new URL(url)
  const options = Object.entries({ ...settings, ...more }).map(([name, value]) => `-c ${name}=${value}`)
  told.searchParams.set('options', options.join(' '))
  return told.href
}

/**
 * Listens to every connection that is made from now on to an address of `explaining`. The function it gives runs one
 * piece of work and returns the plans that it caused.
 */
export function watchPlans(db: Database) {
  let heard: Explained[] = []
  // drizzle keeps the pool that it was made with there; its type does not say so.
  const { $client: pool } = db as Database & { $client: Pool }
  pool.on('connect', (client: PoolClient) => {
    client.on('notice', ({ message }) => {
      const json = /^duration: [\d.]+ ms {2}plan:\s*(\{.*\})$/s.exec(message ?? '')?.[1]
      if (json) heard.push(Explained.parse(JSON.parse(json)))
    })
  })
  return async (work: () => Promise<unknown>): Promise<Explained[]> => {
    heard = []
    await work()
    return heard
  }
}

/** A plan's nodes, the outermost first. */
export function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}
