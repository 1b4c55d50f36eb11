import { useEffect, useState } from 'react'

/** `value` as it was when it last stayed the same for so many milliseconds: what is typed, once the typing pauses. */
export function usePaused<Value>(value: Value, ms: number): Value {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return paused
}
