'use client'

import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { useRoom } from '#components/incident/room.ts'
import { askClient } from '#components/live/ask.ts'
import { fetchLinks, makeLink, type Refused, revokeLink } from '#components/share-link/ask-links.ts'
import { LinkAbout } from '#components/share-link/link-about.tsx'
import { LinkFields, newLinkDraft } from '#components/share-link/link-fields.tsx'
import { revokeWords, shownOnce } from '#components/share-link/link-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { isReadOnly } from '#lib/incident/incident.ts'
import { type ShareLink, whyNoLinks } from '#lib/share-link/model.ts'
import { fromDateTimeLocal } from '#lib/time/wall.ts'

/** The stakeholder links of this incident: made, shown once, listed with their views, revoked. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const { live, me } = useRoom()
  const { incident } = live
  const why = whyNoLinks(me, incident)
  return (
    <Dialog
      open
      onClose={onClose}
      wide
      title="Stakeholder links"
      lead="Whoever has a link reads the public updates and nothing else, on any device, without an account."
    >
      {why === null ? (
        <Managed isOver={isReadOnly(incident)} />
      ) : (
        <p>
          {incident.ref} has a page for stakeholders, and links lead to it. {why}
        </p>
      )}
    </Dialog>
  )
}

function Managed({ isOver }: { isOver: boolean }) {
  const { ref } = useRoom().live.incident
  const { data, isError, refetch } = useQuery(
    {
      queryKey: ['links', ref],
      queryFn: ({ signal }) => fetchLinks(ref, signal),
      // Views are counted elsewhere meanwhile.
      staleTime: 0,
    },
    askClient,
  )
  return (
    <div className="space-y-6">
      {isOver ? (
        <p className="text-ink-2">{ref} is over. No link is made any more; those below can be revoked.</p>
      ) : (
        <NewLink onMade={() => void refetch()} />
      )}
      {isError && !data && (
        <Notice
          kind="error"
          title="The links could not be loaded."
          action={
            <Button size="small" onClick={() => void refetch()}>
              Load again
            </Button>
          }
        />
      )}
      {data && <LinkRows links={data} onRevoked={() => void refetch()} />}
    </div>
  )
}

function NewLink({ onMade }: { onMade: () => void }) {
  const { live, me, zone, now } = useRoom()
  const { fields, set, clear } = useFields('share', newLinkDraft, {})
  const [made, setMade] = useState<{ label: string; url: string } | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [isSending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  const refuse = (why: Refused) => {
    setRefused(why)
    const name = why.fields.label ? 'label' : why.fields.expiresAt ? 'endsAt' : null
    if (name) form.current?.querySelector<HTMLElement>(`[name=${name}]`)?.focus()
  }
  const send = async () => {
    const label = fields.label.trim()
    const at = fields.ends === 'at' ? fromDateTimeLocal(fields.endsAt, zone) : null
    if (label === '') return refuse({ says: '', fields: { label: 'Say for whom it is.' } })
    if (fields.ends === 'at' && !at) {
      return refuse({ says: '', fields: { expiresAt: 'Give a day and a time.' } })
    }
    setSending(true)
    setRefused(null)
    const asked = { ref: live.incident.ref, personId: me.id }
    const answer = await makeLink(asked, { label, expiresAt: at?.toISOString() ?? null })
    setSending(false)
    onMade()
    if ('says' in answer) return refuse(answer)
    setMade({ label, url: answer.url })
    clear()
  }
  const isAtField = refused !== null && Boolean(refused.fields.label ?? refused.fields.expiresAt)
  return (
    <div className="space-y-4">
      <form
        ref={form}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <LinkFields
          draft={fields}
          errors={refused?.fields ?? {}}
          example="Board or Support in Porto"
          usual="until 7 days after it is resolved"
          zone={zone}
          now={Math.max(now, currentTime())}
          onChange={set}
        />
        {refused && !isAtField && <Notice kind="error" title={refused.says} />}
        <Button
          type="submit"
          variant="primary"
          className="h-auto max-w-full wrap-anywhere"
          working={isSending}
        >
          Make a link{fields.label.trim() && ` for ${fields.label.trim()}`}
        </Button>
      </form>
      <div aria-live="polite">
        {made && <CopyField label={`Link for ${made.label}`} value={made.url} hint={shownOnce} />}
      </div>
    </div>
  )
}

type LinkRowsProps = { links: readonly ShareLink[]; onRevoked: () => void }

function LinkRows({ links, onRevoked }: LinkRowsProps) {
  const { live, me } = useRoom()
  const [asked, ask] = useState<string | null>(null)
  const [said, say] = useState('')
  const [refused, setRefused] = useState<Refused | null>(null)
  const head = useRef<HTMLHeadingElement>(null)

  const revoke = async ({ id, label }: ShareLink) => {
    const why = await revokeLink({ ref: live.incident.ref, personId: me.id }, id)
    setRefused(why)
    if (why) return
    ask(null)
    say(`The link for ${label} is revoked.`)
    // Its button is gone: the list begins here.
    head.current?.focus()
    onRevoked()
  }
  return (
    <section aria-labelledby="h-share-links">
      <h3 ref={head} id="h-share-links" className="sec rule-sec" tabIndex={-1}>
        Links <span className="n">{links.length}</span>
      </h3>
      <p className="vh" role="status">
        {said}
      </p>
      {links.length === 0 && (
        <p className="text-ink-2 mt-2">No link yet. Nobody reads along without an account.</p>
      )}
      <ul>
        {links.map((link) => (
          <li key={link.id} className="border-b py-2.5">
            {asked === link.id ? (
              <Asking
                label={link.label}
                refused={refused}
                onKeep={() => ask(null)}
                onRevoke={() => revoke(link)}
              />
            ) : (
              <LinkRow
                link={link}
                onRevoke={() => {
                  setRefused(null)
                  ask(link.id)
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LinkRow({ link, onRevoke }: { link: ShareLink; onRevoke: () => void }) {
  const { zone, now } = useRoom()
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <p className={`font-semibold wrap-anywhere ${link.state === 'open' ? '' : 'text-ink-3'}`}>
          {link.label}
        </p>
        <LinkAbout link={link} zone={zone} now={now} />
      </div>
      {link.state !== 'open' && <Chip>{link.state === 'expired' ? 'Expired' : 'Revoked'}</Chip>}
      {link.state !== 'revoked' && (
        <Button size="small" aria-label={`Revoke the link for ${link.label}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </div>
  )
}

type AskingProps = {
  label: string
  refused: Refused | null
  onKeep: () => void
  onRevoke: () => Promise<void>
}

/** What happens, before it does. */
function Asking({ label, refused, onKeep, onRevoke }: AskingProps) {
  const [isSending, setSending] = useState(false)
  const revoke = async () => {
    setSending(true)
    await onRevoke()
    setSending(false)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this is a question with two answers.
    <div role="group" aria-label={`Revoke the link for ${label}`}>
      <p className="font-semibold wrap-anywhere">Revoke the link for {label}</p>
      <p className="text-ink-2 mt-0.5">{revokeWords}</p>
      {refused && <Notice kind="error" title={refused.says} />}
      <div className="mt-2.5 flex flex-wrap justify-end gap-2">
        <Button size="small" variant="quiet" onClick={onKeep} autoFocus>
          Keep the link
        </Button>
        <Button size="small" working={isSending} onClick={() => void revoke()}>
          Revoke the link
        </Button>
      </div>
    </div>
  )
}
