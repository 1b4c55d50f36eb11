import type { RefObject } from 'react'
import type { GapLine, LineBlock, LogBlock } from '#components/incident/log/blocks.ts'
import { GapRow } from '#components/incident/log/gap-row.tsx'
import { Line, type LineLook } from '#components/incident/log/log-line.tsx'
import type { LogPart } from '#components/incident/log/use-log-part.ts'
import type { useWindow } from '#components/incident/log/use-window.ts'

type LogBlocksProps = Omit<ReturnType<typeof useWindow>, 'bring'> & {
  blocks: readonly LogBlock[]
  look: LineLook
  box: RefObject<HTMLElement | null>
  load: LogPart['load']
}

/** The lines near the reader, and room for the others. */
export function LogBlocks({ blocks, look, box, load, drawn, heightOf, observe }: LogBlocksProps) {
  return blocks.map((block) => {
    if (block.gap) {
      const { gap } = block
      const words = look.isFound ? 'Look further back' : gapWords(gap)
      return <GapRow key={block.key} words={words} box={box} load={(side) => load(gap.gap, side)} />
    }
    const isDrawn = drawn.has(block.key)
    return (
      <Block
        key={block.key}
        block={block}
        look={isDrawn ? look : null}
        height={isDrawn ? undefined : heightOf(block)}
        observe={observe}
      />
    )
  })
}

type BlockProps = {
  block: LineBlock
  /** Null: it is far from the reader, and only its `height` is kept. */
  look: LineLook | null
  height: number | undefined
  observe: (element: HTMLElement | null) => (() => void) | undefined
}

function Block({ block, look, height, observe }: BlockProps) {
  return (
    <ol ref={observe} data-block={block.key} aria-hidden={look ? undefined : true} style={{ height }}>
      {look &&
        block.lines.map((line) => line.kind !== 'gap' && <Line key={line.key} line={line} look={look} />)}
    </ol>
  )
}

/** "1,240 earlier entries", "1,240 entries" between others. */
function gapWords({ gap: { from, to } }: GapLine): string {
  const count = to - from + 1
  const which = from === 1 ? 'earlier ' : ''
  return `${count.toLocaleString('en')} ${which}${count === 1 ? 'entry' : 'entries'}`
}
