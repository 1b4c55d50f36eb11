import { classNames } from '#components/ui/class-names.ts'

type AvatarProps = {
  name: string
  large?: boolean
  /** The address of their picture; without one their initials. */
  picture?: string | null
  className?: string
}

/** A picture or initials in a circle, no colour per person. Hidden from readers: the name stands beside it. */
export function Avatar({ name, large = false, picture = null, className }: AvatarProps) {
  return (
    <span className={classNames('av', large && 'av-lg', className)} aria-hidden="true">
      {picture === null ? (
        initials(name)
      ) : (
        // biome-ignore lint/performance/noImgElement: small already, and the image optimizer is off
        <img src={picture} alt="" className="h-full w-full rounded-full object-cover" />
      )}
    </span>
  )
}

/** "Ines Okafor" is "IO", "Prince" is "P"; letters of any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('en') ?? '').join('')
}
