'use client'

import { Plus, Send } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRef, useState } from 'react'
import { type MailActions, OutboxHint } from '#components/document/mail-preview.tsx'
import { RecipientList } from '#components/document/recipient-list.tsx'
import { SendWords } from '#components/document/send-words.tsx'
import { TroubleNotice } from '#components/document/trouble-notice.tsx'
import { useCommands } from '#components/document/use-commands.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { useDraft } from '#components/live/use-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { chosenOf, nobodyChosen, type SendDraft, without, withPeople } from '#lib/document/sending/model.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { ProviderName } from '#lib/messaging/model.ts'
import { type GroupRow, peopleWords, type SendChoice, type SendChoices } from '#lib/stakeholder/model.ts'

// Opened by few, and only now and then.
const AddRecipients = dynamic(
  async () => (await import('#components/document/add-recipients.tsx')).AddRecipients,
)
const MailPreview = dynamic(async () => (await import('#components/document/mail-preview.tsx')).MailPreview)

export type SendPanelProps = {
  reference: string
  document: DocumentName
  /** Id of whoever looks. */
  me: string
  /** What would be sent: the newest saved version. */
  version: number
  /** Why it cannot be sent yet, in a sentence; null: it can. */
  notYet: string | null
  /** Something else is to be done first: the text changed since that version. */
  isAside: boolean
  /** This version went out already. */
  isSent: boolean
  /** Blank and contradictory answers of that version, with their question. */
  gaps: readonly { number: number; text: string }[]
  /** What changed since the version that was sent before, as the versions say; null: none was sent. */
  changes: string | null
  choices: SendChoices
  groups: readonly GroupRow[]
  /** Whoever has a link to the incident can download it. */
  isShownOutside: boolean
  leavesBy: ProviderName
  actions: MailActions
}

/** Who is sent the document, what they are told of it, and the button that does it. */
export function SendPanel(props: SendPanelProps) {
  const { document, isSent } = props
  const [isAgain, setAgain] = useState(false)
  const what = document === 'report' ? 'report' : 'post-mortem'
  return (
    <section aria-labelledby="h-send" className="no-print">
      <h2 id="h-send" className="sec rule-sec">
        Email to stakeholders
      </h2>
      {isSent && !isAgain ? (
        <p className="text-13 text-ink-2 mt-1.5">
          Version {props.version} of the {what} went out.{' '}
          <button type="button" className="link min-h-6" onClick={() => setAgain(true)}>
            Send it to somebody else
          </button>
        </p>
      ) : (
        <Sending {...props} />
      )}
    </section>
  )
}

function Sending(props: SendPanelProps) {
  const { reference, document, me, version, notYet, isAside, isSent, gaps, changes, choices } = props
  const { draft, write, clear } = useDraft<SendDraft>(`${me}:${reference}:send:${document}`, nobodyChosen)
  const { run, running, isRefreshing, trouble } = useCommands(reference)
  const [open, setOpen] = useState<'add' | 'preview' | null>(null)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const override = useRef<HTMLTextAreaElement>(null)
  const beginning = beginningOf(choices, isSent)
  const chosen = chosenOf(beginning, draft)
  const told = draft.changes ?? changes

  const send = async () => {
    const missing = missingIn({ count: chosen.ids.length, gaps: gaps.length, override: draft.override })
    setErrors(missing)
    if (missing.override) override.current?.focus()
    if (Object.keys(missing).length > 0) return
    const words = { note: draft.note.trim(), changes: told?.trim() ?? '', override: draft.override.trim() }
    const command = commandOf(document, { version, to: chosen.ids, ...words, hasGaps: gaps.length > 0 })
    if (await run('send', [command])) clear()
  }
  const words = { note: draft.note, changes: told ?? '' }
  const first = chosen.rows.flatMap(({ members }) => members).find(({ suppressed }) => suppressed === null)
  return (
    <>
      <RecipientList
        chosen={chosen}
        onRemove={(ids) => write(without(draft, ids))}
        onPutBack={(people) => write(withPeople(draft, people))}
      />
      <Button size="small" variant="quiet" className="-ml-2" onClick={() => setOpen('add')}>
        <Plus className="icon" />
        Add a recipient
      </Button>
      <form
        noValidate
        className="mt-2"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <SendWords
          draft={draft}
          changes={changes === null ? null : (told ?? '')}
          gaps={gaps}
          errors={{ ...trouble?.fields, ...errors }}
          override={override}
          onChange={(part) => write({ ...draft, ...part })}
        />
        {notYet ? (
          <p className="text-13 text-ink-2 mt-3">{notYet}</p>
        ) : (
          <Button
            type="submit"
            variant={isAside ? 'default' : 'primary'}
            className="mt-3 h-auto min-h-9 w-full py-1.5 whitespace-normal"
            data-act="send"
            working={running === 'send' || isRefreshing}
          >
            <Send className="icon" />
            {labelOf(version, chosen.ids, choices)}
          </Button>
        )}
        {errors.to && (
          <p className="text-13 text-sev1-ink mt-1.5 font-medium" role="alert">
            {errors.to}
          </p>
        )}
      </form>
      <p className="text-12 text-ink-3 mt-1.5">
        Sends it as text, PDF and Markdown.{' '}
        {props.isShownOutside
          ? 'Those who read by a link can download it, too.'
          : 'Those who read by a link get it only if you show it on their page, below.'}{' '}
        <button type="button" className="link min-h-6" onClick={() => setOpen('preview')}>
          Preview and test
        </button>
      </p>
      {props.leavesBy === 'outbox' && <OutboxHint />}
      <TroubleNotice trouble={trouble} />
      {open === 'add' && (
        <AddRecipients
          groups={props.groups}
          suppressed={new Map(choices.suppressed.map(({ id, reason }) => [id, reason]))}
          chosen={new Set(chosen.rows.flatMap(({ members }) => members.map(({ id }) => id)))}
          onAdd={(people) => write(withPeople(draft, people))}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'preview' && (
        <MailPreview
          actions={props.actions}
          fields={{
            ...{ ref: reference, document, version: String(version), to: first?.name ?? 'a stakeholder' },
            ...words,
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

/** A version that is out begins with nobody, a later one with the same people, the first with the severity's groups. */
function beginningOf({ usual, before }: SendChoices, isSent: boolean): readonly SendChoice[] {
  if (isSent) return []
  return before.length > 0 ? before : usual
}

function labelOf(version: number, ids: readonly string[], { before }: SendChoices): string {
  const told = new Set(before.filter(({ suppressed }) => suppressed === null).map(({ id }) => id))
  const isSame = told.size > 0 && told.size === ids.length && ids.every((id) => told.has(id))
  if (ids.length === 0) return `Send version ${version}`
  return `Send version ${version} to ${isSame ? 'the same ' : ''}${peopleWords(ids.length)}`
}

function missingIn(given: { count: number; gaps: number; override: string }): Record<string, string> {
  if (given.count === 0) return { to: 'Choose who gets it first.' }
  if (given.gaps > 0 && given.override.trim() === '') {
    return { override: 'Mend the report, or say in a sentence why it is sent with these gaps.' }
  }
  return {}
}

type Given = {
  version: number
  to: string[]
  note: string
  changes: string
  override: string
  hasGaps: boolean
}

function commandOf(document: DocumentName, given: Given): CommandBody {
  const { version, to, note, changes, override, hasGaps } = given
  const about = { version, to, ...(note && { note }) }
  if (document === 'post_mortem') return { type: 'send_post_mortem', ...about }
  return {
    ...{ type: 'send_report', ...about, ...(changes && { changes }) },
    ...(hasGaps && override && { override }),
  }
}
