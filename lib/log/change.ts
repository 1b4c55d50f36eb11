/**
 * The side door (D17): whatever is written that belongs to no incident. Parse, policy, then the write and its
 * line in the audit log in one transaction. Nothing else writes to people, links, tokens, the organisation, the
 * directory, follow-ups and stakeholder links.
 */
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { withTransaction } from '#db/client.ts'
import { auditLog } from '#db/schema/audit.ts'
import { commentActions } from '#lib/document/comment/commands.ts'
import { AppError } from '#lib/errors.ts'
import { followUpActions } from '#lib/follow-up/commands.ts'
import type { Actor } from '#lib/incident/policy.ts'
import type { Action } from '#lib/log/action.ts'
import { toAppError } from '#lib/log/faults.ts'
import { messagingActions } from '#lib/messaging/commands.ts'
import { peopleActions } from '#lib/people/commands.ts'
import { identityActions } from '#lib/people/identity/commands.ts'
import { linkActions } from '#lib/people/link/commands.ts'
import { passwordActions } from '#lib/people/password/commands.ts'
import { type PeopleAction, peoplePermission } from '#lib/people/policy.ts'
import { sessionActions } from '#lib/people/session/commands.ts'
import { tokenActions } from '#lib/people/token/commands.ts'
import { shareLinkActions } from '#lib/share-link/commands.ts'
import { stakeholderActions } from '#lib/stakeholder/commands.ts'
import { subscriberActions } from '#lib/subscriber/commands.ts'
import { directoryActions } from '#lib/subscriber/directory/commands.ts'
import { webhookActions } from '#lib/subscriber/webhook/commands.ts'

const actions = {
  ...commentActions,
  ...followUpActions,
  ...identityActions,
  ...linkActions,
  ...messagingActions,
  ...passwordActions,
  ...peopleActions,
  ...sessionActions,
  ...shareLinkActions,
  ...stakeholderActions,
  ...subscriberActions,
  ...directoryActions,
  ...webhookActions,
  ...tokenActions,
}

export type ActionName = keyof typeof actions
type Results = { [Name in ActionName]: (typeof actions)[Name] extends Action<infer Result> ? Result : never }

// D28: an action without its row in the policy, or a row without its action, does not compile.
const table: { [Name in ActionName & PeopleAction]: Action<Results[Name]> } = actions satisfies Record<
  PeopleAction,
  unknown
>

/**
 * Carries out one action; `input` is untrusted. Throws AppError: invalid, forbidden, not_found, conflict, gone,
 * unavailable. Nothing is written then. The answer may hold a link or a token, to be shown this once.
 */
export async function change<Name extends ActionName>(
  actor: Actor,
  name: Name,
  input: unknown,
): Promise<Results[Name]> {
  const write = table[name].prepare(input)
  const permission = peoplePermission(actor, name)
  if (!permission.allowed) throw new AppError('forbidden', permission.why)
  try {
    return await withTransaction(async (tx) => {
      const { result, audit } = await write(tx, actor)
      if (audit) {
        const { id, kind, name: actorName } = audit.by ?? actor
        const by = { actorKind: kind, actorId: id, actorName }
        const { target, details = {} } = audit
        await tx
          .insert(auditLog)
          .values({ id: uuidv7(), at: sql`now()`, ...by, action: name, target, details })
      }
      return result
    })
  } catch (error) {
    throw toAppError(error)
  }
}
