/** What the pages of links read: three views, as the public role where there is one (RELIABILITY T6, §7). */
import pg from 'pg'
import { connectionDefaults, databaseUrl } from '#db/client.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { PublicState } from '#lib/incident/public-state.ts'
import { recentDays } from '#lib/share-link/model.ts'
import type { House } from './subject.ts'

/** `hash`: SHA-256 of the token in base64. */
export type StoredLink = {
  id: string
  hash: string
  incidentId: string | null
  expiresAt: Instant | null
  revokedAt: Instant | null
}

/** `mark` differs whenever the row does. */
export type StoredState = {
  incidentId: string
  state: PublicState
  endedAt: Instant | null
  mark: string
  /** It happened elsewhere, and came by a bundle. */
  isImported?: boolean
}

/** Where everything stands, in one answer. `links`: a digest of them all. `recent`: null unless it was asked for. */
export type Standing = {
  /** By the database's clock. */
  now: Instant
  house: House
  links: string
  marks: Map<string, string>
  recent: Map<string, string> | null
}

export type Reads = {
  /** All of them: first those whose incident goes on, then those whose incident ended last. */
  links: () => Promise<StoredLink[]>
  link: (id: string) => Promise<StoredLink | null>
  states: (incidentIds: readonly string[]) => Promise<StoredState[]>
  standing: (known: readonly string[], withRecent: boolean, now: Instant) => Promise<Standing>
  /** False where the migration could not make the role: then it reads as the owner. */
  isPublicRole: boolean
  close: () => Promise<void>
}

/** What everything current shows at the most. */
const mostRecent = 200

/** Opens connections of their own, so that nothing that staff do keeps a page from its state. */
export async function openReads(): Promise<Reads> {
  const asPublic = poolAs('sitrep_public')
  const isPublicRole = await asPublic.query<{ is: boolean }>(isPublicQuery).then(
    ({ rows }) => rows[0]?.is === true,
    () => false,
  )
  if (!isPublicRole) await asPublic.end()
  return { ...readsOf(isPublicRole ? asPublic : poolAs(null)), isPublicRole }
}

/** The role may be another database's, or its rights may have been refused: then it would read nothing at all. */
const isPublicQuery = `
  select current_user = 'sitrep_public'
    and has_table_privilege('stakeholder_links', 'select')
    and has_table_privilege('stakeholder_states', 'select')
    and has_table_privilege('stakeholder_house', 'select') as is`

function poolAs(role: string | null): pg.Pool {
  const pool = new pg.Pool({
    ...connectionDefaults,
    connectionString: databaseUrl(),
    max: 2,
    options: `${connectionDefaults.options}${role ? ` -c role=${role}` : ''}`,
  })
  // A lost idle connection is replaced at the next read, and what fails then is told there.
  pool.on('error', () => undefined)
  return pool
}

const linkColumns = `id, encode(token_hash, 'base64') as hash, incident_id as "incidentId",
  expires_at as "expiresAt", revoked_at as "revokedAt"`
const markColumns = `concat_ws(' ', version, changed_at, ended_at)`

function readsOf(pool: pg.Pool): Omit<Reads, 'isPublicRole'> {
  return {
    links: async () =>
      (
        await pool.query<LinkRow>(
          `select ${linkColumns} from stakeholder_links as l order by
             (select ended_at from stakeholder_states as s where s.incident_id = l.incident_id) desc nulls first, id`,
        )
      ).rows.map(linkOf),
    link: async (id) => {
      const { rows } = await pool.query<LinkRow>(
        `select ${linkColumns} from stakeholder_links where id = $1`,
        [id],
      )
      return rows[0] ? linkOf(rows[0]) : null
    },
    states: async (incidentIds) => {
      const { rows } = await pool.query<StateRow>(
        `select incident_id as "incidentId", state, ended_at as "endedAt", is_imported as "isImported",
           ${markColumns} as mark
         from stakeholder_states where incident_id = any($1)`,
        [incidentIds],
      )
      return rows.map((row) => ({ ...row, endedAt: iso(row.endedAt) }))
    },
    standing: async (known, withRecent, now) => {
      const { rows } = await pool.query<StandingRow>(standingQuery, [known, withRecent, now])
      const [row] = rows
      if (!row) throw new Error('A select without a table gave no row')
      return {
        now: row.now.toISOString(),
        house: row.house ?? { name: 'SitRep', zone: 'UTC' },
        links: row.links ?? '',
        marks: new Map(row.marks ?? []),
        recent: withRecent ? new Map(row.recent ?? []) : null,
      }
    },
    close: async () => await pool.end(),
  }
}

/** Of everything current come those that somebody was told of: drills never. */
const standingQuery = `
  select clock_timestamp() as now,
    (select json_build_object('name', name, 'zone', time_zone) from stakeholder_house limit 1) as house,
    (select concat(count(*), ' ', sum(hashtext(concat(id, expires_at, revoked_at)))) from stakeholder_links) as links,
    (select json_agg(json_build_array(incident_id, ${markColumns}))
      from stakeholder_states where incident_id = any($1)) as marks,
    (select json_agg(json_build_array(incident_id, mark)) from (
      select incident_id, ${markColumns} as mark from stakeholder_states
      where $2 and (ended_at is null or ended_at > $3::timestamptz - interval '${recentDays} days')
        and not is_imported and state ->> 'isDrill' = 'false' and state -> 'updates' <> '[]'
      order by changed_at desc limit ${mostRecent}) as newest) as recent`

type LinkRow = Omit<StoredLink, 'expiresAt' | 'revokedAt'> & {
  expiresAt: Date | null
  revokedAt: Date | null
}
type StateRow = Omit<StoredState, 'endedAt'> & { endedAt: Date | null }
type StandingRow = {
  now: Date
  house: House | null
  links: string
  marks: [string, string][] | null
  recent: [string, string][] | null
}

function linkOf(row: LinkRow): StoredLink {
  return { ...row, expiresAt: iso(row.expiresAt), revokedAt: iso(row.revokedAt) }
}

function iso(at: Date | null): Instant | null {
  return at?.toISOString() ?? null
}
