'use client'

import type { DialogRequest } from '#components/incident/room.ts'
import { ApproveSheet } from '#components/incident/update/approve-sheet.tsx'
import { UpdateSheet } from '#components/incident/update/update-sheet.tsx'

export type SheetRequest = Extract<DialogRequest, { dialog: 'update' | 'approve' }>

/** The sheets of public updates, in a chunk of their own. */
export default function Sheets({ request, onClose }: { request: SheetRequest; onClose: () => void }) {
  return request.dialog === 'approve' ? (
    <ApproveSheet onClose={onClose} />
  ) : (
    // Each kind of writing begins anew.
    <UpdateSheet key={`${request.corrects}:${request.draft}`} request={request} onClose={onClose} />
  )
}
