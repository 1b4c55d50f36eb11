import {
  ArrowRightLeft,
  BadgeCheck,
  BellRing,
  ChevronsDown,
  ChevronsUp,
  Database,
  EyeOff,
  Flag,
  Hand,
  Link2,
  type LucideIcon,
  Merge,
  Paperclip,
  Pencil,
  PencilLine,
  Pin,
  PinOff,
  Rocket,
  Scale,
  Search,
  SlidersHorizontal,
  Tag,
  Timer,
  Undo2,
  UserCheck,
  Users,
  Wrench,
} from 'lucide-react'
import type { Entry, EntryOf, EntryType } from '#lib/incident/entries/table.ts'

const logged: Record<EntryOf<'logged'>['payload']['kind'], LucideIcon> = {
  note: PencilLine,
  finding: Search,
  decision: Scale,
  action: Hand,
  deploy: Rocket,
  migration: Database,
  configuration: SlidersHorizontal,
}

const others: Record<Exclude<EntryType, 'logged' | 'severity_changed'>, LucideIcon> = {
  incident_reported: Flag,
  acknowledged: UserCheck,
  role_taken: BadgeCheck,
  role_assigned: BadgeCheck,
  role_released: BadgeCheck,
  command_offered: ArrowRightLeft,
  command_accepted: ArrowRightLeft,
  command_declined: ArrowRightLeft,
  status_changed: Flag,
  impact_described: Users,
  fact_stated: Pin,
  solution_stated: Wrench,
  link_added: Link2,
  entry_corrected: Pencil,
  topic_changed: Pencil,
  entry_pinned: Pin,
  entry_unpinned: PinOff,
  label_added: Tag,
  label_removed: Tag,
  milestone_set: Timer,
  change_undone: Undo2,
  merged_into: Merge,
  merged_from: Merge,
  commander_nudged: BellRing,
  command_taken_over: ArrowRightLeft,
  command_offer_lapsed: ArrowRightLeft,
  entry_redacted: EyeOff,
  file_attached: Paperclip,
  report_drafted: PencilLine,
  report_version_saved: PencilLine,
  report_approved: BadgeCheck,
  report_sent: Flag,
  post_mortem_drafted: PencilLine,
  post_mortem_version_saved: PencilLine,
  post_mortem_assigned: UserCheck,
  post_mortem_reviewed: Users,
  post_mortem_published: BadgeCheck,
  post_mortem_attached: Link2,
  post_mortem_waived: Scale,
  post_mortem_sent: Flag,
}

/** The mark of an entry; a pencil for one that this code does not know yet. */
export function entryIcon(entry: Entry): LucideIcon {
  if (entry.type === 'logged') return logged[entry.payload.kind]
  if (entry.type === 'severity_changed') {
    return entry.payload.to < entry.payload.from ? ChevronsUp : ChevronsDown
  }
  return others[entry.type] ?? PencilLine
}
