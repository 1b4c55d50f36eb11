import { Notice } from '#components/ui/notice.tsx'
import type { FormState } from '#lib/http/model.ts'

/** What a form has to say as a whole; where it is only that a field is not right, the field says it. */
export function FormMessage({ state }: { state: FormState<unknown> }) {
  if (state.status !== 'failed') return null
  if (state.code === 'invalid' && Object.keys(state.fields).length > 0) return null
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
