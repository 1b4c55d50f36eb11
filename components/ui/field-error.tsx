import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Icon and sentence under a field. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="text-13 text-sev1-ink mt-1.5 flex items-start gap-1.5 font-medium">
      <CircleAlert className="icon icon-sm mt-[3px]" />
      <span>{children}</span>
    </p>
  )
}
