import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from '#components/ui/class-names.ts'

export type ButtonVariant = 'default' | 'primary' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

export type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Waiting for the server: a spinner on the left, the label stays, further presses do nothing. */
  working?: boolean
}

const VARIANT: Record<ButtonVariant, string> = {
  default: '',
  primary: 'btn-primary',
  quiet: 'btn-quiet',
  danger: 'btn-danger',
}
const SIZE: Record<ButtonSize, string> = { small: 'btn-sm', medium: '', large: 'btn-lg' }

/** A button whose label says what will happen. `type` is "button" unless said otherwise. */
export function Button({
  variant,
  size,
  working = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ variant, size, className })}
      // Not `disabled`: that would throw the focus away in the middle of somebody's typing.
      aria-busy={working || undefined}
      aria-disabled={working || rest['aria-disabled'] || undefined}
      onClick={working ? (event) => event.preventDefault() : onClick}
    >
      {working && <LoaderCircle className="icon spin" />}
      {children}
    </button>
  )
}

/** The look of a button for what is a link: `<Link className={buttonClass({ variant: 'primary' })}>`. */
export function buttonClass(
  look: { variant?: ButtonVariant; size?: ButtonSize; className?: string } = {},
): string {
  const { variant = 'default', size = 'medium', className } = look
  return classNames('btn', VARIANT[variant], SIZE[size], className)
}
