/**
 * The lines of a story that tell those outside: the headline stands behind the colon, the text below it.
 *
 *     9:54 jonas updates looking_into: Some customers cannot log in
 *       Customers who are already signed in are not affected.
 *     | title: Customers cannot log in | affected: Login = down; Checkout = disrupted | next: 30:00
 *
 * `next` is left out when it is over, `title` and `affected` when they stay as they were. `drafts` is written alike and
 * waits for `approves` or `returns`, which name the time of the draft.
 */

import type { Step } from './story.ts'
import type { Around, Verb } from './tell.ts'

const said = (step: Step, { at, seqAt }: Around) => {
  const { title, next, affected, corrects } = step.details
  const [headline = '', ...text] = step.text.split('\n')
  return {
    headline,
    text: text.join('\n').trim(),
    state: step.args[0],
    nextUpdateAt: next ? at(next) : null,
    ...(title ? { title } : {}),
    ...(affected ? { affected: affected.split('; ').map(thing) } : {}),
    ...(corrects ? { corrects: seqAt(corrects) } : {}),
  }
}

/** "Login = down" */
function thing(text: string): { name: string; state: string } {
  const [name = '', state = ''] = text.split(' = ')
  return { name, state }
}

export const updateVerbs: Record<string, Verb> = {
  updates: (step, around) => ({ type: 'publish_update', ...said(step, around) }),
  drafts: (step, around) => ({ type: 'draft_update', ...said(step, around) }),
  approves: ({ args: [draft = ''], details: { next } }, { at, seqAt }) => ({
    type: 'approve_update',
    seq: seqAt(draft),
    ...(next ? { nextUpdateAt: at(next) } : {}),
  }),
  returns: ({ args: [draft = ''], text }, { seqAt }) => ({
    type: 'return_update',
    seq: seqAt(draft),
    reason: text.trim(),
  }),
  shares: ({ args }) => ({
    type: 'share_documents',
    report: args.includes('report'),
    postMortem: args.includes('post-mortem'),
  }),
  // SitRep's own, for stories that are told without a door: minutes before, and until when it was promised.
  nudged: ({ args: [minutes, due = ''] }, { at }) => ({
    type: 'nudge_update',
    dueAt: at(due),
    minutes: Number(minutes),
  }),
  overdue: ({ args: [due = ''] }, { at }) => ({ type: 'note_overdue_update', dueAt: at(due) }),
}
