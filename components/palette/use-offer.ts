'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useMemo, useState } from 'react'
import { askClient } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import { type PaletteAction, paletteActions } from '#components/palette/actions.ts'
import type { Item, Offer } from '#components/palette/items.ts'
import { type Found, useFound } from '#components/palette/use-found.ts'
import { settingsTabsFor } from '#components/people/settings-tabs.tsx'
import type { ActiveIncident } from '#components/shell/active-strip.tsx'
import { declareHref, navigation } from '#components/shell/navigation.ts'
import { themeNames, themes } from '#components/shell/theme.ts'
import { showShortcuts } from '#components/shell/use-shortcuts.ts'
import { chooseTheme } from '#components/shell/use-theme.ts'
import type { AccountRole } from '#lib/incident/policy.ts'

export type PaletteProps = {
  /** The open incidents that the page knows, most urgent first. */
  open: readonly ActiveIncident[]
  role: AccountRole
  signOut: () => Promise<void>
}

/** Everything that the palette may show for this text, and how the search on the server stands. */
export function useOffer(text: string, { open, role, signOut }: PaletteProps): Offer & Pick<Found, 'state'> {
  const router = useRouter()
  const [actions, setActions] = useState<readonly PaletteAction[]>([])
  const people = usePeople(role)
  const found = useFound(text)
  useEffect(() => {
    let isGone = false
    void paletteActions().then((all) => {
      if (!isGone) setActions(all)
    })
    return () => {
      isGone = true
    }
  }, [])

  const always = useMemo((): Item[] => {
    const declare: Item = {
      id: 'declare',
      mark: 'declare',
      says: 'Declare an incident',
      keys: 'd',
      href: declareHref,
    }
    return [
      ...(role === 'observer' ? [] : [declare]),
      ...themes.map(
        (theme): Item => ({
          id: `theme-${theme}`,
          mark: 'theme',
          isAside: true,
          says: `Theme: ${themeNames[theme].toLowerCase()}`,
          also: 'appearance colours',
          run: () => {
            chooseTheme(theme)
            router.refresh()
          },
        }),
      ),
      {
        id: 'keys',
        mark: 'keys',
        isAside: true,
        says: 'Keyboard shortcuts',
        keys: '?',
        also: 'help',
        run: showShortcuts,
      },
      {
        id: 'leave',
        mark: 'leave',
        isAside: true,
        says: 'Sign out',
        also: 'log out',
        run: () => startTransition(() => void signOut()),
      },
    ]
  }, [role, router, signOut])

  return {
    open,
    found: found.incidents,
    state: found.state,
    actions,
    always,
    places: placesFor(role),
    people,
  }
}

function placesFor(role: AccountRole): Item[] {
  const pages = navigation.map(({ href, label, key }) => ({ href, says: label, keys: `g ${key}`, also: '' }))
  const settings = settingsTabsFor(role).map(({ href, label }) => ({
    href,
    says: `Settings: ${label}`,
    also: '',
  }))
  const reference = { href: '/reference', says: 'API reference', also: 'documentation openapi' }
  return [...pages, ...settings, reference].map((place) => ({ id: place.href, mark: 'place', ...place }))
}

/** Colleagues, asked for once the palette is open. An admin is led to their account, others to their incidents. */
function usePeople(role: AccountRole): readonly Item[] {
  // Without them the palette is still of use.
  const { data } = useQuery(
    { queryKey: ['people'], queryFn: () => getJson<{ people: Person[] }>('/api/v1/people') },
    askClient,
  )
  return (data?.people ?? []).filter(({ active }) => active).map((person) => itemOf(person, role))
}

type Person = { id: string; name: string; role: AccountRole; active: boolean }

function itemOf({ id, name, role: theirs }: Person, mine: AccountRole): Item {
  const says = { id, mark: 'person', name, says: name } as const
  return mine === 'admin'
    ? { ...says, detail: theirs, href: `/settings/people/${id}` }
    : { ...says, detail: `${theirs}, their incidents`, href: `/incidents?status=all&person=${id}` }
}
