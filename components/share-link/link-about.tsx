'use client'

import { Age } from '#components/ui/ticking-text.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ShareLink } from '#lib/share-link/model.ts'

type LinkAboutProps = { link: ShareLink; zone: string; now: number }

/** What is known of a link: how often it was opened, until when it holds, who made it. */
export function LinkAbout({ link, zone, now }: LinkAboutProps) {
  const { views, lastViewedAt, createdAt, createdBy } = link
  return (
    <>
      <p className="text-13 text-ink-2">
        {views === 0 ? 'Never opened' : views === 1 ? '1 view' : `${views.toLocaleString('en-GB')} views`}
        {lastViewedAt && (
          <>
            , last {views === 0 ? 'read by a program ' : ''}
            <Age at={Date.parse(lastViewedAt)} now={now} />
          </>
        )}
        . <Held link={link} zone={zone} now={now} />
      </p>
      <p className="text-13 text-ink-3 wrap-anywhere">
        Made by {createdBy.name}:{' '}
        <Time at={createdAt} zone={zone} now={now} format="dayTime" className="text-13" />
      </p>
    </>
  )
}

function Held({ link: { ref, state, expiresAt, revokedAt }, zone, now }: LinkAboutProps) {
  const at = (instant: string) => (
    <Time at={instant} zone={zone} now={now} format="dayTime" className="text-13" />
  )
  if (revokedAt) return <>Revoked: {at(revokedAt)}</>
  if (expiresAt) {
    return (
      <>
        {state === 'expired' ? 'Expired' : 'Holds until'}: {at(expiresAt)}
      </>
    )
  }
  return ref === null ? (
    <>Holds until it is revoked.</>
  ) : (
    <>Holds until 7 days after the incident is resolved.</>
  )
}
