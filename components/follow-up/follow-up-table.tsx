'use client'

import { ExternalLink, Pencil } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { FollowUpActions, Owner } from '#components/follow-up/actions.ts'
import { DueDay, loudOf } from '#components/follow-up/due-day.tsx'
import { EditDialog } from '#components/follow-up/edit-dialog.tsx'
import { StateMenu } from '#components/follow-up/state-menu.tsx'
import { StateWord } from '#components/follow-up/state-word.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { type Day, type FollowUp, isOpen, kindWords } from '#lib/follow-up/model.ts'
import { isWebAddress } from '#lib/incident/web-address.ts'

export type FollowUpTableProps = {
  /** Runs of rows under a head each; a head of null is none. */
  groups: readonly { title: string | null; rows: readonly FollowUp[] }[]
  people: readonly Owner[]
  today: Day
  /** null: only to be read. */
  actions: FollowUpActions | null
  /** Each row names its incident. */
  withIncident?: boolean
}

/** Follow-ups with owner, due day and state, which is changed in place. On a phone a row is a block of lines. */
export function FollowUpTable({ groups, people, today, actions, withIncident = false }: FollowUpTableProps) {
  const [edited, setEdited] = useState<FollowUp | null>(null)
  const loud = loudOf(
    groups.flatMap(({ rows }) => rows),
    today,
  )
  return (
    <>
      <table className="text-14 w-full">
        <caption className="vh">Follow-ups</caption>
        <thead className="max-md:hidden">
          <tr>
            <th scope="col" className="py-1.5 pr-4">
              Action
            </th>
            <th scope="col" className="pr-4">
              Owner
            </th>
            <th scope="col" className="pr-4">
              Due
            </th>
            <th scope="col">State</th>
            {actions && <td />}
          </tr>
        </thead>
        {groups.map(({ title, rows }) => (
          <tbody key={title}>
            {title !== null && (
              <tr className="max-md:block">
                <th
                  scope="rowgroup"
                  colSpan={5}
                  className="!text-ink border-bar border-b pt-6 pb-1.5 !font-bold max-md:block"
                >
                  {title}
                </th>
              </tr>
            )}
            {rows.map((row) => (
              <tr
                key={row.id}
                id={`follow-up-${row.id}`}
                className="target:bg-accent-soft scroll-mt-24 border-t align-baseline first:border-t-0 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-1 max-md:py-2.5"
              >
                <td className="w-full md:py-2.5 md:pr-4">
                  <Action followUp={row} withIncident={withIncident} />
                </td>
                <td className="pr-4 max-md:col-start-1 max-md:row-start-2">
                  <OwnerName owner={row.owner} />
                </td>
                <td className="pr-4 max-md:col-start-1 max-md:row-start-3 md:whitespace-nowrap">
                  <DueDay followUp={row} today={today} isLoud={loud.has(row.id)} />
                </td>
                <td className="text-13 whitespace-nowrap max-md:col-start-2 max-md:row-start-2 max-md:justify-self-end">
                  {actions ? (
                    <StateMenu followUp={row} move={actions.move} />
                  ) : (
                    <StateWord state={row.state} />
                  )}
                </td>
                {actions && (
                  <td className="text-right max-md:col-start-2 max-md:row-start-1">
                    <button
                      type="button"
                      className="btn btn-quiet btn-sm btn-icon text-ink-3"
                      aria-label={`Edit ${row.title.slice(0, 80)}`}
                      onClick={() => setEdited(row)}
                    >
                      <Pencil className="icon icon-sm" />
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {edited && actions && (
        <EditDialog
          followUp={edited}
          edit={actions.edit}
          people={people}
          today={today}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}

function Action({ followUp, withIncident }: { followUp: FollowUp; withIncident: boolean }) {
  const { title, url, ref, topic, kind, outcome } = followUp
  const look = isOpen(followUp) ? 'font-medium' : 'text-ink-3 line-through decoration-rule-2'
  return (
    <>
      <p className="wrap-anywhere">
        <span className={look}>{title}</span>
        {url && isWebAddress(url) && (
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            className="text-accent-ink ml-1.5 inline-flex h-6 w-6 items-center justify-center align-middle"
            aria-label="Where it is tracked"
            title={url}
          >
            <ExternalLink className="icon icon-sm" />
          </a>
        )}
      </p>
      <p className="text-13 text-ink-3 wrap-anywhere">
        {kindWords[kind].name}
        {withIncident && (
          <>
            ,{' '}
            <Link
              href={`/incidents/${ref}`}
              prefetch={false}
              className="hover:text-ink decoration-rule-2 inline-block py-0.5 underline underline-offset-2"
            >
              <span className="mono">{ref}</span>
            </Link>{' '}
            <span className="line-clamp-1 inline">
              {topic.length > 90 ? `${topic.slice(0, 88)}…` : topic}
            </span>
          </>
        )}
      </p>
      {outcome && <p className="text-13 text-ink-2 wrap-anywhere">{outcome}</p>}
    </>
  )
}

function OwnerName({ owner }: { owner: FollowUp['owner'] }) {
  if (!owner) return <span className="text-ink-3 whitespace-nowrap">Nobody yet</span>
  return (
    <span className="inline-flex items-center gap-1.5 md:whitespace-nowrap">
      <Avatar name={owner.name} />
      <span className="wrap-anywhere">{owner.name}</span>
    </span>
  )
}
