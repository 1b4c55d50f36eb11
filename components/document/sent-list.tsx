'use client'

import { useQuery } from '@tanstack/react-query'
import { DeliveryList } from '#components/delivery/delivery-list.tsx'
import { askClient } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import { SaidDone } from '#components/people/said-done.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { type DeliveryRow, deliveriesAddress, isOver, isTrouble } from '#lib/messaging/model.ts'

type SentListProps = {
  reference: string
  kind: 'report' | 'post_mortem'
  /** As they stood when the page was made, the newest first. */
  deliveries: readonly DeliveryRow[]
  /** Whether the provider tells what became of a mail that it took. */
  hearsReports: boolean
  zone: string
  now: number
  /** Only who may send a failed one again; null for others. */
  resend: FormAction | null
}

const quickMs = 2_000
const slowMs = 15_000
/** A provider tells within minutes or not soon: later, a reload shows it. */
const watchedMs = 15 * 60_000
const most = 10

/** Who was sent it, and what came of each mail; looked at again while something may still happen. */
export function SentList(props: SentListProps) {
  const { reference, kind, hearsReports, zone, now, resend } = props
  const rows = useSendings(props)
  if (rows.length === 0) return null
  const waiting = rows.filter(({ state }) => !isOver(state)).length
  const again = againOf(rows)
  const isKept = rows.every(({ provider }) => provider === 'outbox')
  const failed = rows.filter(({ state }) => isTrouble(state)).length
  return (
    <section aria-labelledby={`h-sent-${kind}`}>
      <h2 id={`h-sent-${kind}`} className="sec rule-sec mb-1.5" tabIndex={-1}>
        Who got it <span className="n">{rows.length}</span>
      </h2>
      <p className="text-13 text-ink-2 mb-1.5" role="status">
        {summaryOf({ waiting, failed, all: rows.length, hearsReports, isKept })}
      </p>
      <SaidDone heading={`h-sent-${kind}`}>
        <DeliveryList
          deliveries={rows.slice(0, most)}
          zone={zone}
          now={now}
          mayOpen
          resend={resend}
          again={again}
        />
        {rows.length > most && (
          <details>
            <summary className="text-13 text-ink-2 min-h-6 w-fit">and {rows.length - most} more</summary>
            <DeliveryList
              deliveries={rows.slice(most)}
              zone={zone}
              now={now}
              mayOpen
              resend={resend}
              again={again}
            />
          </details>
        )}
      </SaidDone>
      <a className="link text-13 inline-flex min-h-6 items-center" href={deliveriesAddress(reference)}>
        All mail about {reference}
      </a>
    </section>
  )
}

type Counts = { waiting: number; failed: number; all: number; hearsReports: boolean; isKept: boolean }

function summaryOf({ waiting, failed, all, hearsReports, isKept }: Counts): string {
  const parts = [
    waiting > 0 ? `${waiting} on the way` : '',
    failed > 0 ? `${failed} did not arrive` : '',
  ].filter(Boolean)
  if (parts.length > 0) return `${parts.join(', ')}.`
  const what = all === 1 ? 'It' : `All ${all}`
  if (isKept) return `${what} ${all === 1 ? 'is' : 'are'} kept in the outbox: no mail provider is set up.`
  return hearsReports ? `${what} went out.` : `${what} went out. This provider does not tell of arrival.`
}

/** Ids of failed ones that were sent again since: a later mail of the same version to the same person. */
function againOf(rows: readonly DeliveryRow[]): ReadonlySet<string> {
  const newest = new Map<string, DeliveryRow>()
  for (const row of rows) {
    const key = `${row.version} ${row.recipient.id}`
    const known = newest.get(key)
    if (!known || row.createdAt > known.createdAt) newest.set(key, row)
  }
  const latest = new Set([...newest.values()].map(({ id }) => id))
  return new Set(rows.filter(({ id }) => !latest.has(id)).map(({ id }) => id))
}

/** As the page says, and as the server says since. */
function useSendings({
  reference,
  kind,
  deliveries,
  hearsReports,
  now,
}: SentListProps): readonly DeliveryRow[] {
  const { data } = useQuery(
    {
      // A page that is made anew knows better than what was asked before.
      queryKey: ['deliveries', reference, kind, now],
      queryFn: ({ signal }) => readAll({ reference, kind }, signal),
      initialData: deliveries,
      initialDataUpdatedAt: now,
      staleTime: Number.POSITIVE_INFINITY,
      refetchInterval: ({ state }) => {
        if (Date.now() - now > watchedMs) return false
        return pauseOf(state.data ?? deliveries, hearsReports) ?? false
      },
    },
    askClient,
  )
  return data
}

/** How long until it is worth asking again; null: nothing more happens by itself. */
function pauseOf(rows: readonly DeliveryRow[], hearsReports: boolean): number | null {
  if (rows.some(({ state }) => state === 'pending' || state === 'sending')) return quickMs
  if (rows.some(({ state }) => state === 'uncertain')) return slowMs
  const isTold = rows.some(({ state, provider }) => state === 'sent' && provider === 'resend')
  return hearsReports && isTold ? slowMs : null
}

type Page = { deliveries: DeliveryRow[]; nextCursor: string | null }

async function readAll(
  { reference, kind }: Pick<SentListProps, 'reference' | 'kind'>,
  signal: AbortSignal,
): Promise<readonly DeliveryRow[]> {
  const all: DeliveryRow[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const of = { incident: reference, kind, limit: '200' }
    const query = new URLSearchParams({ ...of, ...(cursor && { cursor }) })
    const page: Page = await getJson<Page>(`/api/v1/deliveries?${query}`, signal)
    all.push(...page.deliveries)
    cursor = page.nextCursor
  }
  return all
}
