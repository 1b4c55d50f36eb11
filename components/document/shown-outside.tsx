'use client'

import { useState } from 'react'
import { TroubleNotice } from '#components/document/trouble-notice.tsx'
import { useCommands } from '#components/document/use-commands.ts'
import { CheckboxField } from '#components/ui/field.tsx'
import { supersededWords } from '#lib/incident/owed.ts'
import type { PublicUpdates } from '#lib/incident/public-updates.ts'

type Shared = PublicUpdates['shared']

type ShownOutsideProps = {
  reference: string
  /** Which documents the stakeholders' page offers now. */
  shared: Shared
  isDrill: boolean
  /** There is a report that may be shown; else the page offers none, whatever `shared` says. */
  hasReportToShow: boolean
  /** The report that went out speaks of an end that did not hold. */
  isSuperseded: boolean
  /** Whoever holds the report; others read what holds. */
  mayShare: boolean
}

const names: Record<keyof Shared, string> = { report: 'Situation report', postMortem: 'Post-mortem' }

/** Which documents stakeholders can download from the page that their link leads to. */
export function ShownOutside({ mayShare, ...of }: ShownOutsideProps) {
  return (
    <section className="no-print" aria-labelledby="h-outside">
      <h2 id="h-outside" className="sec rule-sec">
        On the stakeholders’ page
      </h2>
      {mayShare ? <Switches {...of} /> : <p className="text-13 text-ink-2 mt-1.5">{shownWords(of)}</p>}
    </section>
  )
}

function Switches({
  reference,
  shared,
  isDrill,
  isSuperseded,
}: Omit<ShownOutsideProps, 'mayShare' | 'hasReportToShow'>) {
  const { run, running, isRefreshing, trouble } = useCommands(reference)
  const [known, setKnown] = useState(shared)
  const [shown, setShown] = useState(shared)
  if (known !== shared) {
    setKnown(shared)
    setShown(shared)
  }
  const isBusy = running !== null || isRefreshing
  const set = async (document: keyof Shared, isShown: boolean) => {
    const wanted = { ...shown, [document]: isShown }
    setShown(wanted)
    if (!(await run(document, [{ type: 'share_documents', ...wanted }]))) setShown(shared)
  }
  const hints: Record<keyof Shared, string> = {
    report: isSuperseded ? supersededWords : `The newest version that was ${isDrill ? 'approved' : 'sent'}.`,
    postMortem: 'The newest version that was published.',
  }
  // Told at its own field, not twice.
  const isAtField = trouble !== null && Object.keys(trouble.fields).some((field) => field in names)
  return (
    <>
      <p className="text-13 text-ink-2 mt-1.5">
        Whoever has a link to {reference} can download what is shown. Switched off it leaves the page at once;
        what was downloaded stays with them.
      </p>
      <div className="mt-2 space-y-2" aria-busy={isBusy || undefined}>
        {(['report', 'postMortem'] as const).map((document) => (
          <CheckboxField
            key={document}
            label={`Show the ${names[document].toLowerCase()}`}
            hint={hints[document]}
            error={trouble?.fields[document]}
            checked={shown[document]}
            onChange={(event) => {
              if (!isBusy) void set(document, event.target.checked)
            }}
          />
        ))}
      </div>
      {!isAtField && <TroubleNotice trouble={trouble} />}
    </>
  )
}

function shownWords({
  shared: { report, postMortem },
  hasReportToShow,
}: Pick<ShownOutsideProps, 'shared' | 'hasReportToShow'>) {
  const shown = [report && hasReportToShow ? names.report : '', postMortem ? names.postMortem : ''].filter(
    Boolean,
  )
  if (shown.length === 0) return 'Neither report nor post-mortem is shown to those who read by a link.'
  return `Shown to those who read by a link: ${shown.join(' and ').toLowerCase()}.`
}
