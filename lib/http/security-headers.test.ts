import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, securityHeaders } from '#lib/http/security-headers.ts'

describe('contentSecurityPolicy', () => {
  it('lets run only what carries the nonce', () => {
    const policy = contentSecurityPolicy('abc', false)
    expect(directive(policy, 'script-src')).toBe("'self' 'nonce-abc' 'strict-dynamic'")
    expect(directive(policy, 'style-src')).toBe("'self' 'nonce-abc'")
    expect(directive(policy, 'connect-src')).toBe("'self'")
    expect(policy).not.toContain('unsafe-eval')
  })

  it('lets nobody frame the page, move its base or send its forms elsewhere', () => {
    const policy = contentSecurityPolicy('abc', false)
    expect(directive(policy, 'frame-ancestors')).toBe("'none'")
    expect(directive(policy, 'base-uri')).toBe("'none'")
    expect(directive(policy, 'form-action')).toBe("'self'")
  })

  it('opens evaluation and the reload socket in development alone', () => {
    const policy = contentSecurityPolicy('abc', true)
    expect(directive(policy, 'script-src')).toContain("'unsafe-eval'")
    expect(directive(policy, 'connect-src')).toBe("'self' ws: wss:")
  })
})

describe('securityHeaders', () => {
  it('demands https for a year only where the instance has it', () => {
    expect(securityHeaders('https://sitrep.example.org')).toHaveProperty('Strict-Transport-Security')
    expect(securityHeaders('http://127.0.0.1:3000')).not.toHaveProperty('Strict-Transport-Security')
  })

  it('keeps pages out of every cache', () => {
    expect(securityHeaders('http://127.0.0.1:3000')['Cache-Control']).toBe('private, no-store')
  })
})

function directive(policy: string, name: string): string | undefined {
  const found = policy.split('; ').find((part) => part.startsWith(`${name} `))
  return found?.slice(name.length + 1)
}
