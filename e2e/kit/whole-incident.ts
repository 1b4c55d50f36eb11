/** For tests: an incident with everything that may stand beside a log, so that nothing of it is lost on the way. */
import { declaration } from '#e2e/kit/declaration.ts'
import { saveSection } from '#lib/document/commands.ts'
import { storeFile } from '#lib/file/commands.ts'
import type { FollowUp } from '#lib/follow-up/model.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import type { TestDatabase, TestPerson } from './database.ts'
import { giveStakeholder } from './finish.ts'

export const secretWords = 'correct-horse-battery'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/**
 * Declared, led, redacted (a note, and a file), resolved, its report sent, closed, reopened, resolved and sent again;
 * with attachments, working texts, comments, follow-ups and a post-mortem in review. Returns its ref.
 */
export async function wholeIncident(
  kit: TestDatabase,
  { member, admin }: { member: TestPerson; admin: TestPerson },
): Promise<string> {
  const { incident } = await execute(member, null, declaration)
  const { ref } = incident
  const say = async (input: { type: string } & Record<string, unknown>, by = member) =>
    await execute(by, ref, input)
  const attach = async (name: string, bytes: Buffer, more: object = {}) => {
    const { id } = await storeFile(member, { name, bytes })
    return (await say({ type: 'attach_file', fileId: id, ...more })).entries[0]?.seq ?? 0
  }
  await say({ type: 'take_role', role: 'commander' })
  await say({ type: 'log', kind: 'finding', text: 'Connections 118 of 120.\n\n* p95 is **29.8 s** — “lock”' })
  const note = await say({ type: 'log', kind: 'note', text: `The password is ${secretWords}` })
  await attach('Überlast 🔥.png', png, { alt: 'A steep line' })
  await attach('lock.txt', Buffer.from('pid 4711 waits\n'), { text: 'The lock' })
  const wrong = await attach(`${secretWords}.txt`, Buffer.from(`${secretWords}\n`))
  await say({ type: 'add_label', kind: 'component', name: 'checkout' })
  const solution = 'Rolled back to v846.'
  const impact = { who: 'Everybody signed out.', how: 'They could not log in.' }
  await say({ type: 'resolve', solution, impact })
  await saveSection(
    member,
    { ref, document: 'report', section: 'summary' },
    {
      ...{
        revision: 0,
        text: `Logins failed. The password is ${secretWords}`,
        composedThen: 'Logins failed.',
      },
    },
  )
  const [first, second] = [await giveStakeholder(kit.sql), await giveStakeholder(kit.sql, 'Bo Ek')]
  await say({ type: 'draft_report' })
  await say({ type: 'approve_report', version: 1 })
  await say({ type: 'send_report', version: 1, to: [first, second], override: 'Not all is known.' })
  for (const seq of [note.entries[0]?.seq ?? 0, wrong]) {
    await say({ type: 'redact_entry', seq, reason: 'A password' }, admin)
  }

  await say({ type: 'reopen', reason: 'It is slow again.' })
  await say({ type: 'resolve', solution: `${solution} And tuned.`, impact })
  await saveSection(
    member,
    { ref, document: 'report', section: 'summary' },
    {
      // The redaction was an edit, too.
      ...{ revision: 2, text: 'Logins failed, twice.', composedThen: 'Logins failed.' },
    },
  )
  await say({ type: 'save_report_version', why: 'It came back' })
  await say({ type: 'approve_report', version: 2 })
  await say({
    type: 'send_report',
    version: 2,
    to: [first],
    override: 'Not all is known.',
    changes: 'Twice.',
  })
  // Under way when the bundle is made; the first mails have come to an end.
  await kit.sql(`update deliveries set state = case name when 'Bo Ek' then 'bounced' else 'delivered' end,
    changed_at = created_at + interval '1 minute', sent_at = created_at where source ->> 'version' = '1'`)
  await say({ type: 'draft_post_mortem' })
  await saveSection(
    member,
    { ref, document: 'post_mortem', section: 'learnings' },
    {
      ...{ revision: 0, text: 'Locks are queued.', composedThen: '' },
    },
  )
  const about = { ref, document: 'post_mortem', section: 'impact' }
  const { id } = await change(member, 'comment_on_section', { ...about, text: 'Is it 1,900?' })
  await change(member, 'resolve_comment', { id })
  await change(admin, 'comment_on_section', { ...about, text: 'Says who?' })
  const common = { ref, ownerId: member.id, dueOn: '2026-12-24' }
  await change(member, 'add_follow_up', { ...common, title: 'Set lock_timeout', kind: 'prevent' })
  const other: FollowUp = await change(member, 'add_follow_up', {
    ...{ ref, ownerId: null, dueOn: null, title: 'Tell support sooner', kind: 'process' },
  })
  await change(member, 'set_follow_up_state', { id: other.id, state: 'dropped', outcome: 'Somebody did.' })
  return ref
}
