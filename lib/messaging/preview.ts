/** The mail that a sending would bring, before it is sent: written by what writes the real one. */
import { AppError } from '#lib/errors.ts'
import { fieldErrors } from '#lib/incident/commands/table.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'
import { getIncident } from '#lib/log/queries.ts'
import { sendingInput, sentBy } from './input.ts'
import { writeMessage } from './mail/write-message.ts'
import type { MailPreview } from './model.ts'
import { testOf } from './source.ts'
import { senderAddress, wayOut } from './way-out.ts'

/**
 * `given` is untrusted; `to` is the name of somebody who will get it. Throws AppError: invalid, forbidden, not_found.
 */
export async function previewMail(actor: Actor, given: unknown, to: string): Promise<MailPreview> {
  const parsed = sendingInput.safeParse(given)
  if (!parsed.success) {
    throw new AppError('invalid', 'This cannot be sent as it is.', { fields: fieldErrors(parsed.error) })
  }
  const { ref, document, version } = parsed.data
  const incident = await getIncident(ref)
  const may = permission(actor, sentBy[document], incident)
  if (!may.allowed) throw new AppError('forbidden', may.why)
  const { report, postMortem } = incident.documents
  const newest = document === 'report' ? report?.saved.version : postMortem.saved?.version
  if (!newest || version > newest) throw new AppError('not_found', `${ref} has no version ${version}.`)
  const test = testOf(parsed.data, { incident, by: actor.name, to })
  const { kind: _kind, document: _document, ...words } = test
  const { changes: _changes, postMortem: _postMortem, ...fewer } = words
  const source =
    document === 'report' ? { kind: 'report' as const, ...words } : { kind: 'post_mortem' as const, ...fewer }
  const row = { source, incidentId: incident.id, seq: null, name: to }
  const { from, subject, text, html, attachments } = await writeMessage(row, senderAddress())
  return {
    ...{ from, to, subject, text, html, leavesBy: wayOut() },
    attachments: attachments.map(({ name, size }) => ({ name, size })),
  }
}
