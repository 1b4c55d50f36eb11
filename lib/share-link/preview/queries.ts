/** An update as it will look on the link and as a mail, before it leaves: written by what writes them then. */
import { eq } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { incidents } from '#db/schema/incidents.ts'
import { organisation } from '#db/schema/organisation.ts'
import { publicStates } from '#db/schema/share-links.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { evolvePublic, type PublicState } from '#lib/incident/public-state.ts'
import { toAppError } from '#lib/log/faults.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'
import { writeHtml } from '#lib/messaging/mail/html.ts'
import { writeText } from '#lib/messaging/mail/text.ts'
import { updateLetter } from '#lib/messaging/mail/update-letter.ts'
import { regionOf } from '#lib/share-link/page/document.ts'
import { styleSheet } from '#lib/share-link/page/styles.ts'
import type { PreviewedUpdate, UpdatePreview } from './model.ts'

type Found = {
  state: PublicState
  published: number
  house: { name: string; timeZone: string }
}

/** What stakeholders would read, were it published at `now`. Nothing is kept. ONE query. */
export async function previewUpdate(
  actor: Actor,
  text: string,
  words: PreviewedUpdate,
  now: Instant,
): Promise<UpdatePreview> {
  if (actor.role === 'observer') {
    throw new AppError('forbidden', 'Observers read. Ask an admin to make you a member.')
  }
  const ref = readRef(text)
  const found = ref === null ? null : await find(ref)
  if (!found) throw noSuchIncident(text)
  const { state, house } = found
  const { title, headline, text: said, affected, nextUpdateAt, corrects } = words
  const number = found.published + 1
  const update = { number, at: now, headline, text: said, ...{ state: words.state, nextUpdateAt, corrects } }
  const told = evolvePublic(
    evolvePublic(state, { type: 'updated', title, affected, update: { ...update, withdrawn: false } }),
    { type: 'promise', promise: nextUpdateAt === null ? null : { by: nextUpdateAt, isLate: false } },
  )
  const setting = {
    house: { name: house.name, zone: house.timeZone },
    ...{ zone: house.timeZone, now, staleSince: null, base: '/s/preview' },
  }
  const letter = updateLetter(
    { ...update, title, affected, isDrill: state.isDrill },
    { organisation: house.name, timeZone: house.timeZone, leave: `${env().publicUrl}/s/unsubscribe/…` },
  )
  return {
    page: regionPage(
      regionOf({ kind: 'incident', told: { key: 'preview', state: told } }, setting),
      state.isDrill,
    ),
    mail: { subject: letter.subject, html: writeHtml(letter), text: writeText(letter) },
  }
}

/** The part of the link's page that an update changes, in its own style, without its script. */
function regionPage(region: string, isDrill: boolean): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title><style>${styleSheet([])}</style></head><body${isDrill ? ' class="drill"' : ''}><div class="page"><main><div id="live">${region}</div></main></div></body></html>`
}

async function find(ref: string): Promise<Found | null> {
  try {
    const [row] = await database()
      .select({
        state: publicStates.state,
        internal: incidents.state,
        name: organisation.name,
        timeZone: organisation.timeZone,
      })
      .from(incidents)
      .innerJoin(publicStates, eq(publicStates.incidentId, incidents.id))
      .leftJoin(organisation, eq(organisation.id, 1))
      .where(eq(incidents.ref, ref))
    if (!row?.internal) return null
    const { state, internal, name, timeZone } = row
    const house = { name: name ?? 'SitRep', timeZone: timeZone ?? 'UTC' }
    return { state, published: internal.updates.published, house }
  } catch (error) {
    throw toAppError(error)
  }
}
