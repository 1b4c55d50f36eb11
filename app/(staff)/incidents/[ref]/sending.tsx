import {
  previewMailAction,
  resendAction,
  sendTestAction,
} from '#app/(staff)/incidents/[ref]/sending-actions.ts'
import { Distribution } from '#components/document/distribution.tsx'
import { SendPanel } from '#components/document/send-panel.tsx'
import { SentList } from '#components/document/sent-list.tsx'
import { ShownOutside } from '#components/document/shown-outside.tsx'
import { getReportEdition, type Working } from '#lib/document/queries.ts'
import { changesSince, lastSent, whoGot } from '#lib/document/sending/model.ts'
import { reportToShow } from '#lib/incident/owed.ts'
import { type Actor, hasReport, permission } from '#lib/incident/policy.ts'
import type { DeliveryRow } from '#lib/messaging/model.ts'
import { mayReadDeliveries } from '#lib/messaging/policy.ts'
import { listSendings } from '#lib/messaging/queries.ts'
import { hearsReports, wayOut } from '#lib/messaging/way-out.ts'
import { listGroups, listSendChoices } from '#lib/stakeholder/queries.ts'

type SendingProps = { working: Working; actor: Actor; now: number }

/**
 * Whom a document is sent to, for who may send it, and who got it: without addresses for observers. Of either document.
 */
export async function Sending({ working, actor, now }: SendingProps) {
  const { incident, content } = working
  const command = content.name === 'report' ? 'send_report' : 'send_post_mortem'
  const maySend = permission(actor, command, incident).allowed && incident.kind !== 'drill'
  const outside = working.versions.length > 0 && (
    <ShownOutside
      reference={incident.ref}
      shared={incident.updates.shared}
      isDrill={incident.kind === 'drill'}
      hasReportToShow={reportToShow(incident) !== null}
      isSuperseded={incident.documents.report?.superseded ?? false}
      mayShare={permission(actor, 'share_documents', incident).allowed}
    />
  )
  if (!mayReadDeliveries(actor)) {
    return (
      <>
        {content.name === 'report' && <Distribution rows={content.document.distribution} />}
        {outside}
      </>
    )
  }
  const deliveries = await listSendings(actor, incident.id, content.name)
  return (
    <>
      {maySend && <Panel working={working} actor={actor} deliveries={deliveries} />}
      <SentList
        reference={incident.ref}
        kind={content.name}
        deliveries={deliveries}
        hearsReports={hearsReports()}
        zone={content.document.zone.name}
        now={now}
        resend={hasReport(actor, incident) ? resendAction : null}
      />
      {outside}
    </>
  )
}

type PanelProps = { working: Working; actor: Actor; deliveries: readonly DeliveryRow[] }

async function Panel({ working, actor, deliveries }: PanelProps) {
  const { incident, content, versions } = working
  const [newest] = versions
  if (!newest) return null
  const { name } = content
  const sent = lastSent(name, incident.documents)
  const standing = standingOf(working, newest.version)
  const [choices, { groups }, gaps] = await Promise.all([
    listSendChoices(incident.severity, whoGot(sent, deliveries)),
    listGroups(),
    gapsOf(working, newest.version),
  ])
  return (
    <SendPanel
      reference={incident.ref}
      document={name}
      me={actor.id}
      version={newest.version}
      notYet={standing.notYet}
      isAside={content.document.edition.changed}
      isSent={standing.isSent}
      gaps={gaps}
      changes={
        name === 'report' && sent && sent.version < newest.version
          ? changesSince(versions, sent.version)
          : null
      }
      choices={choices}
      groups={groups}
      isShownOutside={incident.updates.shared[name === 'report' ? 'report' : 'postMortem']}
      leavesBy={wayOut()}
      actions={{ preview: previewMailAction, test: sendTestAction, resend: resendAction }}
    />
  )
}

function standingOf({ incident, content }: Working, version: number) {
  const { report, postMortem } = incident.documents
  if (content.name === 'post_mortem') {
    const isOut = postMortem.published?.version === version
    return {
      notYet: isOut ? null : `Version ${version} is sent once it is published.`,
      isSent: postMortem.sent?.version === version,
    }
  }
  const isApproved = report?.approved?.version === version
  return {
    notYet: isApproved ? null : `Version ${version} is sent once it is approved.`,
    isSent: report?.sent?.version === version && !report.superseded,
  }
}

/** Of the saved version: what is written since may have filled some. */
async function gapsOf({ incident, content }: Working, version: number) {
  if (content.name === 'post_mortem') return []
  const { document } = content
  const { gaps } = document.edition.changed ? await getReportEdition(incident.ref, { version }) : document
  return gaps.map(({ number, text }) => ({ number, text }))
}
