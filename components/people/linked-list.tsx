import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { type LinkedAccount, providerName } from '#lib/people/model.ts'

type LinkedListProps = {
  linked: readonly LinkedAccount[]
  person: { id: string; name: string }
  unlink: FormAction
  zone: string
  now: number
}

/** Accounts elsewhere that somebody signs in with. */
export function LinkedList({ linked, person, unlink, zone, now }: LinkedListProps) {
  if (linked.length === 0) return <p className="text-ink-2">None. They sign in by password.</p>
  return (
    <ul className="border-t">
      {linked.map(({ provider, issuer, email, linkedAt }) => (
        <li key={issuer} className="flex min-h-14 items-center gap-3 border-b py-2">
          <div className="min-w-0 flex-1">
            <p className="font-semibold">{providerName(provider)}</p>
            <p className="text-13 text-ink-2 wrap-anywhere">
              {email} at {issuer}. Since: <Time at={linkedAt} zone={zone} now={now} format="dayTime" />.
            </p>
          </div>
          <ConfirmForm
            action={unlink}
            fields={{ personId: person.id, issuer }}
            label="Unlink"
            name={`Unlink ${providerName(provider)}`}
            title={`Unlink ${person.name} from ${providerName(provider)}`}
            lead="The next account there that shows their e-mail address as confirmed is linked instead. Their sessions stay."
            confirm="Unlink account"
            keep="Keep it"
            done={`${person.name} is unlinked from ${providerName(provider)}.`}
          />
        </li>
      ))}
    </ul>
  )
}
