/** From a delivery's source to the message: read what it refers to, write the letter, name what goes with it. */
import { and, eq } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { entries } from '#db/schema/incidents.ts'
import { env } from '#lib/env.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { readVersion, versionFile } from '#lib/messaging/files.ts'
import { type Attachment, type StoredMessage, tokenPlace } from '#lib/messaging/message.ts'
import { readPublished } from '#lib/messaging/published.ts'
import { type MessageSource, messageSource, type SourceOf } from '#lib/messaging/source.ts'
import { findOrganisation } from '#lib/people/link/queries.ts'
import { linkAddress } from '#lib/people/link-address.ts'
import { confirmAddress, unsubscribeAddress } from '#lib/subscriber/address.ts'
import { invitationLetter, reminderLetter, resetLetter } from './account-letter.ts'
import { asTest, postMortemLetter, reportLetter } from './document-letter.ts'
import { writeHtml } from './html.ts'
import type { Letter } from './letter.ts'
import { nudgeLetter } from './nudge-letter.ts'
import { writeText } from './text.ts'
import { confirmLetter, updateLetter } from './update-letter.ts'

export type Written = { source: unknown; incidentId: string | null; seq: number | null; name: string }

/** Makes the message. The same row makes the same one, for as long as what it refers to does not change. */
export async function writeMessage(row: Written, from: string): Promise<StoredMessage> {
  const source = messageSource.parse(row.source)
  const { letter, attachments, headers } = await letterOf(source, row)
  const written = { subject: letter.subject, text: writeText(letter), html: writeHtml(letter) }
  return { from, ...written, attachments, ...(headers && { headers }) }
}

type Made = { letter: Letter; attachments: Attachment[]; headers?: Record<string, string> }

async function letterOf(source: MessageSource, row: Written): Promise<Made> {
  switch (source.kind) {
    case 'report':
      return await reportMail(source, row)
    case 'post_mortem':
      return await postMortemMail(source, row)
    case 'test': {
      const { letter, attachments } =
        source.document === 'report' ? await reportMail(source, row) : await postMortemMail(source, row)
      return { letter: asTest(letter), attachments }
    }
    case 'public_update':
      return await updateMail(row)
    default:
      return { letter: accountLetter(source, { name: row.name, ...(await readHouse()) }), attachments: [] }
  }
}

async function readHouse(): Promise<{ organisation: string; timeZone: string }> {
  const house = await findOrganisation()
  return { organisation: house?.name ?? 'SitRep', timeZone: house?.timeZone ?? 'UTC' }
}

/** With the way out in its headers too, for one click (RFC 8058). */
async function updateMail({ incidentId, seq }: Written): Promise<Made> {
  const leave = unsubscribeAddress(tokenPlace)
  const letter = updateLetter(await readPublished(incidentId, seq), { ...(await readHouse()), leave })
  const headers = { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  return { letter, attachments: [], headers }
}

type AccountSource = SourceOf<
  'invitation' | 'password_reset' | 'follow_up_reminder' | 'update_nudge' | 'subscription'
>

function accountLetter(
  source: AccountSource,
  given: { name: string; organisation: string; timeZone: string },
): Letter {
  const { publicUrl } = env()
  switch (source.kind) {
    case 'invitation':
      return invitationLetter({
        ...given,
        publicUrl,
        link: linkAddress({ purpose: 'invite', token: tokenPlace }),
      })
    case 'password_reset':
      return resetLetter({ ...given, publicUrl, link: linkAddress({ purpose: 'reset', token: tokenPlace }) })
    case 'subscription':
      return confirmLetter({ ...given, of: source.of, link: confirmAddress(tokenPlace) })
    case 'update_nudge':
      return nudgeLetter({ ...given, publicUrl, ...source })
    default:
      return reminderLetter({ ...given, publicUrl, items: source.items })
  }
}

type ReportSource = Pick<
  SourceOf<'report'>,
  'ref' | 'version' | 'note' | 'changes' | 'to' | 'by' | 'postMortem'
>

async function reportMail(source: ReportSource, row: Written): Promise<Made> {
  const incidentId = incidentOf(row)
  const { version, postMortem } = source
  const { document } = await readVersion({ incidentId, document: 'report', version })
  const attachments = [
    ...(await attach({ incidentId, document: 'report', version }, source.ref, isSending(row))),
    ...(postMortem
      ? await attach({ incidentId, document: 'post_mortem', version: postMortem }, source.ref, isSending(row))
      : []),
  ]
  const letter = reportLetter(document, source, await around(source, row, attachments))
  return { letter, attachments }
}

type PostMortemSource = Pick<SourceOf<'post_mortem'>, 'ref' | 'version' | 'note' | 'to' | 'by'>

async function postMortemMail(source: PostMortemSource, row: Written): Promise<Made> {
  const key = { incidentId: incidentOf(row), document: 'post_mortem', version: source.version } as const
  const { document } = await readVersion(key)
  const attachments = await attach(key, source.ref, isSending(row))
  return { letter: postMortemLetter(document, source, await around(source, row, attachments)), attachments }
}

async function around(source: { by?: string | undefined }, row: Written, attachments: readonly Attachment[]) {
  return {
    publicUrl: env().publicUrl,
    by: source.by ?? (await whoWrote(row)),
    attached: attachments.map(({ name }) => name),
  }
}

/** Whether an entry sent it: a preview or a test comes before. */
export function isSending({ seq }: Pick<Written, 'seq'>): boolean {
  return seq !== null
}

function incidentOf({ incidentId }: Written): string {
  if (!incidentId) throw new Error('A mail about a document names no incident')
  return incidentId
}

const fileNames: Record<DocumentName, string> = { report: 'situation-report', post_mortem: 'post-mortem' }
const types = { pdf: 'application/pdf', md: 'text/markdown' } as const

async function attach(
  key: { incidentId: string; document: DocumentName; version: number },
  ref: string,
  keep: boolean,
): Promise<Attachment[]> {
  const made = await Promise.all(
    (['pdf', 'md'] as const).map(async (format) => ({ format, bytes: await versionFile(key, format, keep) })),
  )
  const { document, version } = key
  return made.flatMap(({ format, bytes }) => {
    const name = `${ref}-${fileNames[document]}-v${version}.${format}`
    return bytes ? [{ name, type: types[format], size: bytes.byteLength, document, version, format }] : []
  })
}

/** Whose entry caused it. */
async function whoWrote({ incidentId, seq }: Written): Promise<string | null> {
  if (incidentId === null || seq === null) return null
  const [row] = await database()
    .select({ body: entries.body })
    .from(entries)
    .where(and(eq(entries.incidentId, incidentId), eq(entries.seq, seq)))
  if (!row) return null
  // Written by lib/log/append.ts; every entry has its actor.
  const { actor } = JSON.parse(row.body) as { actor: { kind: string; name: string } }
  return actor.kind === 'system' ? null : actor.name
}
