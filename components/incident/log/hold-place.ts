'use client'

import { Component, type ReactNode } from 'react'
import type { Place } from '#components/incident/log/use-log-scroll.ts'

type HoldPlaceProps = { find: () => Place; hold: (place: Place) => void; children: ReactNode }

/** Around the lines: whatever is drawn anew, what is being read stays where it is on the screen. */
export class HoldPlace extends Component<HoldPlaceProps> {
  override getSnapshotBeforeUpdate(): Place {
    return this.props.find()
  }
  override componentDidUpdate(_: unknown, __: unknown, place: Place) {
    this.props.hold(place)
  }
  override render() {
    return this.props.children
  }
}
