'use client'

import { useEffect, useMemo, useState } from 'react'
import type { Errors } from '#components/incident/dialogs/dialog-form.tsx'
import { useDecision } from '#components/incident/dialogs/use-decision.ts'
import { refusalWords } from '#components/incident/refusal-words.ts'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { errorsAfter } from '#components/incident/update/errors.ts'
import {
  commandOf,
  correctionOf,
  fieldsOf,
  nextUpdateAt,
  publishLabel,
  shownOf,
  type UpdateFields,
  unseenBy,
  untouched,
  updatePlace,
  withText,
} from '#components/incident/update/fields.ts'
import { outsideTime } from '#components/incident/update/outside-time.ts'
import { useProposals } from '#components/incident/update/use-proposals.ts'
import { useReach } from '#components/incident/update/use-reach.ts'
import { unansweredWords, useUpdateSend } from '#components/incident/update/use-update-send.ts'
import { leaveDraft, useDraft } from '#components/live/use-draft.ts'
import { currentTime } from '#components/ui/ticker.ts'
import { commander, type Incident } from '#lib/incident/incident.ts'
import { hasCommand, permission } from '#lib/incident/policy.ts'
import type { UpdateState } from '#lib/incident/public-updates.ts'
import { updateFacts, updateTemplate } from '#lib/incident/update-template.ts'
import { checkPublicWriting, isWordOfTheHouse, type PublicContext } from '#lib/writing/public/model.ts'

type Request = Extract<DialogRequest, { dialog: 'update' }>
export type Update = ReturnType<typeof useUpdate>

/** All that the sheet of a public update does; what it looks like is the components'. */
export function useUpdate(request: Request, onClose: () => void) {
  const room = useRoom()
  const { live, me, zone, open } = room
  const { confirmed, entries } = live
  const { updates, ref } = confirmed
  const isWaiting = request.draft !== undefined && updates.draft?.seq === request.draft
  const [start] = useState(() => startOf(request, room))
  const { fields, set: write, forget } = useKept(start, confirmed.seq)
  // What was kept before it knew this itself has it from its place.
  const corrects = fields.corrects ?? start.initial.corrects
  const { send, isSending } = useUpdateSend()
  const decide = useDecision()
  const [errors, setErrors] = useState<Errors>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  const set = (part: Partial<UpdateFields>) => {
    write(part)
    setErrors((before) => errorsAfter(before, part))
  }
  const reach = useReach(ref)
  const context = useWritingContext(confirmed)
  const template = useTemplate(context)
  const shown = shownOf(fields, confirmed, template)
  const proposals = useProposals()
  const unseen = unseenBy(me.id, fields.basedOn, confirmed)
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
  useOwnArrival(updates.last, shown, me.id, isSending || trouble !== null, done)

  const give = async (type: 'publish_update' | 'draft_update') => {
    setTrouble(null)
    const next = nextUpdateAt(fields, proposals, zone)
    const basedOn = fields.basedOn ?? confirmed.seq
    const command = commandOf(type, { shown, nextUpdateAt: next, basedOn, corrects })
    const found = errorsOf(decide(command)?.fields ?? {}, zone, currentTime())
    setErrors(found)
    if (Object.keys(found).length > 0) return
    const answer = await send(command)
    if (answer.kind === 'done') return done()
    if (answer.kind !== 'refused') return setTrouble(unansweredWords(answer))
    const { problem } = answer
    // Somebody else’s has gone out, or waits: the stream brings it, and both stand in the sheet.
    if ('yours' in problem.details) return set({ basedOn })
    setErrors(errorsOf(problem.fields, zone, currentTime()))
    if (Object.keys(problem.fields).length === 0) {
      setTrouble(refusalWords(problem.detail, { zone, now: currentTime() }))
    }
  }

  return {
    fields,
    set,
    shown,
    errors,
    trouble,
    context,
    proposals,
    reach,
    isSending,
    unseen,
    place: start.place,
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
    discard,
    publish: () => give('publish_update'),
    ask: () => give('draft_update'),
  }
}

/** Null: there is nobody whose word is needed. */
function askWords(holder: string | undefined, mayPublish: boolean, isAdmin: boolean): string | null {
  if (holder) return `Ask ${holder} to approve`
  return mayPublish || isAdmin ? null : 'Ask for approval'
}

type Start = { place: string; initial: UpdateFields }

/** Each kind of writing is kept in a place of its own, so that none takes the place of another. */
function startOf({ corrects, draft, text }: Request, { live, me, zone }: ReturnType<typeof useRoom>): Start {
  const { confirmed, entries } = live
  const { updates, ref, seq: basedOn } = confirmed
  const at = (of?: number) => entries.find(({ seq, redacted }) => seq === of && !redacted)
  const begun = { basedOn, now: currentTime(), zone }
  if (corrects !== undefined) {
    const entry = at(corrects)
    const initial =
      entry?.type === 'update_published'
        ? fieldsOf(correctionOf(entry.payload, confirmed), { ...begun, corrects })
        : { ...untouched, corrects }
    return { place: updatePlace(me.id, ref, corrects), initial }
  }
  if (draft !== undefined) {
    // One that waits no more has come back, or somebody was quicker.
    const entry = at(draft)
    const drafted = entry?.type === 'update_drafted' ? entry.payload : null
    const words = updates.draft?.seq === draft ? updates.draft : drafted
    const initial = words ? fieldsOf(words, { ...begun, corrects: words.corrects?.seq }) : untouched
    return { place: updatePlace(me.id, ref, draft), initial }
  }
  const place = updatePlace(me.id, ref)
  if (!text) return { place, initial: untouched }
  const keptAt = new Date(begun.now).toISOString()
  const given = (kept: UpdateFields | null) => ({
    ...withText(kept ?? { ...untouched, basedOn }, text),
    keptAt,
  })
  // Kept at once: whoever typed it in the composer has it nowhere else. Done twice it is there once.
  return { place, initial: leaveDraft(place, given) ? untouched : given(null) }
}

/** What is written, kept on this device over a reload and a closed sheet. */
function useKept({ place, initial }: Start, seq: number) {
  const { draft: fields, write, clear } = useDraft<UpdateFields>(place, initial)
  const set = (part: Partial<UpdateFields>) => {
    const keptAt = new Date(currentTime()).toISOString()
    write({ ...fields, basedOn: fields.basedOn ?? seq, keptAt, ...part })
  }
  return { fields, set, forget: clear }
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

/** An answer that was lost on its way: once its own entry is here, it is done. */
function useOwnArrival(
  last: Incident['updates']['last'],
  shown: { headline: string; text: string },
  me: string,
  isWaiting: boolean,
  done: () => void,
): void {
  const isHere =
    isWaiting && last?.by.id === me && last.headline === shown.headline && last.text === shown.text
  useEffect(() => {
    if (isHere) done()
  })
}

function errorsOf(fields: Record<string, string>, zone: string, now: number): Errors {
  return Object.fromEntries(
    Object.entries(fields).map(([field, error]) => [field, refusalWords(error, { zone, now })]),
  )
}
