'use client'

import { useEffect, useState } from 'react'
import { Moment } from '#components/incident/moment.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { type UpdateFields, updatePlace } from '#components/incident/update/fields.ts'
import { hasArrived } from '#components/incident/update/sent.ts'
import { forgetDraft } from '#components/live/draft-place.ts'
import { keptDrafts } from '#components/live/kept-drafts.ts'
import { Button } from '#components/ui/button.tsx'

type Kept = { of: number | undefined; fields: UpdateFields }

/**
 * Updates of this incident that the same person has begun elsewhere on this device, each in a place of its own: a
 * draft that came back beside what was begun since, a correction.
 */
export function AlsoKept({ place }: { place: string }) {
  const { live, me, zone, now, open } = useRoom()
  const { ref, updates } = live.confirmed
  const [kept, setKept] = useState<Kept[]>([])
  const { entries } = live
  useEffect(() => {
    const found = keptDrafts<UpdateFields>(updatePlace(me.id, ref)).map(({ rest, value }) => ({
      of: rest === '' ? undefined : Number(rest),
      fields: value,
    }))
    const isOther = ({ of, fields }: Kept) => updatePlace(me.id, ref, of) !== place && fields.keptAt !== null
    // What was taken out of the log is let go of here as well, and what has gone out.
    const isGone = ({ of, fields }: Kept) =>
      entries.some(({ seq, redacted }) => seq === of && redacted) ||
      hasArrived(fields, me.id, { updates }, entries)
    for (const { of } of found.filter(isGone)) forgetDraft(updatePlace(me.id, ref, of))
    const left = found.filter((each) => isOther(each) && !isGone(each))
    setKept(left.sort((a, b) => (b.fields.keptAt ?? '').localeCompare(a.fields.keptAt ?? '')))
  }, [me.id, ref, place, entries, updates])
  if (kept.length === 0) return null

  const requestOf = ({ of, fields }: Kept): DialogRequest => {
    const isCorrection = fields.corrects === of || live.entries.some(isUpdate(of))
    return { dialog: 'update', ...(of !== undefined && (isCorrection ? { corrects: of } : { draft: of })) }
  }
  return (
    <section className="border-line mb-4 rounded-sm border px-3.5 py-2" aria-labelledby="u-kept">
      <h3 id="u-kept" className="label">
        Also kept on this device
      </h3>
      <ul className="divide-rule divide-y">
        {kept.map((each) => (
          <li key={each.of ?? 'next'} className="flex items-center gap-3 py-1.5">
            <span className="min-w-0 flex-1">
              <span className="serif block truncate" dir="auto">
                “{namesake(each.fields)}”
              </span>
              {each.fields.keptAt && (
                <Moment at={each.fields.keptAt} zone={zone} now={now} className="text-13 text-ink-3 block" />
              )}
            </span>
            <Button size="small" onClick={() => open(requestOf(each))}>
              Go on with it<span className="vh"> “{namesake(each.fields)}”</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** By what its writer knows it again: the first of their words that there are. */
function namesake({ headline, text, title, affected }: UpdateFields): string {
  const words = [headline, text, title, affected?.[0]?.name].map((each) => each?.trim())
  return words.find((each) => each) ?? 'An update'
}

const isUpdate =
  (of: number | undefined) =>
  ({ seq, type }: { seq: number; type: string }) =>
    seq === of && type === 'update_published'
