'use client'

import { Keyboard, ListTodo, LogOut, Settings } from 'lucide-react'
import { ThemeChoice } from '#components/shell/theme-choice.tsx'
import { showShortcuts } from '#components/shell/use-shortcuts.ts'
import { Avatar, initials } from '#components/ui/avatar.tsx'
import { Menu, MenuItem, MenuLink } from '#components/ui/menu.tsx'

type UserMenuProps = {
  person: { name: string; role: string; picture: string | null }
  signOut: () => Promise<void>
}

/** Who is signed in, and what is theirs: settings, theme, signing out. */
export function UserMenu({ person, signOut }: UserMenuProps) {
  const { name, role, picture } = person
  return (
    <Menu
      label={<Avatar name={name} picture={picture} large />}
      name={`${initials(name)}: ${name}, your menu`}
      className="inline-flex h-11 w-11 items-center justify-center rounded-full lg:-mr-1.5"
    >
      <p className="border-b px-3.5 pt-2 pb-2.5">
        <span className="block font-semibold">{name}</span>
        <span className="text-13 text-ink-3 block first-letter:uppercase">{role}</span>
      </p>
      {/* Five tabs fill a phone; this one is here. */}
      <MenuLink href="/follow-ups" prefetch={false} className="lg:hidden">
        <ListTodo className="icon text-ink-3" />
        Follow-ups
      </MenuLink>
      <MenuLink href="/settings">
        <Settings className="icon text-ink-3" />
        Settings
      </MenuLink>
      <MenuItem onClick={showShortcuts}>
        <Keyboard className="icon text-ink-3" />
        Keyboard shortcuts
      </MenuItem>
      <ThemeChoice />
      <form action={signOut} className="border-t pt-1">
        <button type="submit" className="pop-item">
          <LogOut className="icon text-ink-3" />
          Sign out
        </button>
      </form>
    </Menu>
  )
}
