import { classNames } from '#components/ui/class-names.ts'

export type ButtonVariant = 'default' | 'primary' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const VARIANT: Record<ButtonVariant, string> = {
  default: '',
  primary: 'btn-primary',
  quiet: 'btn-quiet',
  danger: 'btn-danger',
}
const SIZE: Record<ButtonSize, string> = { small: 'btn-sm', medium: '', large: 'btn-lg' }

/**
 * The look of a button, for what is a link: `<Link className={buttonClass({ variant: 'primary' })}>`. By itself, so that
 * such a link brings no button along.
 */
export function buttonClass(
  look: { variant?: ButtonVariant; size?: ButtonSize; className?: string } = {},
): string {
  const { variant = 'default', size = 'medium', className } = look
  return classNames('btn', VARIANT[variant], SIZE[size], className)
}
