'use client'

import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { FormAction } from '#lib/http/model.ts'

type Tell = (sentence: string, button: HTMLElement | null) => void

const Telling = createContext<Tell>(() => undefined)

/**
 * Around a list whose rows, or their buttons, go with what is done to them. That it was done is said here, where it
 * outlives the row; and where the button that had the focus is gone, the heading has it, not the page.
 */
export function SaidDone({ heading, children }: { heading: string; children: ReactNode }) {
  const [said, say] = useState({ sentence: '', times: 0 })
  const pressed = useRef<HTMLElement | null>(null)
  const tell = useCallback<Tell>((sentence, button) => {
    pressed.current = button
    say(({ times }) => ({ sentence, times: times + 1 }))
  }, [])
  // After each time: the list is made anew before or after its deed is heard of here.
  useEffect(() => {
    if (!pressed.current || pressed.current.isConnected) return
    pressed.current = null
    // Somebody who is elsewhere by now stays there, and nothing moves under whoever reads.
    if (document.activeElement === document.body) {
      document.getElementById(heading)?.focus({ preventScroll: true })
    }
  })
  return (
    <Telling value={tell}>
      <p className="vh" role="status">
        <span key={said.times}>{said.sentence}</span>
      </p>
      {children}
    </Telling>
  )
}

/** The action, and once it is done `SaidDone` says so. `button` is what opened the question. */
export function useSaidDone(
  action: FormAction,
  sentence: string,
  button: RefObject<HTMLElement | null>,
): FormAction {
  const tell = useContext(Telling)
  return async (before, form) => {
    const pressed = button.current
    const answer = await action(before, form)
    if (answer.status === 'done') tell(sentence, pressed)
    return answer
  }
}
