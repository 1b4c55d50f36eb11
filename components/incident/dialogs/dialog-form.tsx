'use client'

import { type ReactNode, useState } from 'react'
import { useDecision } from '#components/incident/dialogs/use-decision.ts'
import { refusalWords } from '#components/incident/refusal-words.ts'
import { useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { useDraft } from '#components/live/use-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'

export type Errors = Record<string, string>

type DialogFormProps = {
  title: string
  lead?: ReactNode
  wide?: boolean
  /** The button: the result in words. */
  label: string
  onClose: () => void
  /** The command as it stands, or null while it cannot be given; then `label` is not to be pressed. */
  command: CommandBody | null
  /** What has to be filled in first, by field: the server checks it all again. */
  check?: () => Errors
  /**
   * What the rules refuse is said at the field before anything is sent: of their errors, by the command's names,
   * those that this dialog has a field for. None: the command is sent, and the server answers.
   */
  shown?: (refused: Errors) => Record<string, string | undefined>
  /** Called once the command is on its way. */
  onSent?: () => void
  /** Given the errors of the fields, by the command's own names. */
  children: (errors: Errors) => ReactNode
}

/** A dialog that gives one command. Escape keeps what was written. */
export function DialogForm(props: DialogFormProps) {
  const { title, lead, wide, label, onClose, command, check, shown, onSent, children } = props
  const { live, zone, now } = useRoom()
  const decide = useDecision()
  const [errors, setErrors] = useState<Errors>({})

  const errorsOf = (command: CommandBody): Errors => {
    const missing = check?.() ?? {}
    if (Object.keys(missing).length > 0 || !shown) return missing
    const refused = Object.entries(shown(decide(command)?.fields ?? {}))
    return Object.fromEntries(
      refused.flatMap(([field, error]) => (error ? [[field, refusalWords(error, { zone, now })]] : [])),
    )
  }

  const send = () => {
    if (!command) return
    const found = errorsOf(command)
    setErrors(found)
    if (Object.keys(found).length > 0) return
    live.send(command)
    onSent?.()
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={title} lead={lead} wide={wide ?? false}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        {children(errors)}
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" variant="primary" aria-disabled={command ? undefined : true}>
            {label}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/**
 * The fields of a dialog, kept on this device until the command is sent. `begin` is what it opens with when it
 * was opened for something (a refused command, words typed elsewhere); then that counts more than what was kept.
 */
export function useFields<Fields extends object>(name: string, initial: Fields, begin: Partial<Fields>) {
  const { live, me } = useRoom()
  const [given] = useState(begin)
  const [isTouched, setTouched] = useState(false)
  const { draft, write, clear } = useDraft(`${me.id}:${live.incident.ref}:${name}`, initial)
  const fields: Fields = isTouched ? draft : { ...draft, ...given }
  return {
    fields,
    set: (part: Partial<Fields>) => {
      setTouched(true)
      write({ ...fields, ...part })
    },
    clear,
  }
}

/** One error per field that is empty and must not be. */
export function required(fields: Record<string, readonly [value: string, message: string]>): Errors {
  const empty = Object.entries(fields).filter(([, [value]]) => value.trim() === '')
  return Object.fromEntries(empty.map(([name, [, message]]) => [name, message]))
}
