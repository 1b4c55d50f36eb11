'use client'

import { Check, SpellCheck } from 'lucide-react'
import { useRef } from 'react'
import { useRoom } from '#components/incident/room.ts'
import { AffectedFields } from '#components/incident/update/affected-fields.tsx'
import { Choice } from '#components/incident/update/choice.tsx'
import { FoundWords } from '#components/incident/update/found-words.tsx'
import { NextField } from '#components/incident/update/next-field.tsx'
import type { Update } from '#components/incident/update/use-update.ts'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { updateLimits, updateStateNames, updateStates } from '#lib/incident/public-updates.ts'
import { checkPublicName, checkPublicWriting, foundWords } from '#lib/writing/public/model.ts'

/** More than these are seldom read. */
const softLimit = 280

/** The fields of an update, in the order in which they are read outside. */
export function UpdateFieldset({ update }: { update: Update }) {
  const { live } = useRoom()
  const { shown, set, errors, isTyped, waits } = update
  const isFirst = live.confirmed.updates.last === null
  return (
    <div className="min-w-0">
      {waits && (
        <p className="text-13 text-ink-2 mt-3">
          A draft by {waits.by.name} waits for approval. Yours, once it is given, takes its place.
        </p>
      )}
      <fieldset className="mt-4">
        <legend className="label">State, in public words</legend>
        <div className="mt-1.5 flex flex-wrap gap-1.5">
          {updateStates.map((state) => (
            <Choice
              key={state}
              name="public-state"
              isChosen={shown.state === state}
              onChoose={() => set({ state })}
              data-autofocus={shown.state === state ? '' : undefined}
            >
              {shown.state === state && <Check className="icon text-accent-ink stroke-[2.5]" />}
              {updateStateNames[state]}
            </Choice>
          ))}
        </div>
        {isTyped && (
          <Button
            size="small"
            variant="quiet"
            className="mt-1.5 -ml-2"
            onClick={() => set({ headline: null, text: null })}
          >
            Use the words for “{updateStateNames[shown.state]}”
          </Button>
        )}
      </fieldset>
      <TextField
        className="mt-4"
        label="What people outside call it"
        aside={isFirst ? undefined : 'as before, unless you change it'}
        hint={isFirst ? <>In a few words. The topic “{live.confirmed.topic}” stays inside.</> : undefined}
        dir="auto"
        maxLength={updateLimits.title}
        value={shown.title}
        error={errors.title}
        onChange={({ target }) => set({ title: target.value })}
      />
      <TextField
        className="mt-4 [&_input]:[font-family:var(--font-serif)] [&_input]:font-semibold"
        label="Headline"
        hint="What is so now, not what was wrong."
        dir="auto"
        maxLength={updateLimits.headline}
        value={shown.headline}
        error={errors.headline}
        onChange={({ target }) => set({ headline: target.value })}
      />
      <Text update={update} />
      <AffectedFields rows={shown.affected} errors={errors} onChange={(affected) => set({ affected })} />
      {shown.state !== 'over' && <NextField update={update} />}
      {errors.corrects && (
        <div data-answer tabIndex={-1}>
          <FieldError>{errors.corrects}</FieldError>
        </div>
      )}
    </div>
  )
}

/** The words themselves, as they will be read, and what of them outsiders would not understand. */
function Text({ update }: { update: Update }) {
  const { shown, set, errors, context } = update
  const editor = useRef<HTMLTextAreaElement>(null)
  const { title, headline, text, affected } = shown
  const check = (words: string) => checkPublicWriting(words, context)
  const marks = check(text)
  const others = [
    { where: 'the name', words: title, marks: check(title) },
    { where: 'the headline', words: headline, marks: check(headline) },
    ...affected.map(({ name }) => ({
      where: 'what is affected',
      words: name,
      marks: checkPublicName(name, context),
    })),
  ]
  const found = foundWords([...marks, ...others.flatMap((other) => other.marks)])
  const long = text.length > softLimit ? ' Shorter is read by more people.' : ''
  return (
    <div className="mt-4">
      <label className="label" htmlFor="u-text">
        What should people know?
      </label>
      <textarea
        ref={editor}
        id="u-text"
        rows={5}
        className="field serif text-17 mt-1.5 field-sizing-content max-h-80 min-h-34"
        dir="auto"
        maxLength={updateLimits.text}
        value={text}
        aria-invalid={errors.text ? true : undefined}
        aria-describedby={errors.text ? 'u-text-hint u-text-error' : 'u-text-hint'}
        onChange={({ target }) => set({ text: target.value })}
      />
      <p id="u-text-hint" className="hint mt-1.5 flex gap-1.5">
        <SpellCheck className="icon icon-sm mt-[3px]" />
        <span>
          {found ?? 'Plain words,'} {text.length} of {softLimit} characters.{long}{' '}
          {!found && 'No names, versions or vendors found.'}
        </span>
      </p>
      {errors.text && <FieldError id="u-text-error">{errors.text}</FieldError>}
      <FoundWords text={text} marks={marks} editor={editor} others={others} />
    </div>
  )
}
