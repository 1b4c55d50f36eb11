import type { UpdateWords } from '#lib/incident/public-updates.ts'

/** An update as far as it is written: it may be empty yet. `corrects`: the number of the update that it puts right. */
export type PreviewedUpdate = UpdateWords & { corrects: number | null }

/** How it will look: the page in HTML, and the mail. */
export type UpdatePreview = { page: string; mail: { subject: string; html: string; text: string } }
