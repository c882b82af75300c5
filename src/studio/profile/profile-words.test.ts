import { describe, expect, it } from 'vitest';
import type { ProfileLink } from './profile-data.ts';
import { verdictWords } from './profile-words.ts';

const roof = (clearanceM: number, zones: number, nu: number) => ({
  cut: { id: 'b7', fromM: 100, toM: 130, roofM: 20 },
  distanceM: 130,
  clearanceM,
  zones,
  nu,
});
const link = (...roofs: ReturnType<typeof roof>[]) => ({ roofs }) as unknown as ProfileLink;

describe('verdictWords', () => {
  it('names the worst roof', () => {
    expect(verdictWords(link(roof(9, 2, -3), roof(-7.25, -1.6, 2.3)))).toBe(
      'b7 at 130 m stands 7.3 m into the direct line: ν 2.30, 20.2 dB as a single knife edge.',
    );
    expect(verdictWords(link(roof(1.2, 0.3, -0.4)))).toContain('leaves 30 % of the first Fresnel zone');
    expect(verdictWords(link(roof(4, 0.8, -1.1)))).toMatch(/^Clear: b7 at 130 m comes nearest and leaves 80 %/);
    expect(verdictWords(link(roof(9, 2, -3)))).toBe('Clear: no roof reaches into the first Fresnel zone.');
    expect(verdictWords(link())).toContain('No building under the line');
  });
});
