import { type ReactNode, useId } from 'react'
import { SaidDone } from '#components/people/said-done.tsx'

type SettingsSectionProps = { title: string; lead?: ReactNode; children: ReactNode }

/** One matter of the settings: what it is on the left, the form or list on the right; below each other on a phone. */
export function SettingsSection({ title, lead, children }: SettingsSectionProps) {
  const id = useId()
  return (
    <section
      className="mb-10 gap-x-10 gap-y-4 border-t pt-4 first-of-type:border-t-0 first-of-type:pt-0 lg:grid lg:grid-cols-[264px_1fr]"
      aria-labelledby={id}
    >
      <div className="mb-4">
        <h2 id={id} className="sec" tabIndex={-1}>
          {title}
        </h2>
        {lead && <p className="hint mt-1.5 max-w-[56ch]">{lead}</p>}
      </div>
      <div className="min-w-0">
        <SaidDone heading={id}>{children}</SaidDone>
      </div>
    </section>
  )
}
