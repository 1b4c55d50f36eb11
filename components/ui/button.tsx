import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from '#components/ui/button-class.ts'

export type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Waiting for the server: a spinner on the left, the label stays, further presses do nothing. */
  working?: boolean
}

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
