import type { Found } from '#components/palette/use-found.ts'
import { Kbd } from '#components/ui/kbd.tsx'

type PaletteNoteProps = { state: Found['state']; typed: string; only: '>' | '#' | null; count: number }

/** How the search stands: what is being looked for, what was not searched, and that nothing was found. */
export function PaletteNote({ state, typed, only, count }: PaletteNoteProps) {
  const words = wordsOf(state)
  const isNothing = count === 0 && state !== 'searching'
  return (
    <>
      {isNothing && (
        <p className="text-ink-2 px-4 py-4">
          {typed === '' && only === '#' ? 'No incident is open.' : `Nothing found for “${typed}”.`}
        </p>
      )}
      {words && <p className="text-13 text-ink-2 border-t px-4 py-2">{words}</p>}
      <p className="vh" role="status">
        {count === 0 ? (isNothing ? 'Nothing found' : '') : `${count} ${count === 1 ? 'result' : 'results'}`}
      </p>
    </>
  )
}

function wordsOf(state: Found['state']): string {
  if (state === 'searching') return 'Searching all incidents…'
  if (state === 'offline') return 'You are offline. Only the open incidents known here are searched.'
  if (state === 'unreachable')
    return 'The server does not answer. Only the open incidents known here are searched.'
  return ''
}

/** What the keys do, where there is a keyboard. */
export function PaletteFoot() {
  return (
    <div
      className="bg-sunk text-12 text-ink-2 hidden h-9 flex-none items-center gap-4 border-t px-4 md:flex"
      aria-hidden="true"
    >
      <span>
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
      </span>
      <span>
        <Kbd>↵</Kbd> open
      </span>
      <span>
        <Kbd>⌘</Kbd> <Kbd>↵</Kbd> open beside
      </span>
      <span className="ml-auto">
        Only <b className="mono text-ink">&gt;</b> actions, only <b className="mono text-ink">#</b> incidents
      </span>
    </div>
  )
}
