import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden } from 'next/navigation'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { LinkForm } from '#components/share-link/link-form.tsx'
import { LinkList } from '#components/share-link/link-list.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { getStaff } from '#lib/auth/session.ts'
import { linkPlace } from '#lib/share-link/input.ts'
import { whyNoLinks } from '#lib/share-link/model.ts'
import { listEveryLink } from '#lib/share-link/queries.ts'
import { createLinkAction, revokeLinkAction } from './actions.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: whyNoLinks((await getStaff()).actor, null) === null ? 'Stakeholder links' : 'No access' }
}

/** Every way by which somebody without an account reads along. */
export default async function LinksPage({ searchParams }: Props) {
  const { actor, zone } = await getStaff()
  if (whyNoLinks(actor, null) !== null) forbidden()
  const place = linkPlace(await searchParams)
  const { links, nextCursor } = await listEveryLink(actor, place)
  const now = Date.now()
  const small = buttonClass({ size: 'small' })
  const pathname = '/settings/links'
  return (
    <>
      <SettingsSection
        title="Everything current"
        lead="For screens in the house: what is open and what ended in the last 30 days, as the public updates tell it. Drills, and what nobody outside was told of, are left out."
      >
        <LinkForm create={createLinkAction} zone={zone} now={now} />
      </SettingsSection>
      <SettingsSection
        title="All links"
        lead="Of every incident, the newest first. Views are counted, and nobody is followed. Whoever has a link can pass it on: revoke it when it is in the wrong hands."
      >
        <LinkList links={links} revoke={revokeLinkAction} zone={zone} now={now} />
        {(place.cursor || nextCursor) && (
          <nav className="mt-4 flex gap-3" aria-label="Pages of links">
            {place.cursor && (
              <Link href={{ pathname }} className={small} prefetch={false}>
                Newest
              </Link>
            )}
            {nextCursor && (
              <Link href={{ pathname, query: { cursor: nextCursor } }} className={small} prefetch={false}>
                Older
              </Link>
            )}
          </nav>
        )}
      </SettingsSection>
    </>
  )
}
