'use client'

import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { PromiseMark } from '#components/incident/header/promise-mark.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { AlsoKept } from '#components/incident/update/also-kept.tsx'
import { Meanwhile } from '#components/incident/update/meanwhile.tsx'
import { ReachPanel } from '#components/incident/update/reach-panel.tsx'
import { UpdateFieldset } from '#components/incident/update/update-fieldset.tsx'
import { UpdatePreview } from '#components/incident/update/update-preview.tsx'
import type { UpdateRequest } from '#components/incident/update/use-kept.ts'
import { useLookAgain } from '#components/incident/update/use-look-again.ts'
import { type Update, useUpdate } from '#components/incident/update/use-update.ts'
import { Button } from '#components/ui/button.tsx'
import { CommandKey } from '#components/ui/command-key.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TabList } from '#components/ui/tabs.tsx'

type UpdateSheetProps = { request: UpdateRequest; onClose: () => void }
type Pane = 'write' | 'page' | 'mail'

const panes = [
  { id: 'u-write', label: 'Write' },
  { id: 'u-page', label: 'On the link' },
  { id: 'u-mail', label: 'As a mail' },
]

/** Where what leaves the room is written: what is so in public words, and when the next word comes. */
export function UpdateSheet({ request, onClose }: UpdateSheetProps) {
  const update = useUpdate(request, onClose)
  const [pane, setPane] = useState<Pane>('write')
  const { sheet, look } = useLookAgain<HTMLDivElement>()
  const submit = async (how: 'publish' | 'ask') => {
    setPane('write')
    await (how === 'publish' ? update.publish() : update.ask())
    look()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={titleOf(update)}
      size="sheet"
      closeName={update.isKept ? 'Close, keep the draft' : 'Close'}
      aside={<PromiseMark className="text-13 hidden sm:inline" />}
    >
      <div ref={sheet}>
        <p className="mb-3 sm:hidden">
          <PromiseMark className="text-13" />
        </p>
        {update.trouble && (
          <div className="mb-4" data-answer tabIndex={-1}>
            <Notice kind="error" title={update.trouble} />
          </div>
        )}
        {update.unseen && <Meanwhile update={update} unseen={update.unseen} />}
        <AlsoKept place={update.place} />
        <TabList
          name="Writing and previews"
          tabs={panes}
          current={`u-${pane}`}
          // The tabs are the panes, with a prefix.
          onSelect={(id) => setPane(id.slice(2) as Pane)}
        />
        <form
          noValidate
          onKeyDown={keepInside}
          onSubmit={(event) => {
            event.preventDefault()
            void submit(update.mayPublish ? 'publish' : 'ask')
          }}
        >
          <Panel id="u-write" current={pane}>
            <div className="gap-x-6 md:grid md:grid-cols-[minmax(0,1fr)_256px]">
              <UpdateFieldset update={update} />
              <ReachPanel reach={update.reach} />
            </div>
          </Panel>
          {pane !== 'write' && (
            <Panel id={`u-${pane}`} current={pane}>
              {/* Each look is a new one, also after one that failed. */}
              <UpdatePreview key={pane} pane={pane} update={update} />
            </Panel>
          )}
          <Foot update={update} onAsk={() => void submit('ask')} />
        </form>
      </div>
    </Dialog>
  )
}

/** Enter in a line sends no form: what leaves the room leaves by its button, or by ⌘ and Enter. */
function keepInside(event: KeyboardEvent) {
  const isPlain = !event.metaKey && !event.ctrlKey
  if (event.key === 'Enter' && isPlain && event.target instanceof HTMLInputElement) event.preventDefault()
}

function titleOf({ isWaiting, number, isCorrection }: Update): string {
  const title = isWaiting ? `Draft of update ${number}` : `Public update ${number}`
  return isCorrection ? `${title}, a correction` : title
}

function Panel({ id, current, children }: { id: string; current: Pane; children: ReactNode }) {
  return (
    <div role="tabpanel" id={`panel-${id}`} aria-labelledby={`tab-${id}`} hidden={id !== `u-${current}`}>
      {children}
    </div>
  )
}

type FootProps = { update: Update; onAsk: () => void }

/** The buttons name the result and how far it reaches. */
function Foot({ update, onAsk }: FootProps) {
  const { zone, now } = useRoom()
  const { mayPublish, askLabel, isSending, keptAt, isKept, isTouched, discard } = update
  return (
    <div className="bg-surface sticky bottom-0 z-10 -mx-5 mt-5 -mb-5 flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-5 py-3.5">
      {mayPublish && (
        <Button type="submit" variant="primary" className="min-h-11 w-full sm:w-auto" working={isSending}>
          {update.publishLabel}
          <span className="hidden md:inline">
            <CommandKey letter="↵" />
          </span>
        </Button>
      )}
      {askLabel !== null &&
        (mayPublish ? (
          <Button className="min-h-11" working={isSending} onClick={onAsk}>
            {askLabel}
          </Button>
        ) : (
          <Button type="submit" variant="primary" className="min-h-11" working={isSending}>
            {askLabel}
          </Button>
        ))}
      <span className="text-13 text-ink-3 ml-auto flex flex-wrap items-center gap-x-2">
        {keptAt && isKept && (
          <span>
            Kept on this device <Moment at={keptAt} zone={zone} now={now} isExact />
          </span>
        )}
        {!isKept && <span>This device has no room to keep it: what is closed is lost.</span>}
        {isTouched && (
          <Button size="small" variant="quiet" onClick={discard}>
            Discard draft
          </Button>
        )}
      </span>
    </div>
  )
}
