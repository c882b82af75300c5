import { describe, expect, it } from 'vitest';
import { msiPatternIssues, readMsiPattern } from './msi-pattern.ts';

const cut = (name: string, loss: (degree: number) => number) =>
  [`${name} 360`, ...Array.from({ length: 360 }, (_, d) => `${d}.0 ${loss(d)}`)].join('\n');
const file = (gain: string, horizontal = cut('HORIZONTAL', (d) => Math.min(d, 360 - d) / 6)) =>
  `NAME panel\nFREQUENCY 2100\n${gain}\n${horizontal}\n${cut('VERTICAL', (d) => (d === 90 ? 20 : 0))}\n`;
const read = (text: string) => readMsiPattern(new TextEncoder().encode(text), 'p.msi');

describe('MSI antenna', () => {
  it('reads both cuts; a gain without unit is over a dipole', () => {
    const pattern = read(file('GAIN 17.5 dBi'));
    expect(pattern).toMatchObject({ kind: 'table', name: 'panel', peakGainDbi: 17.5 });
    expect([pattern.horizontalLossDb[90], pattern.horizontalLossDb[270], pattern.verticalLossDb[90]]).toEqual([
      15, 15, 20,
    ]);
    expect(read(file('GAIN 15')).peakGainDbi).toBeCloseTo(17.15, 9);
    expect(read(file('GAIN 15 dBd')).peakGainDbi).toBeCloseTo(17.15, 9);
  });

  it('says what it takes a gain without unit for, and how to state it', () => {
    const said = (gain: string) => msiPatternIssues(new TextEncoder().encode(file(gain)), 'p.msi');
    expect(said('GAIN 17')).toMatchObject([{ kind: 'warning', code: 'gain-without-unit', count: 1 }]);
    expect(said('GAIN 17')[0]!.message).toMatch(
      /p\.msi: GAIN 17 .*dBd \(19\.15 dBi\); write GAIN 17 dBd or GAIN 17 dBi/,
    );
    expect([...said('GAIN 17 dBd'), ...said('GAIN 17 dBi')]).toEqual([]);
  });

  it('reads decimal commas, and tells them', () => {
    const text = file('GAIN 17,5 dBi').replace('\n7.0 ', '\n7,0 1,5 \n#').replace(/\n#.*/, '');
    const pattern = read(text);
    expect([pattern.peakGainDbi, pattern.horizontalLossDb[7]]).toEqual([17.5, 1.5]);
    const said = msiPatternIssues(new TextEncoder().encode(text), 'p.msi');
    expect(said).toMatchObject([{ kind: 'repaired', code: 'decimal-comma', count: 2 }]);
    expect(said[0]!.message).toMatch(/p\.msi: 2 numbers are written with a decimal comma, and read so/);
  });

  it('reads angles and losses that a comma or a semicolon parts', () => {
    const text = file('GAIN 15 dBd').replace(/^(\d+)\.0 /gm, '$1,');
    expect(read(text).horizontalLossDb[90]).toBe(15);
    expect(read(text.replace(/^(\d+),/gm, '$1;')).horizontalLossDb[90]).toBe(15);
  });

  it.each([
    [file('GAIN 15').split('VERTICAL')[0]!, /no VERTICAL cut; add one \(an antenna that is omnidirectional/],
    [file('GAIN 15').replace('2100', '0'), /FREQUENCY is 0; it must be above 0 \[MHz\]/],
    [file('TILT 0'), /GAIN is "missing"/],
    [file('GAIN 15').replace('\n217.0 ', '\n216.0 '), /line \d+: angle 216 of HORIZONTAL stands there twice/],
    [file('GAIN 15').replace(/\n217\.0 [\d.]+/, ''), /angle 217 of HORIZONTAL is missing/],
    [file('GAIN 15').replace('\n217.0 ', '\n217.0 -'), /losses are dB below the peak/],
    ['hello', /no HORIZONTAL cut/],
  ])('refuses a damaged file %#', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
