import { createElement, Fragment, type ReactNode } from 'react'

/** Children one by one, not as a list: a composed document keeps its order, so they need no keys. */
export function inOrder<Item>(items: readonly Item[], render: (item: Item, index: number) => ReactNode) {
  return createElement(Fragment, null, ...items.map(render))
}
