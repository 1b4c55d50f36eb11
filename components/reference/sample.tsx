type SampleProps = { caption: string; text: string }

/** Something to copy, or what comes back. Long lines are broken, so that nothing has to be scrolled sideways. */
export function Sample({ caption, text }: SampleProps) {
  return (
    <div className="mt-4">
      <h4 className="text-13 font-semibold">{caption}</h4>
      <pre className="mt-1 block break-words whitespace-pre-wrap">
        <code>{text}</code>
      </pre>
    </div>
  )
}

/** The same, folded: an answer may be as long as a page. */
export function FoldedSample({ caption, text }: SampleProps) {
  return (
    <details className="mt-4">
      <summary className="text-13 min-h-6 font-semibold">{caption}</summary>
      <pre className="mt-1 block break-words whitespace-pre-wrap">
        <code>{text}</code>
      </pre>
    </details>
  )
}
