'use client'

import { AttachDialog } from '#components/incident/dialogs/attach-dialog.tsx'
import { CloseDialog } from '#components/incident/dialogs/close-dialog.tsx'
import { CorrectDialog } from '#components/incident/dialogs/correct-dialog.tsx'
import { DeclineDialog } from '#components/incident/dialogs/decline-dialog.tsx'
import { FactDialog } from '#components/incident/dialogs/fact-dialog.tsx'
import { ImpactDialog } from '#components/incident/dialogs/impact-dialog.tsx'
import { LabelDialog } from '#components/incident/dialogs/label-dialog.tsx'
import { LinkDialog } from '#components/incident/dialogs/link-dialog.tsx'
import { MergeDialog } from '#components/incident/dialogs/merge-dialog.tsx'
import { MilestoneDialog } from '#components/incident/dialogs/milestone-dialog.tsx'
import { OfferDialog } from '#components/incident/dialogs/offer-dialog.tsx'
import { CancelDialog, RedactDialog, ReopenDialog } from '#components/incident/dialogs/reason-dialog.tsx'
import { ResolveDialog } from '#components/incident/dialogs/resolve-dialog.tsx'
import { RoleDialog } from '#components/incident/dialogs/role-dialog.tsx'
import { SeverityDialog } from '#components/incident/dialogs/severity-dialog.tsx'
import { ShareDialog } from '#components/incident/dialogs/share-dialog.tsx'
import { StatusDialog } from '#components/incident/dialogs/status-dialog.tsx'
import { TakeOverDialog } from '#components/incident/dialogs/take-over-dialog.tsx'
import { TopicDialog } from '#components/incident/dialogs/topic-dialog.tsx'
import type { DialogRequest } from '#components/incident/room.ts'

type DialogsProps = {
  request: Exclude<DialogRequest, { dialog: 'update' | 'approve' }>
  onClose: () => void
}

/** The dialog that was asked for. One chunk for all of them, loaded behind the page. */
export default function Dialogs({ request, onClose }: DialogsProps) {
  switch (request.dialog) {
    case 'status':
      return <StatusDialog request={request} onClose={onClose} />
    case 'severity':
      return <SeverityDialog request={request} onClose={onClose} />
    case 'resolve':
      return <ResolveDialog request={request} onClose={onClose} />
    case 'close':
      return <CloseDialog onClose={onClose} />
    case 'offer':
      return <OfferDialog request={request} onClose={onClose} />
    case 'decline':
      return <DeclineDialog request={request} onClose={onClose} />
    case 'role':
      return <RoleDialog request={request} onClose={onClose} />
    case 'impact':
      return <ImpactDialog request={request} onClose={onClose} />
    case 'fact':
      return <FactDialog request={request} onClose={onClose} />
    case 'link':
      return <LinkDialog request={request} onClose={onClose} />
    case 'share':
      return <ShareDialog onClose={onClose} />
    case 'correct':
      return <CorrectDialog request={request} onClose={onClose} />
    case 'topic':
      return <TopicDialog request={request} onClose={onClose} />
    case 'label':
      return <LabelDialog request={request} onClose={onClose} />
    case 'milestone':
      return <MilestoneDialog request={request} onClose={onClose} />
    case 'reopen':
      return <ReopenDialog given={request.given?.reason} onClose={onClose} />
    case 'cancel':
      return <CancelDialog given={request.given?.reason} onClose={onClose} />
    case 'merge':
      return <MergeDialog request={request} onClose={onClose} />
    case 'take-over':
      return <TakeOverDialog request={request} onClose={onClose} />
    case 'attach':
      return <AttachDialog request={request} onClose={onClose} />
    case 'redact':
      return <RedactDialog seq={request.seq} given={request.given?.reason} onClose={onClose} />
  }
}
