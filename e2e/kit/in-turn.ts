import { expect } from '@playwright/test'

/**
 * Keys that count as one when they come within 1.5 s of each other, pressed until `there` holds: a machine that stands
 * still between them makes two of them.
 */
export async function inTurn(
  keys: readonly string[],
  press: (key: string) => Promise<unknown>,
  there: () => Promise<unknown>,
): Promise<void> {
  await expect(async () => {
    for (const key of keys) await press(key)
    await there()
  }).toPass({ timeout: 90_000 })
}
