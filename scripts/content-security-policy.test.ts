import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, mapServers } from './content-security-policy.ts';

describe('the policy of the built page', () => {
  it('lets the page ask its own site alone unless map servers are named', () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/connect-src 'self';/);
    expect(mapServers('')).toEqual([]);
  });

  it('takes exact origins', () => {
    expect(mapServers(' https://overpass-api.de  https://maps.example.org:8443 http://localhost:9000 ')).toEqual([
      'https://overpass-api.de',
      'https://maps.example.org:8443',
      'http://localhost:9000',
    ]);
  });

  it.each([
    '*',
    'https:',
    'https://*.example.org',
    'http://example.org',
    'https://example.org/',
    'https://example.org/api',
    'example.org',
  ])('refuses %s', (origin) => {
    expect(() => mapServers(origin)).toThrow(/is no exact origin/);
  });
});
