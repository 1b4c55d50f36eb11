'use client'

import {
  lazy,
  Suspense,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { ConflictPanel } from '#components/document/conflict-panel.tsx'
import type { EditableSectionProps } from '#components/document/editable-section.tsx'
import { forgetText, keepText, lockOf, type SectionPlace } from '#components/document/kept-text.ts'
import { LogMoved } from '#components/document/log-moved.tsx'
import { SaveLine } from '#components/document/save-line.tsx'
import { saveSection } from '#components/document/save-section.ts'
import { createWriting, type Draft, type Writing } from '#components/document/writing.ts'
import { Button } from '#components/ui/button.tsx'
import { CommandKey } from '#components/ui/command-key.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { longestSection, type WorkingSection } from '#lib/document/model.ts'

/** Without a connection there are no marks; nothing waits for them. */
const CheckedText = lazy(() =>
  import('#components/document/checked-text.tsx').catch(() => ({ default: () => null })),
)

type Begin = { server: WorkingSection | null; composed: string; kept: Draft | null }

/** The writing of one section in this browser. */
export function openWriting(place: SectionPlace, begin: Begin): Writing {
  return createWriting(begin, {
    send: (draft) => saveSection(place, draft),
    keep: (draft) => keepText(place, draft),
    forget: (text) => forgetText(place, text),
  })
}

type SectionEditorProps = EditableSectionProps & {
  writing: Writing
  isOpen: boolean
  onOpen: () => void
  onClose: () => void
  /** What the server has is another text now than the page around shows. */
  onChanged: () => void
}

/** The field, what becomes of its text, and what the log says beside it. Closed, it says only what is not saved. */
export function SectionEditor(props: SectionEditorProps) {
  const { place, writing, isOpen, working, zone, onOpen, onChanged } = props
  const state = useSyncExternalStore(writing.subscribe, writing.get, writing.get)
  useDelivery(writing, lockOf(place))

  // The page around is rendered anew when nobody writes in this place, and only after an answer of the server.
  const changed = useEffectEvent(onChanged)
  const revision = state.server?.revision ?? 0
  const shown = working?.revision ?? 0
  useEffect(() => {
    if (!isOpen && state.step === 'settled' && revision > shown) changed()
  }, [isOpen, state.step, revision, shown])

  if (isOpen) return <OpenEditor {...props} />
  if (state.step === 'settled' && !state.undo) return null
  return (
    <div className="no-print flex flex-wrap items-baseline gap-x-3 gap-y-1">
      <SaveLine state={state} zone={zone} onUndo={writing.undo} onRetry={writing.retry} />
      {state.step !== 'settled' && (
        <Button size="small" onClick={onOpen}>
          Open the text
        </Button>
      )}
    </div>
  )
}

/** Sends what waits when the connection is back or the tab is seen again, and warns before it would be lost. */
function useDelivery(writing: Writing, lock: string): void {
  useEffect(() => {
    // As long as it is written here, no other page sends what this device keeps of it (deliver-kept.ts).
    let release: () => void = () => undefined
    const isWritten = new Promise<void>((resolve) => {
      release = resolve
    })
    void navigator.locks?.request(lock, { mode: 'shared' }, () => isWritten)
    const retry = () => writing.retry()
    const warn = (event: BeforeUnloadEvent) => {
      if (writing.isOwed() && !writing.get().isKept) event.preventDefault()
    }
    addEventListener('online', retry)
    addEventListener('focus', retry)
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('online', retry)
      removeEventListener('focus', retry)
      removeEventListener('beforeunload', warn)
      // Another page of this app: the text is sent now, and stays on this device until it has arrived.
      void writing.save().then(() => {
        writing.stop()
        release()
      })
    }
  }, [writing, lock])
}

function OpenEditor(props: SectionEditorProps) {
  const { writing, title, hint, me, isLine, check, zone, onClose } = props
  const state = useSyncExternalStore(writing.subscribe, writing.get, writing.get)
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const text = state.text ?? state.composed
  const preview = useDeferredValue(text)
  useEffect(() => {
    const element = field.current
    if (!element) return
    element.focus()
    element.setSelectionRange(element.value.length, element.value.length)
  }, [])
  useGrowth(field, text)

  const close = () => {
    void writing.save()
    onClose()
  }
  const isMoved = state.server?.text != null && state.text !== null && state.composedThen !== state.composed
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would name its parts again
    <div
      role="group"
      aria-label={`Editing: ${title}`}
      className="no-print space-y-3"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
          event.stopPropagation()
          close()
        }
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
          event.preventDefault()
          void writing.save()
        }
      }}
    >
      {isMoved && (
        <LogMoved
          before={state.composedThen}
          after={state.composed}
          onKeep={writing.keepText}
          onTake={writing.takeLog}
        />
      )}
      {state.theirs && (
        <ConflictPanel writing={writing} theirs={state.theirs} mine={text} me={me} zone={zone} />
      )}
      <div>
        <label htmlFor={id} className="vh">
          {title}
          {!isLine && ', in Markdown'}
        </label>
        <textarea
          ref={field}
          id={id}
          className={`field serif field-sizing-content w-full py-2 leading-[1.5] ${isLine ? 'text-20 min-h-12' : 'text-17 min-h-28'}`}
          aria-describedby={`${id}-hint`}
          rows={isLine ? 1 : 4}
          maxLength={isLine ? 300 : longestSection}
          value={text}
          onChange={(event) =>
            writing.write(isLine ? event.target.value.replaceAll(/\s*\n\s*/g, ' ') : event.target.value)
          }
          onKeyDown={(event) => {
            if (isLine && event.key === 'Enter') event.preventDefault()
          }}
          onBlur={() => void writing.save()}
        />
        <p id={`${id}-hint`} className="hint mt-1">
          {hint}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <SaveLine state={state} zone={zone} onUndo={writing.undo} onRetry={writing.retry} />
        <span className="flex gap-2">
          {!state.theirs && (
            <Button size="small" onClick={() => void writing.save()}>
              Save now <CommandKey letter="↵" />
            </Button>
          )}
          <Button size="small" variant="primary" onClick={close}>
            Done
          </Button>
        </span>
      </div>
      {check && (
        <Suspense fallback={null}>
          <CheckedText text={preview} composed={state.composed} context={check} editor={field} />
        </Suspense>
      )}
      {!isLine && <Preview text={preview} />}
      <FromLog
        text={state.composed}
        isLine={isLine}
        onTake={state.text === null || state.theirs ? null : writing.takeLog}
      />
    </div>
  )
}

function Preview({ text }: { text: string }) {
  return (
    <section aria-label="As it will read" className="border-rule-2 border-l-2 pl-4">
      <p className="text-12 text-ink-3 mb-1">As it will read</p>
      {text.trim() === '' ? (
        <p className="text-ink-3">Nothing stands here.</p>
      ) : (
        <Markdown text={text} className="serif text-17 max-w-[62ch] leading-[1.52]" />
      )}
    </section>
  )
}

type FromLogProps = { text: string; isLine: boolean; onTake: (() => void) | null }

/** What was composed, one press away. */
function FromLog({ text, isLine, onTake }: FromLogProps) {
  return (
    <details>
      <summary className="text-13 text-accent-ink min-h-6 cursor-pointer underline underline-offset-2">
        From the log
      </summary>
      <div className="border-rule-2 mt-1 space-y-2 border-l-2 pl-4">
        {isLine ? (
          <p className="wrap-anywhere">{text}</p>
        ) : text.trim() === '' ? (
          <p className="text-ink-3">The log says nothing of it.</p>
        ) : (
          <Markdown text={text} className="max-w-[72ch]" />
        )}
        {onTake && (
          <Button size="small" onClick={onTake}>
            Take what the log says
          </Button>
        )}
      </div>
    </details>
  )
}

/** As high as its text, where the style sheet cannot do it. */
function useGrowth(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  const [isStyled] = useState(() => CSS.supports('field-sizing', 'content'))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useEffect(() => {
    const element = field.current
    if (!element || isStyled) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  }, [field, text, isStyled])
}
