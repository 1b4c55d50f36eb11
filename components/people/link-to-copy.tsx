'use client'

import { CopyField } from '#components/ui/copy-field.tsx'
import type { ShownLink } from '#lib/people/model.ts'

/** A one-time link, shown once, with what to do with it. */
export function LinkToCopy({ link }: { link: ShownLink }) {
  const isReset = link.purpose === 'reset'
  return (
    <CopyField
      label={`${isReset ? 'Reset link' : 'Invitation'} for ${link.for}`}
      value={link.address}
      hint={`Send it to them yourself. It works once, for ${isReset ? '24 hours' : '7 days'}, and is not shown again.`}
    />
  )
}
