import { classNames } from '#components/ui/class-names.ts'

type AvatarProps = { name: string; large?: boolean; className?: string }

/** Initials in a circle, no colour per person. Hidden from readers: the name stands beside it. */
export function Avatar({ name, large = false, className }: AvatarProps) {
  return (
    <span className={classNames('av', large && 'av-lg', className)} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** "Ines Okafor" is "IO", "Prince" is "P"; letters of any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('en') ?? '').join('')
}
