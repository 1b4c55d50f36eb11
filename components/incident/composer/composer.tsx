'use client'

import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { compose, draftOf, emptyDraft } from '#components/incident/composer/compose.ts'
import { DetailsFields } from '#components/incident/composer/details-fields.tsx'
import { QuickCommands } from '#components/incident/composer/quick-commands.tsx'
import { matchSlashes, offeredSlashes, readSlash, type Slash } from '#components/incident/composer/slash.ts'
import { SlashList } from '#components/incident/composer/slash-list.tsx'
import { TimeField } from '#components/incident/composer/time-field.tsx'
import { useRoom } from '#components/incident/room.ts'
import { isLost } from '#components/live/connection.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { useDraft } from '#components/live/use-draft.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'
import { FieldError } from '#components/ui/field.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { commander } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

type ComposerProps = {
  /** Filled with how to put a command back: true when the composer is where it was written. */
  putBack: { current: ((command: CommandBody) => boolean) | null }
}

/** Where the log is written. Enter logs, Shift and Enter begins a new line, a slash opens the commands. */
export function Composer({ putBack }: ComposerProps) {
  const { live, me, zone, now, open } = useRoom()
  const { incident, connection } = live
  const id = useId()
  const input = useRef<HTMLTextAreaElement>(null)
  const { draft, write, clear } = useDraft(`${me.id}:${incident.ref}:composer`, emptyDraft)
  const [active, setActive] = useState(0)
  const [isClosed, setClosed] = useState(false)
  const [problem, setProblem] = useState('')

  const offered = useMemo(() => offeredSlashes(me, incident), [me, incident])
  const read = readSlash(draft.text, offered)
  const options = read.typing === null || isClosed ? [] : matchSlashes(read.typing, offered)
  const chosen = options[Math.min(active, options.length - 1)]
  const kind = read.slash?.aim === 'log' ? read.slash.kind : null

  const type = (text: string) => {
    write({ ...draft, text })
    setClosed(false)
    setActive(0)
    setProblem('')
  }
  const focus = () => {
    input.current?.focus()
  }

  useEffect(() => {
    putBack.current = (command) => {
      const back = draftOf(command, zone)
      if (!back) return false
      // What is being written now is kept below what comes back.
      write({ ...back, text: draft.text ? `${back.text}\n\n${draft.text}` : back.text })
      focus()
      return true
    }
  })
  useGrowth(input)
  useShortcuts([
    { keys: 'l', label: 'Write to the log', run: focus },
    {
      keys: '/',
      label: 'Commands',
      run: () => {
        if (!draft.text) type('/')
        focus()
      },
    },
  ])

  const runAim = (slash: Slash) => {
    if (slash.aim === 'acknowledge') live.send({ type: 'acknowledge' })
    if (slash.aim === 'dialog') open({ dialog: slash.dialog, text: read.slash ? read.rest : '' })
    if (slash.aim === 'command') {
      const holder = commander(incident)
      if (!holder) live.send({ type: 'take_role', role: 'commander' })
      else if (permission(me, 'offer_command', incident).allowed) open({ dialog: 'offer' })
      else setProblem(`${holder.name} is Incident Commander and can hand over command.`)
    }
    clear()
  }

  const choose = (slash: Slash) => {
    if (slash.aim === 'log' || slash.aim === 'fact') {
      type(`${slash.word} `)
      focus()
    } else {
      runAim(slash)
    }
  }

  /** Pressed below the field: what is written already becomes what the command says. */
  const press = (slash: Slash) => {
    if (slash.aim !== 'log') return choose(slash)
    write({ ...draft, text: `${slash.word} ${read.slash ? read.rest : draft.text}` })
    focus()
  }

  const log = () => {
    if (read.slash && read.slash.aim !== 'log' && read.slash.aim !== 'fact') return runAim(read.slash)
    const made = compose(draft, read, { zone, now: currentTime() })
    if ('problem' in made) return setProblem(made.problem)
    const isKept = isLost(connection) && !made.command.occurredAt
    // Nobody knows when it will arrive: it keeps the time at which it was written.
    const occurredAt = new Date(currentTime()).toISOString()
    live.send(isKept ? { ...made.command, occurredAt } : made.command)
    clear()
    setProblem('')
    focus()
  }

  const step = (by: number) => setActive((active + by + options.length) % options.length)
  /** A key while the list of commands is open; whether it was one of the list's. */
  const listKey = (key: string, slash: Slash): boolean => {
    if (key === 'ArrowDown') step(1)
    else if (key === 'ArrowUp') step(-1)
    else if (key === 'Tab') type(`${slash.word} `)
    else if (key === 'Escape') setClosed(true)
    else if (key === 'Enter') choose(slash)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey) return
    if (chosen) {
      if (listKey(event.key, chosen)) event.preventDefault()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      log()
    }
  }

  const refusal = permission(me, 'log', incident)
  if (!refusal.allowed) return <p className="text-ink-2 border-t py-3">{refusal.why}</p>
  return (
    <div className="border-bar relative border-t-[3px] pt-2.5 pb-3">
      {options.length > 0 && (
        <SlashList id={`${id}-list`} options={options} active={active} onChoose={choose} />
      )}
      <p className="vh" role="status">
        {options.length > 0 ? `${options.length} commands. ${chosen?.word}, ${chosen?.says}` : ''}
      </p>
      {problem && (
        <div className="pb-2">
          <FieldError id={`${id}-problem`}>{problem}</FieldError>
        </div>
      )}
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
          aria-activedescendant={chosen ? `${id}-list-${options.indexOf(chosen)}` : undefined}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          maxLength={20_000}
          value={draft.text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setClosed(true)}
          onFocus={() => setClosed(false)}
        />
        <button
          type="button"
          className="border-line bg-hover flex-none rounded-r-[3px] border-l px-4 font-semibold"
          onClick={log}
        >
          {isLost(connection) ? 'Save' : 'Log'}
          <span className="text-12 text-ink-3 ml-1.5 hidden font-mono sm:inline" aria-hidden="true">
            ↵
          </span>
        </button>
      </div>
      {kind && (
        <DetailsFields
          kind={kind}
          details={draft.details}
          onChange={(details) => write({ ...draft, details })}
          onLog={log}
        />
      )}
      <QuickCommands offered={offered} onPress={press} />
    </div>
  )
}

/** Lets the field grow with its text. */
function useGrowth(input: RefObject<HTMLTextAreaElement | null>) {
  useLayoutEffect(() => {
    const element = input.current
    // Where the style sheet can do it (field-sizing), measuring would only cost a layout per key.
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight, 220)}px`
  })
}
