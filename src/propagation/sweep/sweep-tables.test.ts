import { describe, expect, it } from 'vitest';
import { antennaField, transmitSlant } from '../../radio/antenna.ts';
import type { NamedPattern, Polarisation } from '../../radio/antenna-pattern.ts';
import { MATERIALS, materialAt } from '../../radio/materials.ts';
import { slabCoefficients } from '../../radio/slab.ts';
import { mathFromBearing, radians } from '../../units/angle.ts';
import { Random } from '../../units/random.ts';
import { ANTENNA_COLUMNS, ANTENNA_ROWS, antennaTable, peakGain } from './antenna-table.ts';
import { interactionTables, TABLE_ENTRIES, TABLE_STRIDE } from './interaction-table.ts';
import { antennaColumn, azimuthLaunches, LAUNCH_STRIDE } from './launches.ts';
import { cityOf, requestOf, sectorAt } from './sweep-fixture.ts';
import { goldenStride, sweepProblem } from './sweep-problem.ts';

describe('interaction tables', () => {
  const names = MATERIALS.map((m) => m.name).filter((name) => name !== 'vacuum');

  for (const frequencyHz of [0.8e9, 2.6e9, 3.5e9, 26e9])
    it(`interpolate the slab's amplitudes to 1e-3 and bound its powers at ${frequencyHz / 1e9} GHz (seed 5)`, () => {
      const random = new Random(5);
      const { values } = interactionTables(names, () => 0.1, frequencyHz);
      let worst = 0;
      let unbounded = 0;
      for (const [m, name] of names.entries()) {
        const medium = materialAt(name, frequencyHz);
        for (let n = 0; n < 60; n++) {
          const cos = n < 50 ? random.unit() : random.unit() * 0.02;
          // TM on metal turns within a thousandth of grazing: no table of cosines resolves it, and no wall is that flat.
          if (name === 'metal' && cos < 0.02) continue;
          const exact = slabCoefficients(medium, 0.1, frequencyHz, cos);
          const position = cos * (TABLE_ENTRIES - 1);
          const i = Math.floor(position);
          const base = (m * TABLE_ENTRIES + i) * TABLE_STRIDE;
          const between = (column: number) =>
            values[base + column]! * (i + 1 - position) + values[base + TABLE_STRIDE + column]! * (position - i);
          [exact.rTE, exact.rTM, exact.tTE, exact.tTM].forEach((c, k) => {
            worst = Math.max(worst, Math.hypot(between(2 * k) - c.re, between(2 * k + 1) - c.im));
          });
          const power = (c: { re: number; im: number }) => c.re ** 2 + c.im ** 2;
          // A beam of cosines from here up reflects no more than column 8, one from 0 to here transmits no more than column 9.
          const above = values[base + 8]!;
          const below = values[base + TABLE_STRIDE + 9]!;
          if (above * 1.001 + 1e-6 < Math.max(power(exact.rTE), power(exact.rTM)) || above > 1.0001) unbounded++;
          if (below * 1.001 + 1e-6 < Math.max(power(exact.tTE), power(exact.tTM)) || below > 1.0001) unbounded++;
        }
      }
      expect(worst).toBeLessThan(1e-3);
      expect(unbounded).toBe(0);
    });
});

describe('antenna table', () => {
  for (const pattern of ['iso', 'dipole', 'hw_dipole', 'tr38901'] as NamedPattern[])
    for (const polarisation of ['V', 'H', 'cross'] as Polarisation[])
      it(`gives the field of ${pattern} ${polarisation} to 0.02 dB of gain (seed 6)`, () => {
        const random = new Random(6);
        const slant = transmitSlant(polarisation);
        const TILT = radians(7);
        const table = antennaTable(pattern, slant, 50, 7);
        const peak = peakGain(table);
        let worst = 0;
        for (let n = 0; n < 3000; n++) {
          const phi = 2 * Math.PI * random.unit();
          const down = random.unit() * (Math.PI / 2 - 0.06) + 0.06;
          const [ce, kz] = [Math.sin(down), -Math.cos(down)];
          const exact = antennaField(pattern, slant, 50, 7, ce * Math.cos(phi), ce * Math.sin(phi), kz);
          const column = antennaColumn(phi);
          const row = Math.tan(down / 2) * (ANTENNA_ROWS - 1);
          const [c, r] = [Math.floor(column), Math.min(ANTENNA_ROWS - 2, Math.floor(row))];
          const at = (rr: number, cc: number, k: number) =>
            table[2 * (rr * ANTENNA_COLUMNS + (cc % ANTENNA_COLUMNS)) + k]!;
          const field = [0, 1].map(
            (k) =>
              (at(r, c, k) * (c + 1 - column) + at(r, c + 1, k) * (column - c)) * (r + 1 - row) +
              (at(r + 1, c, k) * (c + 1 - column) + at(r + 1, c + 1, k) * (column - c)) * (row - r),
          );
          const gain = exact[0] ** 2 + exact[1] ** 2;
          // Near the pole of the antenna's own frame, 7 degrees off straight down, its polarisation has no direction.
          const pole = ce * Math.cos(phi - mathFromBearing(50)) * -Math.sin(TILT) - kz * Math.cos(TILT);
          if (gain < peak * 10 ** -2.5 || pole > Math.cos(radians(15))) continue;
          worst = Math.max(worst, Math.abs(10 * Math.log10((field[0]! ** 2 + field[1]! ** 2) / gain)));
        }
        expect(worst).toBeLessThan(0.02);
      });
});

describe('launched azimuths', () => {
  it('step by a number that shares no factor with their count', () => {
    const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
    for (const n of [1, 2, 3, 4, 6, 7, 8, 12, 30, 64, 360, 1000, 4096, 8191, 8192, 30030]) {
      const stride = goldenStride(n);
      expect(gcd(n, stride), `${n}`).toBe(1);
      if (n > 2000) expect(Math.abs(stride / n - 0.618)).toBeLessThan(0.2);
    }
  });

  it('are even after any part of them, and whole in the end', () => {
    const p = sweepProblem(requestOf(cityOf([]), sectorAt(0, 0, 9), { azimuths: 8192 }));
    const { values } = azimuthLaunches(p);
    const turns = Array.from({ length: 8192 }, (_, k) => values[k * LAUNCH_STRIDE + 4]! / ANTENNA_COLUMNS);
    for (const part of [37, 100, 512, 1000, 2000, 3333, 4096, 6000, 8192]) {
      const sorted = turns.slice(0, part).sort((a, b) => a - b);
      const gaps = sorted.map((t, i) => (sorted[i + 1] ?? sorted[0]! + 1) - t);
      // Three-distance theorem: at the golden section itself the widest gap stays below 2.62 even ones.
      expect(Math.max(...gaps) * part, `${part}`).toBeLessThan(3.2);
    }
    expect(new Set(turns).size).toBe(8192);
    const width = values.filter((_, i) => i % LAUNCH_STRIDE === 2).reduce((a, b) => a + b, 0);
    expect(width).toBeCloseTo(2 * Math.PI, 9);
  });
});
