import { renewPage } from '#app/(staff)/incidents/[ref]/document-actions.ts'
import type { Desk } from '#components/document/section.tsx'
import type { Working } from '#lib/document/queries.ts'
import { isSetAside } from '#lib/incident/incident.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'

/** What the sections of a document need to be read, and edited by those who may. */
export function deskOf(working: Working, actor: Actor): Desk {
  const { incident, content, composed, sections, people } = working
  const { zone, composedAt } = content.document
  const mayEdit = permission(actor, 'save_report_version', null).allowed && !isSetAside(incident)
  return {
    ref: incident.ref,
    document: content.name,
    renew: renewPage,
    personId: actor.id,
    me: actor.name,
    ...{ zone: zone.name, now: Date.parse(composedAt), mayEdit, composed, sections },
    writing: {
      names: people,
      // Only a SEV1 may have stopped everything for everybody (DOMAIN §1); below it something still worked.
      impactWasPartial: !incident.severities.some(({ severity }) => severity === 'SEV1'),
    },
  }
}
