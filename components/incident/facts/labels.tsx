'use client'

import { Box, Plus, X, Zap } from 'lucide-react'
import { SmallAction } from '#components/incident/facts/small-action.tsx'
import { useRoom } from '#components/incident/room.ts'
import { isReadOnly, type Label } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'
import { labelKindNames } from '#lib/incident/words.ts'

/** By what it is found again: the parts that fail, the sort of cause. */
export function Labels() {
  const { live, me, open } = useRoom()
  const { incident } = live
  const isChangeable = !isReadOnly(incident) && permission(me, 'add_label', incident).allowed
  if (incident.labels.length === 0 && !isChangeable) return null
  return (
    <section className="mt-6" aria-labelledby="h-labels">
      <h2 id="h-labels" className="sec rule-sec">
        Labels
        {isChangeable && (
          <SmallAction isLast label="Add a label" onPress={() => open({ dialog: 'label' })}>
            <Plus className="icon icon-sm" />
          </SmallAction>
        )}
      </h2>
      <ul className="mt-2 flex flex-wrap gap-1.5">
        {incident.labels.map((label) => (
          <li key={`${label.kind}:${label.name}`} className="max-w-full">
            <LabelChip label={label} isChangeable={isChangeable} />
          </li>
        ))}
        {incident.labels.length === 0 && <li className="text-ink-3">None yet</li>}
      </ul>
    </section>
  )
}

function LabelChip({ label, isChangeable }: { label: Label; isChangeable: boolean }) {
  const { live } = useRoom()
  const Icon = label.kind === 'cause' ? Zap : Box
  return (
    <span className={`chip !h-auto min-h-6 max-w-full ${isChangeable ? '!pr-0' : ''}`}>
      <Icon className="icon icon-sm text-ink-3" />
      <span className="vh">{labelKindNames[label.kind]}: </span>
      <span className="min-w-0 wrap-anywhere whitespace-normal">{label.name}</span>
      {isChangeable && (
        <button
          type="button"
          className="text-ink-3 hover:text-ink inline-flex h-6 w-6 flex-none items-center justify-center"
          aria-label={`Remove the label ${label.name}`}
          onClick={() => live.send({ type: 'remove_label', ...label })}
        >
          <X className="icon size-3" />
        </button>
      )}
    </span>
  )
}
