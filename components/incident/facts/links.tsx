'use client'

import { FileText, Globe, Link2, Plus } from 'lucide-react'
import Link from 'next/link'
import { SmallAction } from '#components/incident/facts/small-action.tsx'
import { useRoom } from '#components/incident/room.ts'
import { isReadOnly } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

/** Where else to look. */
export function Links() {
  const { live, me, open } = useRoom()
  const { incident } = live
  const isAddable = !isReadOnly(incident) && permission(me, 'add_link', incident).allowed
  return (
    <section className="mt-6" aria-labelledby="h-links">
      <h2 id="h-links" className="sec rule-sec">
        Links
        {isAddable && (
          <SmallAction isLast label="Add a link" onPress={() => open({ dialog: 'link' })}>
            <Plus className="icon icon-sm" />
          </SmallAction>
        )}
      </h2>
      <ul className="mt-2 space-y-1.5">
        {incident.links.map((link) => (
          <li key={link.seq} className="flex items-start gap-2">
            <Link2 className="icon text-ink-3 mt-[3px]" />
            <a className="link wrap-anywhere" href={link.url} target="_blank" rel="noopener noreferrer">
              {link.title}
            </a>
          </li>
        ))}
        <li className="flex items-start gap-2">
          <FileText className="icon text-ink-3 mt-[3px]" />
          <Link className="link" href={`/incidents/${incident.ref}/report`} prefetch={false}>
            Situation report
          </Link>
        </li>
        <li className="no-print flex items-start gap-2">
          <Globe className="icon text-ink-3 mt-[3px]" />
          <button type="button" className="link text-left" onClick={() => open({ dialog: 'share' })}>
            Stakeholder links
          </button>
        </li>
      </ul>
    </section>
  )
}
