import {
  BadgeCheck,
  CheckCheck,
  ChevronsUpDown,
  Database,
  Flag,
  Hand,
  Link2,
  Lock,
  type LucideIcon,
  Megaphone,
  PencilLine,
  Pin,
  Rocket,
  Scale,
  Search,
  SlidersHorizontal,
  UserCheck,
  UserCog,
  Users,
} from 'lucide-react'

const icons: Record<string, LucideIcon> = {
  '/finding': Search,
  '/decision': Scale,
  '/action': Hand,
  '/deploy': Rocket,
  '/migration': Database,
  '/config': SlidersHorizontal,
  '/status': Flag,
  '/sev': ChevronsUpDown,
  '/ack': UserCheck,
  '/commander': BadgeCheck,
  '/role': UserCog,
  '/impact': Users,
  '/cause': Pin,
  '/now': Pin,
  '/update': Megaphone,
  '/link': Link2,
  '/resolve': CheckCheck,
  '/close': Lock,
}

/** The icon of a slash command; a pencil for a word without one of its own. */
export function slashIcon(word: string): LucideIcon {
  return icons[word] ?? PencilLine
}
