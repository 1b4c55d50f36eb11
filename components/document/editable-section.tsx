'use client'

import { Pencil } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { findKept, type SectionPlace } from '#components/document/kept-text.ts'
import { LogMoved } from '#components/document/log-moved.tsx'
import type { KeptDraft, Writing } from '#components/document/writing.ts'
import { Button } from '#components/ui/button.tsx'
import type { WorkingSection } from '#lib/document/model.ts'
import type { WritingContext } from '#lib/writing/model.ts'

export type EditableSectionProps = {
  place: SectionPlace
  /** Renders the page anew. */
  renew: () => Promise<unknown>
  /** The name of whoever writes here. */
  me: string
  /** What it is called: "Contributing factors". */
  title: string
  /** What it wants of its writer. */
  hint: string
  /** A headline is one line and no Markdown. */
  isLine: boolean
  /** In a narrow column: its button stands below. */
  isNarrow: boolean
  /** Whether what is written is checked for what would read better, and of whom it tells. */
  check: WritingContext | null
  zone: string
  /** What somebody made of it; null: nobody has edited it. */
  working: WorkingSection | null
  /** What the log says of it now, Markdown. */
  composed: string
  /** Under the text, also while it is edited. */
  footer: ReactNode
  /** As it reads now. */
  children: ReactNode
}

type Editor = typeof import('#components/document/section-editor.tsx')
type Loaded = { Editor: Editor['SectionEditor']; writing: Writing }

const loadEditor = () => import('#components/document/section-editor.tsx')

/**
 * A section of a document that is edited in its place. Until somebody presses Edit it is only read: the editor is
 * loaded then, or at once where this device kept a text of it that is not saved yet.
 */
export function EditableSection(props: EditableSectionProps) {
  const { place, renew, title, isNarrow, working, composed, footer, children } = props
  const { section } = place
  const button = useRef<HTMLButtonElement>(null)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [isFailed, setFailed] = useState(false)

  const load = useCallback(
    async (kept: KeptDraft | null): Promise<Writing | null> => {
      if (loaded) return loaded.writing
      try {
        const editor = await loadEditor()
        const writing = editor.openWriting(place, { server: working, composed, kept })
        setLoaded({ Editor: editor.SectionEditor, writing })
        setFailed(false)
        return writing
      } catch {
        setFailed(true)
        return null
      }
    },
    [loaded, place, working, composed],
  )
  const open = async () => {
    if (await load(loaded ? null : await findKept(place))) setOpen(true)
  }

  const begin = useEffectEvent(async () => {
    if (location.hash === `#edit-${section}`) return await open()
    const kept = await findKept(place)
    if (kept && kept.text !== (working?.text ?? null)) await (await load(kept))?.save()
  })
  const follow = useEffectEvent(() => {
    if (location.hash === `#edit-${section}`) void open()
  })
  useEffect(() => {
    void begin()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  // What the server rendered anew, without touching what somebody is typing.
  useEffect(() => loaded?.writing.hear(working, composed), [loaded, working, composed])

  const close = () => {
    setOpen(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  const isMoved = working !== null && working.text !== null && working.composedThen !== composed
  const press = (act: (writing: Writing) => void) => async () => {
    const writing = await load(null)
    if (writing) act(writing)
  }

  return (
    <div
      className={`grid scroll-mt-24 gap-x-4 gap-y-2 ${isNarrow || isOpen ? '' : 'md:grid-cols-[minmax(0,1fr)_auto]'}`}
      id={`edit-${section}`}
      data-editing={isOpen || undefined}
    >
      <div className="min-w-0 space-y-2">
        <div className={isOpen ? 'hidden print:block' : 'space-y-2'}>{children}</div>
        {isMoved && !isOpen && (
          <LogMoved
            before={working.composedThen}
            after={composed}
            onKeep={press((writing) => writing.keepText())}
            onTake={press((writing) => writing.takeLog())}
          />
        )}
        {loaded && (
          <loaded.Editor
            {...props}
            writing={loaded.writing}
            isOpen={isOpen}
            onOpen={() => setOpen(true)}
            onClose={close}
            onChanged={() => void renew().catch(() => undefined)}
          />
        )}
        {isFailed && (
          <p role="alert" className="text-13 text-ink-2 no-print">
            The editor could not be loaded. Press Edit again when the connection is back.
          </p>
        )}
      </div>
      {!isOpen && (
        <div className={isNarrow ? '-ml-2' : 'max-md:-ml-2 md:-mt-1'}>
          <Button
            ref={button}
            size="small"
            variant="quiet"
            className="text-ink-2"
            aria-label={`Edit: ${title}`}
            onPointerEnter={() => void loadEditor().catch(() => undefined)}
            onClick={() => void open()}
          >
            <Pencil className="icon icon-sm" />
            Edit
          </Button>
        </div>
      )}
      {footer && <div className="min-w-0">{footer}</div>}
    </div>
  )
}
