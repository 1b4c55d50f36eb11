'use client'

import { useEffect, useState } from 'react'
import { useRoom } from '#components/incident/room.ts'
import { nextUpdateAt } from '#components/incident/update/fields.ts'
import type { Update } from '#components/incident/update/use-update.ts'
import { addressOf } from '#components/live/server.ts'
import { Notice } from '#components/ui/notice.tsx'
import type { PreviewedUpdate, UpdatePreview as Shown } from '#lib/share-link/preview/model.ts'

/** What they will read, before it leaves: written by what writes it then. Loaded anew whenever it is looked at. */
export function UpdatePreview({ update, pane }: { update: Update; pane: 'page' | 'mail' }) {
  const preview = usePreview(update)
  if (preview === 'failed') {
    return (
      <div className="py-6">
        <Notice title="The preview did not come. Your words are kept.">
          Look again in a moment; publishing does not need it.
        </Notice>
      </div>
    )
  }
  if (!preview) return <p className="text-ink-2 py-6">Writing the preview…</p>
  if (pane === 'page') {
    return (
      <iframe
        srcDoc={withNonce(preview.page, fontFaces())}
        title="The page of a stakeholder link"
        // No script of it runs; the fonts are those of this page.
        sandbox="allow-same-origin"
        className="border-rule-2 mt-4 h-[56vh] min-h-80 w-full rounded-sm border"
      />
    )
  }
  return (
    <>
      <p className="mt-4 wrap-anywhere">
        <span className="text-ink-3">Subject</span> <b className="font-semibold">{preview.mail.subject}</b>
      </p>
      <iframe
        srcDoc={withNonce(preview.mail.html)}
        title="The mail of this update"
        sandbox=""
        className="border-rule-2 mt-2 h-[52vh] min-h-80 w-full rounded-sm border bg-white"
      />
      <details className="mt-3">
        <summary className="link min-h-6 w-fit cursor-pointer">As plain text</summary>
        <pre className="text-13 bg-hover mt-2 max-h-[40vh] overflow-y-auto rounded-sm p-3 font-mono wrap-anywhere whitespace-pre-wrap">
          {preview.mail.text}
        </pre>
      </details>
    </>
  )
}

function usePreview({ shown, fields, proposals, corrects }: Update): Shown | 'failed' | null {
  const { live, zone } = useRoom()
  const [preview, setPreview] = useState<Shown | 'failed' | null>(null)
  const next = nextUpdateAt(fields, proposals, zone)
  const words: PreviewedUpdate = {
    ...shown,
    affected: shown.affected.filter(({ name }) => name.trim() !== ''),
    nextUpdateAt: shown.state === 'over' ? null : next,
    corrects: corrects?.type === 'update_published' ? corrects.payload.number : null,
  }
  const body = JSON.stringify(words)
  const address = `${addressOf(live.confirmed.ref)}/updates/preview`
  useEffect(() => {
    const stop = new AbortController()
    fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      signal: stop.signal,
    })
      .then(async (answer) => {
        // The shape that the address documents.
        setPreview(answer.ok ? ((await answer.json()) as Shown) : 'failed')
      })
      .catch(() => {
        if (!stop.signal.aborted) setPreview('failed')
      })
    return () => stop.abort()
  }, [address, body])
  return preview
}

/** A frame without an address obeys this page's policy: a style needs its nonce. */
function withNonce(html: string, more = ''): string {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
  return html.replaceAll('<style>', () => `<style nonce="${nonce}">${more}`)
}

/** The faces of this page, as rules with whole addresses. */
function fontFaces(): string {
  return [...document.styleSheets]
    .flatMap((sheet) =>
      [...sheet.cssRules].flatMap((rule) =>
        rule instanceof CSSFontFaceRule ? [absolute(rule.cssText, sheet.href ?? document.baseURI)] : [],
      ),
    )
    .join('\n')
}

function absolute(rule: string, base: string): string {
  return rule.replace(/url\("([^"]+)"\)/g, (_, address) => `url("${new URL(address, base).href}")`)
}
