'use client'

import { useEffect, useRef, useState } from 'react'
import { useRoom } from '#components/incident/room.ts'

/** What cannot wait for a pause, said once: it is SEV1 now, or the connection is lost. */
export function Announcer() {
  const { live } = useRoom()
  const { incident, connection } = live
  const [said, setSaid] = useState('')
  const severity = useRef(incident.severity)
  const isOffline = connection.state === 'offline'

  useEffect(() => {
    const before = severity.current
    severity.current = incident.severity
    if (before !== 'SEV1' && incident.severity === 'SEV1') setSaid(`${incident.ref} is now SEV1.`)
  }, [incident.severity, incident.ref])
  useEffect(() => {
    if (isOffline) setSaid('The connection is lost. What is shown may be behind. What you write is kept.')
  }, [isOffline])

  return (
    <p className="vh" aria-live="assertive">
      {said}
    </p>
  )
}
