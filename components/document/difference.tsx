import { inOrder } from '#components/report/in-order.ts'
import type { DifferencePart } from '#lib/document/difference/model.ts'

/** Two texts as one: what was added is underlined, what was removed struck out, so that nobody needs the colours. */
export function Difference({ parts, label }: { parts: readonly DifferencePart[]; label: string }) {
  if (parts.every(({ change }) => change === 'same'))
    return <p className="text-ink-2">The texts are the same.</p>
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; this names a passage
    <div className="text-15 leading-[1.55] wrap-anywhere whitespace-pre-wrap" role="group" aria-label={label}>
      {inOrder(parts, (part) => (
        <Piece part={part} />
      ))}
    </div>
  )
}

function Piece({ part: { text, change } }: { part: DifferencePart }) {
  if (change === 'same') return text
  // A line break alone has nothing to underline.
  const shown = text.trim() === '' ? text.replaceAll('\n', '↵\n') : text
  return change === 'added' ? (
    <ins className="bg-ok-soft text-ok-ink underline decoration-2 underline-offset-2">{shown}</ins>
  ) : (
    <del className="bg-sev1-soft text-sev1-ink line-through decoration-2">{shown}</del>
  )
}
