import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Time } from '#components/ui/time.tsx'
import type { SavedVersion } from '#lib/document/model.ts'

type VersionListProps = {
  /** The newest first. */
  versions: readonly SavedVersion[]
  /** "/incidents/INC-42/report" */
  address: string
  /** The text differs from the newest one. */
  changed: boolean
  zone: string
  now: number
}

const shown = 6

/** The saved versions with who, why and when; each opens as it was, and two of them can be compared. */
export function VersionList({ versions, address, changed, zone, now }: VersionListProps) {
  const [newest, before] = versions
  if (!newest) return null
  const rest = versions.slice(shown)
  const row = (version: SavedVersion) => (
    <VersionRow key={version.version} version={version} address={address} zone={zone} now={now} />
  )
  return (
    <section aria-labelledby="h-versions">
      <h2 id="h-versions" className="sec rule-sec">
        Versions
      </h2>
      <ol className="text-13 mt-1.5">{versions.slice(0, shown).map(row)}</ol>
      {rest.length > 0 && (
        <details>
          <summary className="text-13 text-ink-2 min-h-6 w-fit">and {rest.length} earlier</summary>
          <ol className="text-13">{rest.map(row)}</ol>
        </details>
      )}
      <p className="text-13 flex flex-wrap gap-x-4">
        {changed && (
          <Compare address={address} from={newest.version} to="working">
            Compare {newest.version} and the text now
          </Compare>
        )}
        {before && (
          <Compare address={address} from={before.version} to={String(newest.version)}>
            Compare {before.version} and {newest.version}
          </Compare>
        )}
      </p>
    </section>
  )
}

type RowProps = { version: SavedVersion; address: string; zone: string; now: number }

function VersionRow({ version: { version, why, by, at }, address, zone, now }: RowProps) {
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)_auto] gap-2 border-t py-1.5 first:border-t-0">
      <Link
        // A version of the document whose page this is.
        href={`${address}?version=${version}` as Route}
        prefetch={false}
        className="link mono min-h-6"
        aria-label={`Read version ${version}`}
      >
        {version}
      </Link>
      <span className="wrap-anywhere">
        {why} <span className="text-ink-3">{by}</span>
      </span>
      <Time at={at} zone={zone} now={now} format="dayTime" className="mono text-12 text-ink-3 pt-px" />
    </li>
  )
}

type CompareProps = { address: string; from: number; to: string; children: ReactNode }

function Compare({ address, from, to, children }: CompareProps) {
  return (
    <Link
      // The page beside the document's own.
      href={`${address}/versions?from=${from}&to=${to}` as Route}
      prefetch={false}
      className="link inline-flex min-h-6 items-center"
    >
      {children}
    </Link>
  )
}
