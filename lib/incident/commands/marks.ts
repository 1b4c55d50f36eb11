/** set_topic, pin_entry, unpin_entry, add_label, remove_label: what an incident is found by and kept in sight. */
import * as z from 'zod'
import { type Incident, isSameLabel, type Label, labelKinds } from '#lib/incident/incident.ts'
import { entryNumber, limits, oneLine, words } from '#lib/incident/shapes.ts'
import { append, common, conflict, defineCommand, nothingNew } from './command.ts'
import { noEntry, notOpen, stale } from './guards.ts'

const mostPins = 20
const mostLabels = 50

export const setTopic = defineCommand({
  input: z.strictObject({ ...common, topic: words(limits.topic) }),
  decide: (incident, input, context) => {
    const { topic: from } = incident
    const to = input.topic
    if (to === from) return nothingNew
    return (
      notOpen(incident) ??
      stale(incident, input.basedOn, { topic: { yours: to, now: from } }) ??
      append({
        type: 'topic_changed',
        payload: { from, to },
        occurredAt: input.occurredAt ?? context.now,
      })
    )
  },
})

export const pinEntry = defineCommand({
  input: z.strictObject({ ...common, seq: entryNumber }),
  needs: (input) => ({ entries: [input.seq] }),
  decide: (incident, input, context) => {
    if (isPinned(incident, input.seq)) return nothingNew
    const closed = notOpen(incident)
    if (closed) return closed
    const target = context.entry(input.seq)
    if (!target) return noEntry(incident, input.seq)
    if (incident.pins.length >= mostPins) {
      return conflict(`${mostPins} entries are pinned, and no more can be. Unpin one first.`, {
        details: { allowed: ['unpin_entry'], pinned: incident.pins.map(({ seq }) => seq) },
      })
    }
    return append({
      type: 'entry_pinned',
      payload: { seq: target.seq, at: target.occurredAt, sentence: target.sentence },
      occurredAt: input.occurredAt ?? context.now,
    })
  },
})

export const unpinEntry = defineCommand({
  input: z.strictObject({ ...common, seq: entryNumber }),
  decide: (incident, input, context) => {
    if (!isPinned(incident, input.seq)) return nothingNew
    return (
      notOpen(incident) ??
      append({
        type: 'entry_unpinned',
        payload: { seq: input.seq },
        occurredAt: input.occurredAt ?? context.now,
      })
    )
  },
})

const labelInput = z.strictObject({
  ...common,
  kind: z.enum(labelKinds, `Choose one of ${labelKinds.join(', ')}.`),
  name: oneLine(limits.label),
})

export const addLabel = defineCommand({
  input: labelInput,
  decide: (incident, { kind, name, occurredAt }, context) => {
    const label: Label = { kind, name }
    if (incident.labels.some((each) => isSameLabel(each, label))) return nothingNew
    if (incident.labels.length >= mostLabels) {
      return conflict(
        `${incident.ref} has ${mostLabels} labels, and no more can be added. Remove one first.`,
        {
          details: { allowed: ['remove_label'] },
        },
      )
    }
    return (
      notOpen(incident) ??
      append({ type: 'label_added', payload: { label }, occurredAt: occurredAt ?? context.now })
    )
  },
})

export const removeLabel = defineCommand({
  input: labelInput,
  decide: (incident, { kind, name, occurredAt }, context) => {
    const label = incident.labels.find((each) => isSameLabel(each, { kind, name }))
    if (!label) return nothingNew
    return (
      notOpen(incident) ??
      append({ type: 'label_removed', payload: { label }, occurredAt: occurredAt ?? context.now })
    )
  },
})

function isPinned({ pins }: Incident, seq: number): boolean {
  return pins.some((pin) => pin.seq === seq)
}
