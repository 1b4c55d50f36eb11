'use client'

import { type DeclareForm, type Problems, sources } from '#components/declare/form.ts'
import { ReportedAt } from '#components/declare/reported-at.tsx'
import { TextArea, TextField } from '#components/ui/field.tsx'

type ReportFieldsProps = {
  form: DeclareForm
  change: (part: Partial<DeclareForm>) => void
  problems: Problems
  zone: string
  now: number
}

/** What was reported, by whom, how it reached us and when. */
export function ReportFields({ form, change, problems, zone, now }: ReportFieldsProps) {
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_392px]">
      <TextArea
        id="reported"
        label="What was reported?"
        aside="Left empty, the headline is kept"
        error={problems.reported}
        rows={6}
        value={form.reported}
        onChange={(event) => change({ reported: event.target.value })}
      />
      <div className="space-y-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            id="reported-by"
            label="Reported by"
            error={problems.reportedBy}
            value={form.reportedBy}
            onChange={(event) => change({ reportedBy: event.target.value })}
            autoComplete="off"
          />
          <TextField
            id="source"
            label="How it reached us"
            error={problems.source}
            value={form.source}
            onChange={(event) => change({ source: event.target.value })}
            list="sources"
            autoComplete="off"
          />
          <datalist id="sources">
            {sources.map((source) => (
              <option key={source} value={source} />
            ))}
          </datalist>
        </div>
        <ReportedAt
          time={form.time}
          date={form.date}
          onChange={change}
          zone={zone}
          now={now}
          error={problems.reportedAt}
        />
      </div>
    </div>
  )
}
