import { describe, expect, it } from 'vitest';
import { bullingtonLoss } from '../../radio/bullington.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import { Random } from '../../units/random.ts';
import { type RoofPath, roofTracer } from './roof-path.ts';

const WAVELENGTH_M = 0.116;
const grid = { columns: 40, rows: 30, cellSizeM: 5, westM: -20, northM: 100 };
const empty = (): RoofPath => ({ nu: Number.NaN, penetratedM: Number.NaN, entered: -1 });

function randomRoofs(seed: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: 1200 }, () => (random.chance(0.25) ? random.between(3, 40) : 0));
}

/** The same by sampling the line every 5 mm: the roofs' steps as a profile, and the part of the line below them. */
function sampled(roofs: Float32Array, groundZM: number, a: number[], b: number[]) {
  const plan = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!);
  const steps = Math.ceil(plan / 0.005);
  const roofAt = (t: number) => {
    const cell = cellAt(grid, a[0]! + t * (b[0]! - a[0]!), a[1]! + t * (b[1]! - a[1]!));
    return cell < 0 ? 0 : roofs[cell]!;
  };
  const distancesM: number[] = [];
  const heightsM: number[] = [];
  let below = 0;
  let before = roofAt(0.5 / steps);
  for (let k = 0; k < steps; k++) {
    const t = (k + 0.5) / steps;
    const roof = roofAt(t);
    if (roof !== before) {
      distancesM.push((k / steps) * plan);
      heightsM.push(groundZM + Math.max(roof, before));
    }
    before = roof;
    if (a[2]! + t * (b[2]! - a[2]!) < groundZM + roof) below++;
  }
  const profile = { lengthM: plan, transmitterZM: a[2]!, receiverZM: b[2]!, distancesM, heightsM };
  return {
    nu: bullingtonLoss(profile, WAVELENGTH_M).nu,
    penetratedM: (below / steps) * Math.hypot(plan, b[2]! - a[2]!),
  };
}

describe('roofTracer', () => {
  it('finds the equivalent edge of radio/bullington over both edges of every roof, and the length below roofs', () => {
    const random = new Random(11);
    for (let seed = 0; seed < 25; seed++) {
      const roofs = randomRoofs(seed);
      const trace = roofTracer(grid, roofs, 7, WAVELENGTH_M);
      const a = [random.between(-18, 170), random.between(-40, 95), random.between(20, 70)];
      // Some ends lie outside the raster.
      const b = [random.between(-60, 220), random.between(-80, 140), 8.5];
      const out = empty();
      trace(a[0]!, a[1]!, a[2]!, b[0]!, b[1]!, b[2]!, out);
      const expected = sampled(roofs, 7, a, b);
      // An edge found 5 mm off matters where it lies close to an end.
      expect(Math.abs(out.nu / expected.nu - 1)).toBeLessThan(0.005);
      expect(Math.abs(out.penetratedM - expected.penetratedM)).toBeLessThan(0.1);
    }
  });

  it('counts the buildings that the line enters', () => {
    const roofs = new Float32Array(1200);
    const row = 10 * 40;
    for (const column of [10, 11, 20, 30]) roofs[row + column] = 20;
    // The last is too low to meet the line.
    roofs[row + 32] = 1;
    const out = empty();
    const y = 100 - 10.5 * 5;
    roofTracer(grid, roofs, 0, WAVELENGTH_M)(-17.5, y, 10, 172.5, y, 10, out);
    expect(out.entered).toBe(3);
    expect(out.penetratedM).toBeCloseTo(20, 9);
  });

  it('meets nothing over open ground or without a distance', () => {
    const out = empty();
    const trace = roofTracer(grid, new Float32Array(1200), 0, WAVELENGTH_M);
    trace(0, 0, 30, 100, 50, 1.5, out);
    expect(out).toEqual({ nu: Number.NEGATIVE_INFINITY, penetratedM: 0, entered: 0 });
    trace(3, 3, 30, 3, 3, 1.5, out);
    expect(out).toEqual({ nu: Number.NEGATIVE_INFINITY, penetratedM: 0, entered: 0 });
  });
});
