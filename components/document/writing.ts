/**
 * One section of a document as somebody writes it: what stands in the field, what the server has, and what becomes of
 * both. Kept on this device from the first key, saved a moment after the last one; what two people wrote is never
 * resolved by a clock. Pure: the browser's parts are given to it.
 */
import type { WorkingSection } from '#lib/document/model.ts'
import type { Instant } from '#lib/incident/incident.ts'

/** A text that is not saved yet. `text` null: as the log has it. `revision`: what its writer had read. */
export type Draft = Pick<WorkingSection, 'revision' | 'text' | 'composedThen'>
export type KeptDraft = Draft & { at: Instant }

export type SaveAnswer =
  | { kind: 'saved'; section: WorkingSection }
  | { kind: 'conflict'; theirs: WorkingSection }
  | { kind: 'refused'; why: string }
  | { kind: 'signed out' }
  | { kind: 'unreachable' }

export type WritingStep =
  /** The server has what stands here. */
  | 'settled'
  | 'typed'
  | 'saving'
  | 'unreachable'
  | 'signed out'
  | 'refused'
  /** Somebody else saved meanwhile. */
  | 'conflict'

export type WritingState = {
  text: string | null
  step: WritingStep
  /** What the server has, as far as this page knows; null: nobody has edited the section. */
  server: WorkingSection | null
  composed: string
  composedThen: string
  /** Why it was refused. */
  why: string
  theirs: WorkingSection | null
  /** What stood here before one press replaced it. */
  undo: Pick<Draft, 'text' | 'composedThen'> | null
  /** This device keeps what is not saved. */
  isKept: boolean
}

export type WritingGround = {
  send: (draft: Draft) => Promise<SaveAnswer>
  /** False when this device keeps nothing. */
  keep: (draft: Draft) => boolean
  /** That text need not be kept any more. */
  forget: (text: string | null) => void
}

export type Writing = ReturnType<typeof createWriting>

const AFTER_TYPING_MS = 1_000
const AGAIN_MS = [3_000, 10_000, 30_000]

type Begin = { server: WorkingSection | null; composed: string; kept: Draft | null }

/** Begins with what the server has, or with a text that this device kept, which is then sent by `save`. */
export function createWriting({ server, composed, kept }: Begin, { send, keep, forget }: WritingGround) {
  const listeners = new Set<() => void>()
  let revision = kept?.revision ?? server?.revision ?? 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let tries = 0
  let state: WritingState = {
    text: kept ? kept.text : (server?.text ?? null),
    step: kept ? 'typed' : 'settled',
    ...{ server, composed, why: '', theirs: null, undo: null, isKept: true },
    composedThen: (kept ?? server)?.composedThen ?? composed,
  }

  const set = (part: Partial<WritingState>) => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const draft = (): Draft => ({ revision, text: state.text, composedThen: state.composedThen })
  const isSaved = () => {
    const base = state.server
    if (revision !== (base?.revision ?? 0)) return false
    if (!base) return state.text === null
    return state.text === base.text && (state.text === null || state.composedThen === base.composedThen)
  }
  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), ms)
  }
  /** The server has this now, whoever saved it. */
  const adopt = (section: WorkingSection, part: Partial<WritingState> = {}) => {
    revision = section.revision
    tries = 0
    set({ server: section, theirs: null, why: '', ...part })
  }

  const change = (part: Partial<Pick<WritingState, 'text' | 'composedThen' | 'undo'>>) => {
    const before = state.text
    set({ why: '', ...part })
    if (isSaved()) {
      clearTimeout(timer)
      forget(before)
      if (!isSending) set({ step: 'settled' })
      return
    }
    const isKept = keep(draft())
    set({ isKept, step: state.theirs ? 'conflict' : isSending ? 'saving' : 'typed' })
  }

  /** What is typed. It is saved when no key follows for a moment. */
  const write = (typed: string) => {
    // Nobody's text yet: it begins from what the log says now.
    const begins = state.text === null
    const isLogs = begins && typed === state.composed
    change({
      text: isLogs ? null : typed,
      undo: null,
      ...(begins && { composedThen: state.composed }),
    })
    if (!state.theirs && !isSaved()) later(AFTER_TYPING_MS)
  }

  /** Saves now. A text that waits for a decision between two is left alone. */
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    if (isSending || state.theirs) return
    if (isSaved()) return set({ step: 'settled' })
    const sent = draft()
    isSending = true
    set({ step: 'saving' })
    const answer = await send(sent)
    isSending = false
    hearAnswer(answer, sent)
  }

  const hearAnswer = (answer: SaveAnswer, sent: Draft) => {
    const isSame = state.text === sent.text && state.composedThen === sent.composedThen
    if (answer.kind === 'saved') {
      adopt(answer.section)
      forget(sent.text)
      if (isSame) return set({ step: 'settled' })
      // More was typed meanwhile.
      keep(draft())
      set({ step: 'typed' })
      return later(AFTER_TYPING_MS)
    }
    if (answer.kind === 'conflict') {
      // What was sent had arrived, or both wrote the same.
      if (answer.theirs.text === state.text) {
        forget(state.text)
        return adopt(answer.theirs, { step: 'settled', composedThen: answer.theirs.composedThen })
      }
      return set({ step: 'conflict', theirs: answer.theirs })
    }
    if (answer.kind === 'unreachable') {
      later(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 30_000)
      tries += 1
      return set({ step: 'unreachable' })
    }
    set({ step: answer.kind, why: answer.kind === 'refused' ? answer.why : '' })
  }

  /** Puts another text in the place of the present one, which one press brings back. */
  const replace = (text: string | null, composedThen: string) => {
    const { text: before, composedThen: then } = state
    change({ text, composedThen, undo: { text: before, composedThen: then } })
    void save()
  }

  return {
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    write,
    save,
    /** The section is the log's again. */
    takeLog: () => replace(null, state.composed),
    /** The log has moved on since, and the text stays as it is. */
    keepText() {
      change({ composedThen: state.composed })
      void save()
    },
    undo() {
      if (!state.undo) return
      change({ ...state.undo, undo: null })
      void save()
    },
    /** Of two texts the one in the field: as it was, or joined from both. */
    takeMine() {
      if (!state.theirs) return
      adopt(state.theirs)
      change({})
      void save()
    },
    /** Of two texts the other one. Mine comes back with `undo`. */
    takeTheirs() {
      const { theirs, text, composedThen } = state
      if (!theirs) return
      forget(text)
      adopt(theirs, {
        ...{ step: 'settled', text: theirs.text, composedThen: theirs.composedThen },
        undo: { text, composedThen },
      })
    },
    /** What the server rendered anew. What somebody is writing stays as it is. */
    hear(next: WorkingSection | null, composedNow: string) {
      const wasSaved = isSaved() && !isSending
      if (composedNow !== state.composed) set({ composed: composedNow })
      if (!next || next.revision <= (state.server?.revision ?? 0) || !wasSaved) return
      adopt(next, { step: 'settled', text: next.text, composedThen: next.composedThen, undo: null })
    },
    /** Something stands here that the server does not have. */
    isOwed: () => !isSaved(),
    /** Tries again: the connection is back, or somebody has signed in. */
    retry() {
      if (state.step === 'unreachable' || state.step === 'signed out') void save()
    },
    stop: () => clearTimeout(timer),
  }
}
