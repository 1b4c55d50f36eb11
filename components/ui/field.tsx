import { type ComponentProps, type ReactNode, useId } from 'react'
import { FieldError } from '#components/ui/field-error.tsx'

type Labelled = {
  label: ReactNode
  /** Right of the label: a link, or "optional". */
  aside?: ReactNode
  hint?: ReactNode
  /** A sentence that says how to put it right. */
  error?: ReactNode
}

type Shell = Labelled & { id: string; className?: string; children: ReactNode }

/** Label above, hint and error below. Give the control `id` and `describedBy(…)` yourself. */
export function FieldShell({ id, label, aside, hint, error, className, children }: Shell) {
  return (
    <div className={className}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        {aside && <span className="text-13 text-ink-3">{aside}</span>}
      </div>
      <div className="mt-1.5">{children}</div>
      {hint && (
        <p id={`${id}-hint`} className="hint mt-1.5">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

/** What ties a control to its hint and error, for a control that is drawn elsewhere. */
export function describedBy(id: string, { hint, error }: Pick<Labelled, 'hint' | 'error'>) {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? true : undefined }
}

/** A line of text. Everything an `<input>` takes goes to it. */
export function TextField({ className, ...all }: Labelled & ComponentProps<'input'>) {
  const { id, shell, rest } = useParts(all)
  return (
    <FieldShell {...shell} className={className}>
      <input type="text" {...rest} id={id} {...describedBy(id, shell)} className="field" />
    </FieldShell>
  )
}

/** Several lines of text. */
export function TextArea({ className, ...all }: Labelled & ComponentProps<'textarea'>) {
  const { id, shell, rest } = useParts(all)
  return (
    <FieldShell {...shell} className={className}>
      <textarea rows={3} {...rest} id={id} {...describedBy(id, shell)} className="field" />
    </FieldShell>
  )
}

/** One of a few; its `<option>`s are the children. */
export function SelectField({ className, ...all }: Labelled & ComponentProps<'select'>) {
  const { id, shell, rest } = useParts(all)
  return (
    <FieldShell {...shell} className={className}>
      <select {...rest} id={id} {...describedBy(id, shell)} className="field" />
    </FieldShell>
  )
}

/** Yes or no, with its label on the right. */
export function CheckboxField({ className, ...all }: Labelled & ComponentProps<'input'>) {
  const { id, shell, rest } = useParts(all)
  return (
    <div className={className}>
      <label className="inline-flex min-h-6 items-center gap-2" htmlFor={id}>
        <input {...rest} type="checkbox" id={id} {...describedBy(id, shell)} />
        <span>{shell.label}</span>
      </label>
      {shell.hint && (
        <p id={`${id}-hint`} className="hint">
          {shell.hint}
        </p>
      )}
      {shell.error && <FieldError id={`${id}-error`}>{shell.error}</FieldError>}
    </div>
  )
}

function useParts<P extends Labelled & { id?: string }>(all: P) {
  const made = useId()
  const { label, aside, hint, error, ...rest } = all
  const id = all.id ?? made
  return { id, shell: { id, label, aside, hint, error }, rest }
}
