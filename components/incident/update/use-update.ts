'use client'

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Errors } from '#components/incident/dialogs/dialog-form.tsx'
import { useDecision } from '#components/incident/dialogs/use-decision.ts'
import { refusalWords } from '#components/incident/refusal-words.ts'
import { useRoom } from '#components/incident/room.ts'
import { errorsAfter, placed } from '#components/incident/update/errors.ts'
import {
  commandOf,
  nextUpdateAt,
  publishLabel,
  shownOf,
  type UpdateFields,
  unseenBy,
} from '#components/incident/update/fields.ts'
import { outsideTime } from '#components/incident/update/outside-time.ts'
import { hasArrived, sentWords } from '#components/incident/update/sent.ts'
import { type UpdateRequest, useKept } from '#components/incident/update/use-kept.ts'
import { useProposals } from '#components/incident/update/use-proposals.ts'
import { useReach } from '#components/incident/update/use-reach.ts'
import { unansweredWords, useUpdateSend } from '#components/incident/update/use-update-send.ts'
import { currentTime } from '#components/ui/ticker.ts'
import { commander, type Incident } from '#lib/incident/incident.ts'
import { hasCommand, permission } from '#lib/incident/policy.ts'
import type { UpdateState } from '#lib/incident/public-updates.ts'
import { updateFacts, updateTemplate } from '#lib/incident/update-template.ts'
import { checkPublicWriting, isWordOfTheHouse, type PublicContext } from '#lib/writing/public/model.ts'

export type Update = ReturnType<typeof useUpdate>

/** All that the sheet of a public update does; what it looks like is the components'. */
export function useUpdate(request: UpdateRequest, onClose: () => void) {
  const room = useRoom()
  const { live, me, zone, open } = room
  const { confirmed, entries } = live
  const { updates, ref } = confirmed
  const isWaiting = request.draft !== undefined && updates.draft?.seq === request.draft
  const { send, isSending } = useUpdateSend()
  const decide = useDecision()
  const [errors, setErrors] = useState<Errors>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  /** The entry of somebody else's for which ours was refused: it may be still on its way to this page. */
  const [behind, setBehind] = useState<number | null>(null)
  const isGiven = isSending || trouble !== null || behind !== null
  /** What was written here is out, or let go of in another tab: whoever gave it is done, whoever did not goes on. */
  const leave = () => {
    if (isGiven) return onClose()
    if (request.draft !== undefined || request.corrects !== undefined) open({ dialog: 'update' })
  }
  const { place, fields, corrects, isKept, note, set: write, forget } = useKept(request, leave)
  const set = (part: Partial<UpdateFields>) => {
    write(part)
    setErrors((before) => errorsAfter(before, part))
  }
  const reach = useReach(ref)
  const context = useWritingContext(confirmed)
  const template = useTemplate(context)
  const shown = shownOf(fields, confirmed, template)
  const proposals = useProposals()
  const isOut = hasArrived(fields, me.id, confirmed, entries)
  const unseen = isOut ? null : unseenBy(me.id, fields.basedOn, confirmed)
  const holder = commander(confirmed)
  const mayPublish = permission(me, 'publish_update', confirmed).allowed

  const done = () => {
    forget()
    onClose()
  }
  const discard = () => {
    forget()
    // Where a draft came back to, nothing is left to be written; what others said meanwhile is what one goes on from.
    const isLeft =
      request.draft === undefined ? request.corrects !== undefined && unseen !== null : !isWaiting
    if (isLeft) open({ dialog: 'update' })
  }
  const isAway = useAway()
  useEffect(() => {
    if (!isOut) return
    forget()
    leave()
  })

  const give = async (type: 'publish_update' | 'draft_update') => {
    setTrouble(null)
    setBehind(null)
    const next = nextUpdateAt(fields, proposals, zone)
    const basedOn = fields.basedOn ?? confirmed.seq
    const command = commandOf(type, { shown, nextUpdateAt: next, basedOn, corrects })
    const found = placed(decide(command)?.fields ?? {}, shown.affected)
    setErrors(inWords(found.errors, zone))
    if (Object.keys(found.errors).length > 0) return
    // Should the page end before the answer, the next one knows what may have arrived.
    note({ basedOn, sent: [...(fields.sent ?? []), sentWords(command)] })
    const answer = await send(command)
    // Its entry was here before, or somebody closed the sheet: what is open by now is something else.
    if (isAway.current) return
    if (answer.kind === 'done') return done()
    if (answer.kind !== 'refused') return setTrouble(unansweredWords(answer))
    const { problem } = answer
    // Somebody else’s has gone out, or waits: the stream brings it, and both stand in the sheet.
    if ('yours' in problem.details) return setBehind(Number(problem.details.changedIn))
    note({ sent: undefined })
    const refused = placed(problem.fields, shown.affected)
    setErrors(inWords(refused.errors, zone))
    if (!refused.isAll) setTrouble(refusalWords(problem.detail, { zone, now: currentTime() }))
  }

  return {
    fields,
    set,
    shown,
    errors,
    trouble: trouble ?? (behind !== null && !unseen && behind > (fields.basedOn ?? 0) ? behindWords : null),
    context,
    proposals,
    reach,
    isSending,
    unseen,
    place,
    isWaiting,
    number: updates.published + 1,
    corrects: entries.find(({ seq }) => seq === corrects) ?? null,
    isCorrection: corrects !== undefined,
    mayPublish,
    publishLabel: publishLabel(reach, updates.published + 1),
    /** Whose draft a new one would take the place of, once the writer has seen it. */
    waits: isWaiting || unseen?.draft ? null : updates.draft,
    askLabel: holder?.id === me.id ? null : askWords(holder?.name, mayPublish, hasCommand(me, confirmed)),
    isTouched: fields.keptAt !== null,
    /** Words were typed that another state's would replace. */
    isTyped: fields.headline !== null || fields.text !== null,
    keptAt: fields.keptAt,
    isKept,
    discard,
    publish: () => give('publish_update'),
    ask: () => give('draft_update'),
  }
}

const behindWords =
  'Another one came first, so this one has not gone out. It is on its way to this page. Your words are kept.'

/** Null: there is nobody whose word is needed. */
function askWords(holder: string | undefined, mayPublish: boolean, isAdmin: boolean): string | null {
  if (holder) return `Ask ${holder} to approve`
  return mayPublish || isAdmin ? null : 'Ask for approval'
}

/** The words that are offered for a state, from what is known now. */
function useTemplate(context: PublicContext): (state: UpdateState) => { headline: string; text: string } {
  const { live, houseZone } = useRoom()
  const { confirmed } = live
  const [now] = useState(() => new Date(currentTime()).toISOString())
  return useMemo(() => {
    const time = (at: string) => outsideTime(at, now, houseZone)
    const isPlain = (text: string) => checkPublicWriting(text, context).length === 0
    return (state) =>
      updateTemplate(
        { severity: confirmed.severity, state },
        updateFacts(confirmed, state, { now, time, isPlain }),
      )
  }, [confirmed, houseZone, now, context])
}

/** Whose names, and which words of the house, have no place outside. */
function useWritingContext({ roles, acknowledgements, reportedBy, labels }: Incident): PublicContext {
  return useMemo(
    () => ({
      names: [
        ...new Set([...roles, ...acknowledgements].map(({ person }) => person.name).concat(reportedBy)),
      ],
      internal: labels.map(({ name }) => name).filter(isWordOfTheHouse),
    }),
    [roles, acknowledgements, reportedBy, labels],
  )
}

/** Whether the sheet was closed since. */
function useAway(): RefObject<boolean> {
  const isAway = useRef(false)
  useEffect(() => {
    isAway.current = false
    return () => {
      isAway.current = true
    }
  }, [])
  return isAway
}

function inWords(errors: Record<string, string>, zone: string): Errors {
  const now = currentTime()
  return Object.fromEntries(
    Object.entries(errors).map(([field, error]) => [field, refusalWords(error, { zone, now })]),
  )
}
