import { Notice } from '#components/ui/notice.tsx'
import type { FormState } from '#lib/http/model.ts'

/** What a form has to say that belongs to no single field; where a field says it, nothing more. */
export function FormMessage({ state }: { state: FormState<unknown> }) {
  if (state.status !== 'failed') return null
  if (Object.keys(state.fields).length > 0) return null
  if (state.code !== 'unauthenticated') return <Notice kind="error" title={state.message} />
  return (
    <Notice kind="error" title={state.message}>
      <a className="link" href="/sign-in" target="_blank" rel="noreferrer">
        Sign in in a new tab
      </a>
      , then send this again.
    </Notice>
  )
}
