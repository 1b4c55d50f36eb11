import {
  BellRing,
  CircleCheckBig,
  HandHelping,
  Hourglass,
  MailWarning,
  Megaphone,
  UserRoundSearch,
  UserX,
} from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Moment } from '#components/incident/moment.tsx'
import { type Action, Actions } from '#components/now/actions.tsx'
import { Age, SoFar } from '#components/ui/ticking-text.tsx'
import { Time } from '#components/ui/time.tsx'
import type { IncidentView } from '#lib/incident/incident.ts'
import { stepsOwed } from '#lib/incident/owed.ts'
import { deliveriesAddress } from '#lib/messaging/model.ts'
import type { Need } from '#lib/now/model.ts'

type NeedsYouProps = { needs: readonly Need[]; zone: string; now: number }

/** More than these would push what is going on out of sight; the rest is one press away. */
const mostShown = 5
/** Inverse video shouts only while it is rare. */
const mostHot = 2

/** What waits for whoever looks, with the buttons that settle it. */
export function NeedsYou({ needs, zone, now }: NeedsYouProps) {
  const items = needs.map((need, index) => {
    const shown = look(need, zone, now)
    const isHot = shown.isHot && index < mostHot
    return <NeedItem key={`${need.kind}${need.incident.ref}`} {...shown} isHot={isHot} need={need} />
  })
  const rest = items.slice(mostShown)
  return (
    <>
      <h2 id="needs-you" className="sec pt-4">
        Needs you {needs.length > 0 && <span className="n">{needs.length}</span>}
      </h2>
      {needs.length === 0 ? (
        <p className="text-ink-2 mt-2">Nothing is waiting for you.</p>
      ) : (
        <ul className="mt-1">{items.slice(0, mostShown)}</ul>
      )}
      {rest.length > 0 && (
        <details className="border-t">
          <summary className="text-13 text-ink-2 min-h-11 w-fit content-center sm:min-h-9">
            and {rest.length} more
          </summary>
          <ul>{rest}</ul>
        </details>
      )}
    </>
  )
}

type Look = {
  icon: ReactNode
  title: string
  detail: ReactNode
  /** Somebody waits for an answer. Inverse video, hence rare. */
  isHot?: boolean | undefined
  actions?: readonly Action[]
  /** Where it leads: a page of that incident, or the address of another one. */
  link?: { label: string } & ({ path: Path } | { address: string })
}
type Path = 'incident' | 'report' | 'post-mortem' | 'update' | 'draft'

function NeedItem({ need, icon, title, detail, isHot, actions, link }: Look & { need: Need }) {
  const { ref, topic } = need.incident
  const mark = isHot
    ? 'border-ink bg-ink text-paper border-2 [print-color-adjust:exact]'
    : 'border-rule-2 text-ink-2 border'
  // Our own pages.
  const href = (link && 'address' in link ? link.address : addressOf(ref, link?.path ?? 'incident')) as Route
  return (
    <li className="border-t py-3 first:border-t-0">
      <div className="flex gap-2.5">
        <span className={`mt-0.5 flex h-6 w-6 flex-none items-center justify-center rounded-xs ${mark}`}>
          {icon}
        </span>
        <div className="min-w-0 flex-1">
          <p className="leading-snug font-semibold break-words">{title}</p>
          <p className="text-13 text-ink-2 line-clamp-2 break-words">{topic}</p>
          <p className="text-13 text-ink-2 wrap-anywhere">{detail}</p>
          <div className="mt-2 flex flex-wrap items-center gap-1.5">
            {actions && <Actions incidentRef={ref} topic={topic} actions={actions} />}
            {link && (
              <Link
                href={href}
                prefetch={false}
                className={`btn btn-sm min-h-11 sm:min-h-7 ${actions ? 'btn-quiet' : ''}`}
                aria-label={`${link.label}: ${ref} ${topic}`}
              >
                {link.label}
              </Link>
            )}
          </div>
        </div>
      </div>
    </li>
  )
}

function addressOf(ref: string, path: Path): string {
  if (path === 'update') return `/incidents/${ref}?update=new`
  if (path === 'draft') return `/incidents/${ref}?update=draft`
  return path === 'incident' ? `/incidents/${ref}` : `/incidents/${ref}/${path}`
}

const takeCommand: Action = { label: 'I have command', command: { type: 'take_role', role: 'commander' } }

function look(need: Need, zone: string, now: number): Look {
  const { ref } = need.incident
  const open = { label: 'Open', path: 'incident' } as const
  switch (need.kind) {
    case 'offer':
      return {
        icon: <HandHelping className="icon icon-sm" />,
        title: `${need.from} offers you command of ${ref}`,
        detail: (
          <>
            Lapses at <Time at={need.expiresAt} zone={zone} />. Read the brief first.
          </>
        ),
        isHot: true,
        actions: [
          { label: 'I have command', command: { type: 'accept_command' } },
          { label: 'Decline', command: { type: 'decline_command' }, quiet: true },
        ],
        link: { label: 'Read brief', path: 'incident' },
      }
    case 'update':
      return {
        icon: <Megaphone className="icon icon-sm" />,
        title: need.isLate ? `The public update of ${ref} is overdue` : `A public update of ${ref} is due`,
        detail: need.isLate ? (
          <>
            {need.isFirst ? 'The first one was due by' : 'It was promised by'}{' '}
            <Moment at={need.dueAt} zone={zone} now={now} />. Say what is known, even if nothing is new.
          </>
        ) : (
          <>
            {need.isFirst ? 'The first one is due by' : 'Those outside hear from us by'}{' '}
            <Moment at={need.dueAt} zone={zone} now={now} />.
          </>
        ),
        isHot: true,
        link: { label: 'Write the update', path: 'update' },
      }
    case 'update_draft':
      return {
        icon: <Megaphone className="icon icon-sm" />,
        title: `${need.from} asks you to approve an update of ${ref}`,
        detail: <span className="serif">“{need.headline}”</span>,
        isHot: true,
        link: { label: 'Read and approve', path: 'draft' },
      }
    case 'unanswered':
      return {
        icon: <BellRing className="icon icon-sm" />,
        title: `Nobody has answered ${ref}`,
        detail: (
          <>
            {need.incident.severity}, reported <Age at={reportedAt(need.incident)} now={now} /> by{' '}
            {need.incident.reportedBy}.
          </>
        ),
        isHot: need.incident.severity !== 'SEV3',
        actions: [
          { label: 'Acknowledge', command: { type: 'acknowledge' } },
          { ...takeCommand, quiet: true },
        ],
      }
    case 'no_commander':
      return {
        icon: <UserX className="icon icon-sm" />,
        title: `${ref} has no Commander`,
        detail: (
          <>
            {need.incident.severity}, open for <SoFar since={reportedAt(need.incident)} now={now} />.
          </>
        ),
        actions: [takeCommand],
        link: open,
      }
    case 'lost_update':
      return {
        icon: <MailWarning className="icon icon-sm" />,
        title: `The last update of ${ref} did not reach everybody`,
        detail: `It did not arrive at ${need.count} of those who are told. Deliveries say why, and how it goes again.`,
        link: { label: 'See which', address: deliveriesAddress(ref, need.seq) },
      }
    case 'blank_impact':
      return {
        icon: <UserRoundSearch className="icon icon-sm" />,
        title: impactTitle(need.incident),
        detail: 'The report asks for it. Not yet known is an answer.',
        link: { label: 'Describe impact', path: 'incident' },
      }
    case 'long_command':
      return {
        icon: <Hourglass className="icon icon-sm" />,
        title: `You have had command of ${ref} for a while`,
        detail: (
          <>
            <SoFar since={Date.parse(need.since)} now={now} />. After 4 hours, hand over.
          </>
        ),
        link: { label: 'Hand over', path: 'incident' },
      }
    case 'close':
      return { icon: <CircleCheckBig className="icon icon-sm" />, ...ending(need.incident) }
  }
}

/** A resolved incident: its next step alone, until nothing is left but the close. */
function ending(incident: IncidentView): Pick<Look, 'title' | 'detail' | 'actions' | 'link'> {
  const { ref, severity, documents } = incident
  const version = documents.report?.saved.version
  switch (stepsOwed(incident)[0]) {
    case 'draft':
      return {
        title: `${ref} waits for its report`,
        detail: 'It is being drafted from the log. Read it.',
        link: { label: 'Read the report', path: 'report' },
      }
    case 'approve':
      return {
        title: `${ref} waits for your approval`,
        detail: `Read version ${version} of its report, mend it, approve it.`,
        link: { label: 'Read the draft', path: 'report' },
      }
    case 'send':
      return {
        title: `The report of ${ref} is not sent yet`,
        detail: `Version ${version} is approved.`,
        link: { label: 'Send the report', path: 'report' },
      }
    case 'post_mortem':
      return {
        title: `${ref} waits for its post-mortem`,
        detail: `A ${severity} takes one, or a reason why none is needed.`,
        link: { label: 'Open the post-mortem', path: 'post-mortem' },
      }
    case 'bug':
      return {
        title: `${ref} is resolved, not closed`,
        detail: 'Closing it takes the address of the bug that it goes on in.',
        link: { label: 'Close it', path: 'incident' },
      }
    default:
      return {
        title: `${ref} is resolved, not closed`,
        detail: 'Its report went out, and nothing else is owed.',
        actions: [{ label: `Close ${ref}`, command: { type: 'close' } }],
      }
  }
}

function impactTitle({ ref, impact }: IncidentView): string {
  if (impact.who !== null) return `Say how ${ref} affects them`
  return impact.how === null ? `Say who ${ref} affects, and how` : `Say who ${ref} affects`
}

function reportedAt(incident: IncidentView): number {
  return Date.parse(incident.milestones.reportedAt ?? '')
}
