/** What a revocation does, said before it is done. */
export const revokeWords =
  'Whoever has the page open is cut off within seconds, and the address never works again. This cannot be undone; a new link has a new address.'

/** Beside the address of a new link. */
export const shownOnce = 'Copy it now. SitRep keeps no copy, so it cannot be shown again.'
