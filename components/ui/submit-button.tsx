'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from '#components/ui/button.tsx'

/** The button that sends the form around it; it shows by itself that the form's action is under way. */
export function SubmitButton({ working = false, variant = 'primary', ...rest }: ButtonProps) {
  const { pending } = useFormStatus()
  return <Button {...rest} type="submit" variant={variant} working={working || pending} />
}
