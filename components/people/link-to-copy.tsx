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
      hint={`${link.mailed ? 'A mail with it is on its way to them; you can also hand it over yourself.' : 'No mail is sent: hand it over yourself.'} It works once, for ${isReset ? '24 hours' : '7 days'}, and is not shown again.`}
    />
  )
}
