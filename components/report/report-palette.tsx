'use client'

import { usePaletteActions } from '#components/palette/actions.ts'

/** What the palette offers on the report: approve, send, export, compare. What is not on the page is not offered. */
export function ReportPalette({ reference, versions }: { reference: string; versions: number }) {
  const files = `/api/v1/incidents/${reference}/report`
  usePaletteActions(() => [
    ...onPage('approve', (button) => button.click()),
    ...onPage('save', (button) => button.click()),
    // What leaves the house is pressed on purpose: the palette leads there.
    ...onPage('send', (button) => button.focus()),
    { says: 'Export the report as PDF', run: () => location.assign(`${files}.pdf`) },
    { says: 'Export the report as Markdown', run: () => location.assign(`${files}.md`) },
    ...(versions > 1
      ? [{ says: 'Compare the last two versions', href: `/incidents/${reference}/report/versions` }]
      : []),
  ])
  return null
}

function onPage(act: string, run: (button: HTMLElement) => void) {
  const button = document.querySelector<HTMLElement>(`[data-act="${act}"]`)
  return button ? [{ says: button.textContent, run: () => run(button) }] : []
}
