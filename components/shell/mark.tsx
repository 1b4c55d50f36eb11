/** The house mark: a headline and its lines, one of them still open. */
function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="flex-none">
      <path d="M0 1h20v5H0zM0 8.5h20v1.6H0zM0 12.7h13v1.6H0zM0 16.9h8v1.6H0z" fill="currentColor" />
      <path d="M16.4 12.7H20v5.8h-3.6z" fill="var(--accent)" />
    </svg>
  )
}

/** Mark and name together. */
export function Wordmark({ large = false }: { large?: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <Mark size={large ? 26 : 20} />
      <span className={`headline leading-none tracking-[-.02em] ${large ? 'text-30' : 'text-20'}`}>
        SitRep
      </span>
    </span>
  )
}
