import type { Slash } from '#components/incident/composer/slash.ts'

const quick = ['/deploy', '/migration', '/decision', '/status', '/sev', '/commander', '/update']

type QuickCommandsProps = { offered: readonly Slash[]; onPress: (slash: Slash) => void }

/** The commands that are needed most, below the field; a phone has no room for them. */
export function QuickCommands({ offered, onPress }: QuickCommandsProps) {
  return (
    <div className="mt-2 hidden flex-wrap items-center gap-1 sm:flex">
      {quick
        .flatMap((word) => offered.find((slash) => slash.word === word) ?? [])
        .map((slash) => (
          <button
            key={slash.word}
            type="button"
            title={slash.says}
            className="mono text-12 text-ink-2 hover:bg-hover rounded-xs px-1.5 py-1"
            onClick={() => onPress(slash)}
          >
            {slash.word}
          </button>
        ))}
    </div>
  )
}
