/** The working text of documents, section by section: outside of the log, saved by compare-and-set (D16, D17). */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { fieldErrors } from '#lib/incident/commands/table.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'
import { readDocumentName, sectionInput } from './input.ts'
import { type SectionName, sectionsOf, type WorkingSection } from './model.ts'

export type SectionAddress = { ref: string; document: string; section: string }

/**
 * Saves the text of one section. `input` is `{revision, text, composedThen}`: the revision that the writer had read (0:
 * none), the Markdown (null: as the log has it again), and what the log had when they began. Throws AppError: invalid,
 * forbidden, not_found, and conflict with both texts when somebody else saved meanwhile.
 */
export async function saveSection(
  actor: Actor,
  address: SectionAddress,
  input: unknown,
): Promise<WorkingSection> {
  const { document, section } = readAddress(address)
  const may = permission(actor, 'save_report_version', null)
  if (!may.allowed) throw new AppError('forbidden', may.why)
  const parsed = sectionInput(section).safeParse(input, { reportInput: true })
  if (!parsed.success) {
    throw new AppError('invalid', 'The section cannot be saved as it is.', {
      fields: fieldErrors(parsed.error),
    })
  }
  const { revision, text, composedThen } = parsed.data
  try {
    const { rows } = await database().execute<Saved>(sql`
      with found as (select id, status from incidents where ref = ${readRef(address.ref)}),
      saved as (
        insert into document_sections as s (incident_id, document, section, revision, text, composed_then, edited_by,
          edited_by_name, edited_at)
        select id, ${document}, ${section}, 1, ${text}, ${composedThen}, ${actor.id}, ${actor.name}, clock_timestamp()
        from found where status not in ('cancelled', 'merged') and ${revision} <= coalesce((
          select revision from document_sections where incident_id = id and document = ${document} and section = ${section}), 0)
        on conflict (incident_id, document, section) do update
          set revision = s.revision + 1, text = excluded.text, composed_then = excluded.composed_then,
            edited_by = excluded.edited_by, edited_by_name = excluded.edited_by_name, edited_at = excluded.edited_at
          where s.revision = ${revision}
        returning ${fields})
      select (select status from found) as status, (select to_jsonb(saved) from saved) as saved,
        (select to_jsonb(now) from (select ${fields} from document_sections where document = ${document}
          and section = ${section} and incident_id = (select id from found)) as now) as now`)
    return settled(address, rows[0], { text })
  } catch (error) {
    throw toAppError(error)
  }
}

type Saved = { status: string | null; saved: Wire | null; now: Wire | null }
type Wire = Omit<WorkingSection, 'editedAt'> & { editedAt: string }

const fields = sql.raw(
  `section, revision, text, composed_then as "composedThen", edited_by_name as "editedBy", edited_at as "editedAt"`,
)

function settled(
  { ref }: SectionAddress,
  row: Saved | undefined,
  yours: { text: string | null },
): WorkingSection {
  if (!row?.status) throw noSuchIncident(ref)
  if (row.saved) return { ...row.saved, editedAt: new Date(row.saved.editedAt).toISOString() }
  if (!row.now) throw new AppError('conflict', `${ref} is ${row.status}. Nobody waits for its documents.`)
  const { editedBy, revision, text } = row.now
  throw new AppError(
    'conflict',
    `${editedBy} saved this section meanwhile. Both texts are here: choose, or join them.`,
    {
      details: { ...row.now, yours: yours.text, theirs: text, revision },
    },
  )
}

/** Throws AppError not_found on a document or a section that there is not. */
function readAddress({ document, section }: SectionAddress): {
  document: DocumentName
  section: SectionName
} {
  const name = readDocumentName(document)
  const found = sectionsOf[name].find((one) => one === section)
  if (found) return { document: name, section: found }
  throw new AppError('not_found', `There is no such section. They are ${sectionsOf[name].join(', ')}.`)
}
