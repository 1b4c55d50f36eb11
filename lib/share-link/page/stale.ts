import { formatAge } from '#lib/time/duration.ts'
import { formatTime } from '#lib/time/format.ts'
import { escaped } from './escape.ts'
import type { Setting } from './subject.ts'

/** Says since when what stands on the page may be old, because the database does not answer. */
export function staleNotice({ staleSince, zone, now }: Setting): string {
  if (staleSince === null) return ''
  const age = `<span data-from="${staleSince}">${escaped(formatAge(staleSince, now))}</span>`
  return `<p class="stale"><b>As of ${formatTime(staleSince, zone)}</b>, ${age}. <span>SitRep cannot reach its records at the moment, so a newer update may be missing here.</span> This page catches up by itself.</p>`
}
