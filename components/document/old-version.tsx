import type { Route } from 'next'
import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'
import type { Edition } from '#lib/report/model.ts'

type OldVersionProps = { edition: Edition; address: string }

/** Above a saved version that is read as it was: which it is, and the way back. */
export function OldVersion({ edition, address }: OldVersionProps) {
  return (
    <div className="no-print pb-5">
      <Notice
        title={`${edition.line}.`}
        action={
          <Link
            // The page of the document whose version this is.
            href={address as Route}
            prefetch={false}
            className="link"
          >
            The text now
          </Link>
        }
      >
        This version is read as it was saved. What was written since is not in it.
      </Notice>
    </div>
  )
}
