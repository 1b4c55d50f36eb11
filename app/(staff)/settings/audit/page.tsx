import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden } from 'next/navigation'
import { AuditFilter } from '#components/people/audit-filter.tsx'
import { AuditList } from '#components/people/audit-list.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { auditPlace } from '#lib/audit/input.ts'
import { listAudit } from '#lib/audit/queries.ts'
import { getStaff } from '#lib/auth/session.ts'
import { mayReadAudit } from '#lib/people/policy.ts'
import { listPeople } from '#lib/people/queries.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: mayReadAudit((await getStaff()).actor) ? 'Audit log' : 'No access' }
}

/** Who did what to people, settings and tokens. */
export default async function AuditPage({ searchParams }: Props) {
  const { actor, zone } = await getStaff()
  if (!mayReadAudit(actor)) forbidden()
  const { chosen, query } = auditPlace(await searchParams, zone)
  const [{ lines, nextCursor }, people] = await Promise.all([listAudit(query), listPeople()])
  const { cursor, ...filter } = query
  const set = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value))
  const small = buttonClass({ size: 'small' })
  return (
    <section aria-label="Audit log">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
        <p className="hint max-w-[72ch]">
          Who did what to people, sign-ins, tokens and links. Lines are added and never changed.
        </p>
        <a className="link" href={`/api/v1/audit-log.csv?${new URLSearchParams(filter)}`} download>
          Save as CSV
        </a>
      </div>
      <AuditFilter key={JSON.stringify(chosen)} people={people} chosen={chosen} />
      <AuditList lines={lines} zone={zone} now={Date.now()} isFiltered={Object.keys(set).length > 0} />
      {(cursor || nextCursor) && (
        <nav className="mt-4 flex gap-3" aria-label="Pages of the audit log">
          {cursor && (
            <Link href={{ pathname: '/settings/audit', query: set }} className={small} prefetch={false}>
              Newest
            </Link>
          )}
          {nextCursor && (
            <Link
              href={{ pathname: '/settings/audit', query: { ...set, cursor: nextCursor } }}
              className={small}
              prefetch={false}
            >
              Older
            </Link>
          )}
        </nav>
      )}
    </section>
  )
}
