import type { FollowUp } from '#lib/follow-up/model.ts'
import type { FormAction } from '#lib/http/model.ts'

/** Saved, or somebody else had changed it meanwhile: then nothing is written yet, and this is what is there. */
export type Edited = { conflict: FollowUp | null }

/** The server actions that a list of follow-ups calls. */
export type FollowUpActions = {
  /** ref, title, kind, ownerId, dueOn, url */
  add: FormAction
  /** id, changedAt, and the same fields */
  edit: FormAction<Edited>
  /** id, state, outcome */
  move: FormAction
}

/** Who can own one. */
export type Owner = { id: string; name: string }
