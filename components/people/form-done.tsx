import { Check } from 'lucide-react'
import type { FormState } from '#lib/http/model.ts'

/** One quiet line beside the button, said aloud when there is a pause. */
export function FormDone({ state, children }: { state: FormState<unknown>; children: string }) {
  return (
    <p className="text-13 text-ok-ink flex items-center gap-1.5" role="status">
      {state.status === 'done' && (
        <>
          <Check className="icon icon-sm" />
          {children}
        </>
      )}
    </p>
  )
}
