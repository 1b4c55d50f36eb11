import type { Trouble } from '#components/document/use-commands.ts'
import { Notice } from '#components/ui/notice.tsx'

/** Why a command was not carried out, and the way on. */
export function TroubleNotice({ trouble }: { trouble: Trouble | null }) {
  if (!trouble) return null
  return (
    <div className="mt-3">
      <Notice kind="error" title={trouble.says}>
        {trouble.signedOut && (
          <>
            <a className="link" href="/sign-in" target="_blank" rel="noreferrer">
              Sign in in a new tab
            </a>
            , then press again.
          </>
        )}
      </Notice>
    </div>
  )
}
