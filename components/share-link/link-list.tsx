import Link from 'next/link'
import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { LinkAbout } from '#components/share-link/link-about.tsx'
import { revokeWords } from '#components/share-link/link-words.ts'
import { Chip } from '#components/ui/chip.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { ShareLink } from '#lib/share-link/model.ts'

type LinkListProps = { links: readonly ShareLink[]; revoke: FormAction; zone: string; now: number }

/** Links of all incidents with their views; expired and revoked ones stay listed. */
export function LinkList({ links, revoke, zone, now }: LinkListProps) {
  if (links.length === 0) {
    return (
      <EmptyState title="No links yet">
        The Commander of an incident makes them on its page, under Links; one to everything current is made
        above.
      </EmptyState>
    )
  }
  return (
    <ul className="border-t">
      {links.map((link) => (
        <li key={link.id} className="flex items-start gap-3 border-b py-2.5">
          <div className="min-w-0 flex-1">
            <p className={`wrap-anywhere ${link.state === 'open' ? '' : 'text-ink-3'}`}>
              <span className="font-semibold">{link.label}</span>{' '}
              {link.ref === null ? (
                <span className="text-13 text-ink-2">to everything current</span>
              ) : (
                <Link className="link mono text-13" href={`/incidents/${link.ref}?log=own`} prefetch={false}>
                  {link.ref}
                </Link>
              )}
            </p>
            <LinkAbout link={link} zone={zone} now={now} />
          </div>
          {link.state !== 'open' && <Chip>{link.state === 'expired' ? 'Expired' : 'Revoked'}</Chip>}
          {link.state !== 'revoked' && (
            <ConfirmForm
              action={revoke}
              fields={{ id: link.id }}
              label="Revoke"
              name={`Revoke the link for ${link.label}`}
              title={`Revoke the link for ${link.label}`}
              lead={revokeWords}
              confirm="Revoke the link"
              keep="Keep the link"
              done={`The link for ${link.label} is revoked.`}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
