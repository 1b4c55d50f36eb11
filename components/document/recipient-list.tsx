'use client'

import { Undo2, X } from 'lucide-react'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ChoiceRow, Chosen } from '#lib/document/sending/model.ts'
import { peopleWords, type SendChoice } from '#lib/stakeholder/model.ts'

type RecipientListProps = {
  chosen: Chosen
  onRemove: (ids: readonly string[]) => void
  onPutBack: (people: readonly SendChoice[]) => void
}

/** Who gets it: groups that open to their people, and people by themselves; each can be left out. */
export function RecipientList({ chosen, onRemove, onPutBack }: RecipientListProps) {
  const { rows, left } = chosen
  return (
    <>
      {rows.length === 0 && <p className="text-13 text-ink-2 mt-1.5">Nobody is chosen yet.</p>}
      <ul className="mt-1.5" aria-label="Recipients">
        {rows.map((row) =>
          row.group === null ? (
            row.members.map((person) => (
              <Person key={person.id} person={person} onRemove={() => onRemove([person.id])} />
            ))
          ) : (
            <Group key={row.key} row={row} group={row.group} onRemove={onRemove} />
          ),
        )}
      </ul>
      {left.length > 0 && (
        <Button
          size="small"
          variant="quiet"
          className="-ml-2 h-auto py-1 text-left"
          onClick={() => onPutBack(left)}
        >
          <Undo2 className="icon" />
          <span className="min-w-0 wrap-anywhere whitespace-normal">
            {left.length === 1 ? `Put ${left[0]?.name} back` : `Put ${peopleWords(left.length)} back`}
          </span>
        </Button>
      )}
    </>
  )
}

type GroupProps = { row: ChoiceRow; group: string; onRemove: (ids: readonly string[]) => void }

function Group({ row: { members }, group, onRemove }: GroupProps) {
  const told = members.filter(({ suppressed }) => suppressed === null).length
  const out = members.length - told
  return (
    <li className="relative">
      <details>
        <summary className="flex min-h-9 items-center gap-2.5 py-1 pr-8">
          <Avatar name={group} />
          <span className="min-w-0 flex-1 wrap-anywhere">
            <span className="block leading-tight">{group}</span>
            <span className="text-12 text-ink-3 block">
              Group, {peopleWords(told)}
              {out > 0 && `, ${out} left out`}
            </span>
          </span>
        </summary>
        <ul className="border-rule ml-2.5 border-l pl-3">
          {members.map((person) => (
            <Person key={person.id} person={person} onRemove={() => onRemove([person.id])} />
          ))}
        </ul>
      </details>
      <Remove name={`the group ${group}`} onRemove={() => onRemove(members.map(({ id }) => id))} />
    </li>
  )
}

function Person({ person, onRemove }: { person: SendChoice; onRemove: () => void }) {
  const { name, email, group, suppressed } = person
  return (
    <li className="relative flex min-h-9 items-center gap-2.5 py-1 pr-8">
      <Avatar name={name} />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className={`block leading-tight ${suppressed ? 'text-ink-3 line-through' : ''}`}>{name}</span>
        <span className="text-12 text-ink-3 block">
          {suppressed ? `Left out: ${reasons[suppressed]}` : [group, email].filter(Boolean).join(', ')}
        </span>
      </span>
      <Remove name={name} onRemove={onRemove} />
    </li>
  )
}

const reasons = {
  bounced: 'an earlier mail to them came back.',
  complained: 'they marked an earlier mail as spam.',
} as const

function Remove({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      className="text-ink-3 hover:text-ink absolute top-1 right-0 flex h-7 w-7 items-center justify-center"
      aria-label={`Remove ${name}`}
      onClick={onRemove}
    >
      <X className="icon" />
    </button>
  )
}
