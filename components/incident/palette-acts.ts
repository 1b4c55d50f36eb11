/** What the palette offers on the live page: the header's acts and what the composer's commands write. */
import { offeredSlashes, type Slash } from '#components/incident/composer/slash.ts'
import { moreActs } from '#components/incident/header/more-acts.ts'
import { type Act, neededNow } from '#components/incident/header/needed-now.ts'
import type { Room } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import type { PaletteAction } from '#components/palette/actions.ts'
import { activeShortcuts } from '#components/shell/use-shortcuts.ts'
import { whyNoLinks } from '#lib/share-link/model.ts'

/** Only what this person may do in this state; what is needed most comes first. Loaded with the palette. */
export function paletteActs(room: Room): PaletteAction[] {
  const { incident } = room.live
  const { first, second, update } = neededNow(incident, room.me)
  const acts = [first, second, update, ...moreActs(incident, room.me, room.now)]
    .filter((act) => act !== null)
    .map((act) => actionOf(act, room))
  const written = offeredSlashes(room.me, incident).flatMap((slash) => writing(slash, room))
  return [...acts, ...written, ...sharing(room)]
}

/** The links that stakeholders read by, for whoever may make them. */
function sharing({ live, me, open }: Room): PaletteAction[] {
  if (whyNoLinks(me, live.incident) !== null) return []
  return [{ says: 'Stakeholder links…', run: () => open({ dialog: 'share' }) }]
}

function actionOf(act: Act, { live, open }: Room): PaletteAction {
  const says = act.label
  if ('href' in act) return { says, href: `/incidents/${live.incident.ref}/${act.href}` }
  if ('open' in act) {
    const keys = act.icon === 'status' ? 's' : act.icon === 'update' ? 'u' : null
    return { says, ...(keys && { keys }), run: () => open(act.open) }
  }
  return { says, ...(act.send.type === 'acknowledge' && { keys: 'a' }), run: () => live.send(act.send) }
}

/** What the header does not offer: kinds of entries, facts, the impact. */
function writing(slash: Slash, { open, edit }: Room): PaletteAction[] {
  const says = `${slash.says}${slash.aim === 'log' ? '' : '…'}`
  if (slash.aim === 'log' && slash.kind === 'note') {
    const focus = activeShortcuts().find(({ keys }) => keys === 'l')
    return focus ? [{ says: 'Write to the log', keys: 'l', run: focus.run }] : []
  }
  // The composer puts in the word of the command and takes the focus.
  if (slash.aim === 'log') {
    // Every kind takes a text alone; the type of a command cannot say so for a kind that is a union.
    const begun = { type: 'log', kind: slash.kind, text: '' } as CommandBody
    return [{ says, run: () => edit(begun) }]
  }
  if (slash.aim === 'fact') return [{ says, run: () => open({ dialog: 'fact', fact: slash.fact }) }]
  if (slash.aim === 'dialog' && slash.dialog === 'impact')
    return [{ says, run: () => open({ dialog: 'impact' }) }]
  return []
}
