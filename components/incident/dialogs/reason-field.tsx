'use client'

import type { ComponentProps } from 'react'
import { TextArea } from '#components/ui/field.tsx'

type ReasonFieldProps = Omit<ComponentProps<typeof TextArea>, 'label' | 'rows' | 'maxLength' | 'onChange'> & {
  label?: string
  onChange: (reason: string) => void
}

/** Why something is done, in a sentence or two. */
export function ReasonField({ onChange, ...rest }: ReasonFieldProps) {
  return (
    <TextArea
      label="Reason"
      rows={2}
      maxLength={500}
      {...rest}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
