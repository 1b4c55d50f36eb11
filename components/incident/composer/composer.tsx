'use client'

import { type KeyboardEvent, lazy, type ReactNode, Suspense, useId } from 'react'
import { AttachButton, useFileDrop } from '#components/incident/composer/attach.tsx'
import type { DetailsFieldsProps } from '#components/incident/composer/details-fields.tsx'
import { QuickCommands } from '#components/incident/composer/quick-commands.tsx'
import type { SuggestionsProps } from '#components/incident/composer/suggestions.tsx'
import { TimeField } from '#components/incident/composer/time-field.tsx'
import { type PutBack, useComposer } from '#components/incident/composer/use-composer.ts'
import { useRoom } from '#components/incident/room.ts'
import { isLost } from '#components/live/connection.ts'
import { FieldError } from '#components/ui/field-error.tsx'
import { permission } from '#lib/incident/policy.ts'

// Loaded when somebody begins to write. Without it the keys choose as well, and the reader says what.
const loadSuggestions = () => import('#components/incident/composer/suggestions.tsx')
const Suggestions = lazy(() =>
  loadSuggestions().then(
    ({ Suggestions }) => ({ default: Suggestions }),
    () => ({ default: Nothing }),
  ),
)
const loadDetails = () => import('#components/incident/composer/details-fields.tsx')
const DetailsFields = lazy<(props: DetailsFieldsProps) => ReactNode>(() =>
  loadDetails().then(
    ({ DetailsFields }) => ({ default: DetailsFields }),
    () => ({ default: Nothing }),
  ),
)
const Nothing = (_: SuggestionsProps | DetailsFieldsProps): ReactNode => null

/**
 * Where the log is written. Enter logs, Shift and Enter begins a new line, a slash opens the commands, an @ the
 * people.
 */
export function Composer({ putBack }: { putBack: PutBack }) {
  const { live, me } = useRoom()
  const id = useId()
  const composer = useComposer(putBack)
  const { draft, write, read, offered, suggestions, problem, log, press } = composer
  const { options, active } = suggestions

  const refusal = permission(me, 'log', live.incident)
  if (!refusal.allowed) return <p className="text-ink-2 border-t py-3">{refusal.why}</p>
  const label = read.typing === null ? 'People' : 'Commands'
  return (
    <div className="border-bar relative border-t-[3px] pt-2.5 pb-3">
      {options.length > 0 && (
        <Suspense>
          <Suggestions id={`${id}-list`} label={label} options={options} active={active} />
        </Suspense>
      )}
      <p className="vh" role="status">
        {suggestionWords(label, composer)}
      </p>
      {problem && (
        <div className="pb-2">
          <FieldError id={`${id}-problem`}>{problem}</FieldError>
        </div>
      )}
      <Field id={id} composer={composer} />
      {read.slash?.aim === 'log' && (
        <Suspense>
          <DetailsFields
            kind={read.slash.kind}
            details={draft.details}
            onChange={(details) => write({ ...draft, details })}
            onLog={log}
          />
        </Suspense>
      )}
      <QuickCommands offered={offered} onPress={press} />
    </div>
  )
}

type ComposerState = ReturnType<typeof useComposer>

function suggestionWords(label: string, { suggestions }: ComposerState): string {
  const { options, chosen } = suggestions
  if (!chosen) return ''
  return `${options.length} ${label.toLowerCase()}. ${[chosen.word, chosen.says].filter(Boolean).join(', ')}`
}

/** Time, words, attach, Log: one frame. */
function Field({ id, composer }: { id: string; composer: ComposerState }) {
  const { live, zone, now } = useRoom()
  const { input, draft, write, type, setCaret, suggestions, problem, log } = composer
  const { chosen, active } = suggestions
  const fileDrop = useFileDrop()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey || suggestions.takeKey(event)) return
    if (event.key !== 'Enter') return
    event.preventDefault()
    log()
  }
  return (
    <div className="composer border-line bg-surface flex flex-wrap items-stretch rounded-sm border sm:flex-nowrap">
      {/* On a phone it stands under the words, once there are some. */}
      <div
        className={`${draft.text === '' ? 'hidden' : 'flex'} order-3 h-9 basis-full border-t sm:order-none sm:flex sm:h-auto sm:basis-auto sm:border-t-0`}
      >
        <TimeField time={draft.time} zone={zone} now={now} onChange={(time) => write({ ...draft, time })} />
      </div>
      <label className="vh" htmlFor={id}>
        Write to the log
      </label>
      <textarea
        ref={input}
        id={id}
        rows={1}
        className="text-15 field-sizing-content max-h-[220px] min-h-11 min-w-0 flex-1 resize-none bg-transparent px-3 py-2.5 leading-6 outline-none placeholder:overflow-hidden placeholder:text-ellipsis placeholder:whitespace-nowrap"
        placeholder="What happened? / for commands"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={chosen ? `${id}-list` : undefined}
        aria-activedescendant={chosen ? `${id}-list-${active}` : undefined}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        maxLength={20_000}
        value={draft.text}
        onChange={({ target }) => {
          type(target.value)
          setCaret(target.selectionStart)
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onBlur={suggestions.close}
        onFocus={() => {
          suggestions.open()
          for (const load of [loadSuggestions, loadDetails]) load().catch(() => undefined)
        }}
        {...fileDrop}
      />
      <AttachButton />
      <button
        type="button"
        className="border-line bg-hover flex-none rounded-r-[3px] border-l px-4 font-semibold"
        onClick={log}
      >
        {isLost(live.connection) ? 'Save' : 'Log'}
        <span className="text-12 text-ink-3 ml-1.5 hidden font-mono sm:inline" aria-hidden="true">
          ↵
        </span>
      </button>
    </div>
  )
}
