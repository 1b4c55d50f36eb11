/** What a test declares where it does not matter what. */
export const declaration = {
  type: 'declare_incident',
  topic: 'Login',
  severity: 'SEV2',
  reported: 'x',
  reportedBy: 'M',
  source: 'phone',
} as const
