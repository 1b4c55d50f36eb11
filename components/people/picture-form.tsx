'use client'

import { type ChangeEvent, startTransition, useId, useState } from 'react'
import { useKeptAction } from '#components/live/kept-form.ts'
import { FormMessage } from '#components/people/form-message.tsx'
import { smallPicture } from '#components/people/small-picture.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { FieldError } from '#components/ui/field-error.tsx'
import type { FormAction } from '#lib/http/model.ts'

type PictureFormProps = { save: FormAction; name: string; picture: string | null }

/** One's picture: chosen, made small in the browser, and sent at once. */
export function PictureForm({ save, name, picture }: PictureFormProps) {
  const id = useId()
  const [state, send, isPending] = useKeptAction(save)
  const [fault, setFault] = useState<string | null>(null)
  const submit = (dataUrl: string) => {
    const form = new FormData()
    form.set('picture', dataUrl)
    startTransition(() => send(form))
  }
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    // The same file again is a change too.
    const small = file && (await smallPicture(file))
    target.value = ''
    setFault(
      small === null ? 'This is no picture that the browser can read. Choose a PNG, JPEG or WebP.' : null,
    )
    if (small) submit(small)
  }
  const refused = fault ?? (state.status === 'failed' ? state.fields.picture : undefined)
  return (
    <div className="mb-6 max-w-[440px] space-y-3">
      <FormMessage state={state} />
      <div className="flex flex-wrap items-center gap-3">
        <Avatar name={name} picture={picture} className="!text-20 !h-16 !w-16" />
        <label
          htmlFor={id}
          className={buttonClass({
            size: 'small',
            className: 'focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
          })}
        >
          {picture ? 'Choose another picture' : 'Choose a picture'}
          <input
            id={id}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            className="vh"
            onChange={(event) => void choose(event)}
            disabled={isPending}
            aria-describedby={refused ? `${id}-error` : undefined}
          />
        </label>
        {picture && (
          <Button size="small" variant="quiet" working={isPending} onClick={() => submit('')}>
            Use initials
          </Button>
        )}
      </div>
      {refused && <FieldError id={`${id}-error`}>{refused}</FieldError>}
    </div>
  )
}
