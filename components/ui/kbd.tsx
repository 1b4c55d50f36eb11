/** A key as it stands on the keyboard. `plain` for inside a coloured button. */
export function Kbd({ children, plain = false }: { children: string; plain?: boolean }) {
  return <kbd className={plain ? 'kbd-plain' : 'kbd'}>{children}</kbd>
}
