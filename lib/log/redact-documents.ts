/**
 * What a redaction takes out of documents. What was composed is composed anew from the redacted log, up to the entry
 * that it went to then; where people had copied the words into their own text, they are blanked. Hashes stay.
 */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { type Content, readContent, type Texts } from '#lib/document/content.ts'
import { redactedText } from '#lib/incident/entries/redact.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { canonicalText } from '#lib/log/chain.ts'
import { compose, readContents, readEntries } from '#lib/log/document.ts'
import { type Blank, redactFollowUps } from '#lib/log/redact-follow-ups.ts'
import { escapeText } from '#lib/markdown/write.ts'
import { forgetMessagesOf } from '#lib/messaging/forget.ts'

/** Shorter words stand in a text by chance. */
const SHORTEST = 4

/**
 * Blanks `words`, the texts that were taken out of the log, in every version, draft, comment and
 * follow-up of the incident.
 */
export async function redactDocuments(
  tx: Transaction,
  incidentId: string,
  words: readonly string[],
): Promise<void> {
  const blank = blanker(words)
  const versions = await readContents(tx, incidentId)
  if (versions.length > 0) {
    const entries = await readEntries(tx, incidentId)
    for (const { name, version, content: text, throughSeq } of versions) {
      const content = readContent(name, text)
      const anew = composedAnew(content, { entries: entries.slice(0, throughSeq), blank })
      await tx.execute(sql`update document_versions set content = ${canonicalText(anew)}, redacted_at = clock_timestamp()
        where incident_id = ${incidentId} and document = ${name} and version = ${version}`)
    }
  }
  await blankRows(tx, incidentId, blank)
  await redactFollowUps(tx, incidentId, blank)
  await forgetMessagesOf(tx, incidentId)
}

/** In the words of the day it was saved: its zone and its organisation stay, whatever was set since. */
function composedAnew(
  content: Content,
  { entries, blank }: { entries: readonly Entry[]; blank: Blank },
): Content {
  const edits: Texts = Object.fromEntries(
    Object.entries(content.edits).map(([section, text]) => [section, blank(text)]),
  )
  const { composedAt: now, organisation, zone, followUps } = content.document
  return compose(content.name, {
    ...{ organisation, timeZone: zone.name, entries, now, edits },
    followUps: followUps.map((row) => ({ ...row, title: blank(row.title) })),
  })
}

/** Whole texts, and the longer lines of them: people copy a line. Also as Markdown writes them. */
function blanker(words: readonly string[]): Blank {
  const lines = words.flatMap((text) => [text, ...text.split('\n').filter((line) => line.trim().length >= 8)])
  const found = [...new Set(lines.flatMap((line) => [line.trim(), escapeText(line.trim())]))]
    .filter((line) => line.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
  return (text) => found.reduce((left, line) => left.replaceAll(line, redactedText), text)
}

async function blankRows(tx: Transaction, incidentId: string, blank: Blank): Promise<void> {
  type Row = { section: string; document: string; text: string | null; composedThen: string }
  const { rows } = await tx.execute<Row>(sql`select document, section, text, composed_then as "composedThen"
    from document_sections where incident_id = ${incidentId}`)
  for (const { document, section, text, composedThen } of rows) {
    const left = text === null ? null : blank(text)
    // A page that still has the words open must not save them back: to it this is somebody else's edit.
    await tx.execute(sql`update document_sections
      set text = ${left}, composed_then = ${blank(composedThen)}, revision = revision + ${left === text ? 0 : 1}
      where incident_id = ${incidentId} and document = ${document} and section = ${section}`)
  }
  const comments = await tx.execute<{ id: string; text: string }>(
    sql`select id, text from document_comments where incident_id = ${incidentId}`,
  )
  for (const { id, text } of comments.rows) {
    if (blank(text) === text) continue
    await tx.execute(sql`update document_comments set text = ${blank(text)} where id = ${id}`)
  }
  const mails = await tx.execute<{ id: string; note: string | null; changes: string | null }>(
    sql`select id, source ->> 'note' as note, source ->> 'changes' as changes from deliveries
      where incident_id = ${incidentId} and kind in ('report', 'post_mortem', 'test')`,
  )
  for (const { id, ...said } of mails.rows) {
    const left = Object.fromEntries(
      Object.entries(said).flatMap(([name, text]) => (text === null ? [] : [[name, blank(text)]])),
    )
    await tx.execute(
      sql`update deliveries set source = source || ${JSON.stringify(left)}::jsonb where id = ${id}`,
    )
  }
}
