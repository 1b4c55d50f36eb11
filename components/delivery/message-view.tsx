import type { ReactNode } from 'react'

type MessageViewProps = {
  id: string
  from: string
  to: { name: string; address: string }
  subject: string
  text: string
  attachments: readonly { name: string; size: number }[]
}

/** A message as it would have looked: in a frame of its own, in which nothing runs; as text; and what goes with it. */
export function MessageView({ id, from, to, subject, text, attachments }: MessageViewProps) {
  const api = `/api/v1/deliveries/${id}`
  return (
    <>
      <dl className="mb-4 grid grid-cols-[5rem_1fr] gap-y-1">
        <Line name="Subject">
          <b className="font-semibold">{subject}</b>
        </Line>
        <Line name="From">{from}</Line>
        <Line name="To">
          {to.name} ({to.address})
        </Line>
        {attachments.length > 0 && (
          <Line name="Attached">
            {attachments.map(({ name, size }, index) => (
              <span key={name}>
                {index > 0 && ', '}
                <a className="link" href={`${api}/files/${encodeURIComponent(name)}`} download>
                  {name}
                </a>{' '}
                <span className="text-ink-3">({Math.max(1, Math.round(size / 1024))} kB)</span>
              </span>
            ))}
          </Line>
        )}
      </dl>
      <iframe
        src={`${api}/message.html`}
        title={`The message: ${subject}`}
        sandbox=""
        className="bg-surface h-[760px] w-full rounded-sm border"
      />
      <details className="mt-4">
        <summary className="link w-fit cursor-pointer">As plain text</summary>
        <pre className="text-13 bg-hover mt-2 rounded-sm p-3 font-mono wrap-anywhere whitespace-pre-wrap">
          {text}
        </pre>
      </details>
    </>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-13 text-ink-3 pt-px">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  )
}
