import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { roleName, type TokenRow } from '#lib/people/model.ts'

type TokenListProps = { tokens: readonly TokenRow[]; revoke: FormAction; zone: string; now: number }

/** Tokens with their last use; revoked ones stay listed. */
export function TokenList({ tokens, revoke, zone, now }: TokenListProps) {
  if (tokens.length === 0) {
    return (
      <EmptyState title="No tokens yet">A program needs one to declare incidents or to read them.</EmptyState>
    )
  }
  return (
    <ul className="border-t">
      {tokens.map((token) => (
        <li key={token.id} className="flex min-h-14 items-center gap-3 border-b py-2">
          <div className="min-w-0 flex-1">
            <p className={`font-semibold wrap-anywhere ${token.revokedAt ? 'text-ink-3' : ''}`}>
              {token.name}
            </p>
            <p className="text-13 text-ink-2">
              {token.person ? `Acts as ${token.person.name}` : 'A service'},{' '}
              {roleName(token.role).toLowerCase()}. Made:{' '}
              <Time at={token.createdAt} zone={zone} now={now} format="dayTime" />.{' '}
              {token.lastUsedAt ? (
                <>
                  Last used: <Time at={token.lastUsedAt} zone={zone} now={now} format="dayTime" />.
                </>
              ) : (
                'Never used.'
              )}
            </p>
          </div>
          {token.revokedAt ? (
            <Chip>Revoked</Chip>
          ) : (
            <ConfirmForm
              action={revoke}
              fields={{ tokenId: token.id }}
              label="Revoke"
              name={`Revoke ${token.name}`}
              title={`Revoke ${token.name}`}
              lead="The program that uses it is refused from now on. This cannot be undone."
              confirm="Revoke token"
              keep="Keep token"
              done={`The token ${token.name} is revoked.`}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
