'use client'

import { useRouter } from 'next/navigation'
import type { DeclareForm } from '#components/declare/form.ts'
import { noteOf } from '#components/declare/note.ts'
import { useSimilar } from '#components/declare/use-similar.ts'
import { emptyDraft, type Draft as Note } from '#components/incident/composer/compose.ts'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { leaveDraft } from '#components/live/use-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { Time } from '#components/ui/time.tsx'
import { statusNames } from '#lib/incident/words.ts'
import type { OpenIncident } from '#lib/log/model.ts'

type LookAlikesProps = {
  form: DeclareForm
  person: { id: string; name: string }
  zone: string
  now: number
  /** Called when what was typed stands elsewhere and the form may forget it. */
  onJoined: () => void
}

/** While somebody types: open incidents that may be the same, each with a way to join it and bring the words along. */
export function LookAlikes({ form, person, zone, now, onJoined }: LookAlikesProps) {
  const router = useRouter()
  const incidents = useSimilar(form.topic, form.isDrill)

  const join = (ref: string) => {
    const text = noteOf(form, person.name, zone, currentTime())
    const isLeft = leaveDraft<Note>(`${person.id}:${ref}:composer`, (kept) => withText(kept, text))
    // Where the browser keeps no drafts, the form stays as it is, and the incident opens beside it.
    if (!isLeft) return void window.open(`/incidents/${ref}`, '_blank', 'noopener')
    onJoined()
    router.push(`/incidents/${ref}`)
  }

  return (
    <div>
      <p role="status" className={incidents.length > 0 ? 'text-13 text-ink-2 mt-2.5' : 'vh'}>
        {wordsOf(incidents)}
      </p>
      {incidents.length > 0 && (
        <ul className="mt-1.5 border-b">
          {incidents.map((incident) => (
            <li
              key={incident.ref}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t py-2 sm:flex-nowrap"
            >
              <SeverityGlyph severity={incident.severity} kind={incident.kind} size={18} />
              <p className="min-w-0 flex-1 basis-3/4 sm:basis-auto">
                <span className="line-clamp-2 font-medium [overflow-wrap:anywhere]">{incident.topic}</span>
                <span className="text-12 text-ink-3">
                  <span className="mono">{incident.ref}</span>, {statusNames[incident.status].toLowerCase()},
                  reported <Time at={incident.reportedAt} zone={zone} format="dayTime" now={now} />
                </span>
              </p>
              <Button size="small" className="min-h-9 flex-none" onClick={() => join(incident.ref)}>
                Join {incident.ref} instead
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function wordsOf({ length }: readonly OpenIncident[]): string {
  if (length === 0) return ''
  const what = length === 1 ? '1 open incident looks alike.' : `${length} open incidents look alike.`
  return `${what} What you typed goes along as a note.`
}

function withText(kept: Note | null, text: string): Note {
  if (!kept) return { ...emptyDraft, text }
  return { ...kept, text: kept.text ? `${kept.text}\n\n${text}` : text }
}
