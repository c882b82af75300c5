import { expect, test } from 'vitest';
import { landUseCode } from '../scene/synthetic/land-use-classes.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { placeSites } from '../sites/place-sites.ts';
import { localPositions } from './measurement-set.ts';
import { type DriveOptions, driveVirtually, type RsrpSampler, trueLevels } from './virtual-drive.ts';

const CITY = synthesiseCity(5, { sizeM: 1000 });
const SECTORS = placeSites(CITY, 1, { radiusM: 200 }).flatMap((site) => site.sectors);
const NOTHING: Partial<DriveOptions> = {
  samples: 1500,
  shadowingDb: 0,
  foliage: false,
  positionErrorM: 0,
  noiseDb: 0,
  stepDb: 0,
};
const flat: RsrpSampler = (sector) => (sector === 4 ? -80 : -95);

function statistics(values: ArrayLike<number>): { mean: number; sigma: number } {
  const list = Array.from(values);
  const mean = list.reduce((s, v) => s + v, 0) / list.length;
  return { mean, sigma: Math.sqrt(list.reduce((s, v) => s + (v - mean) ** 2, 0) / list.length) };
}

test('without effects it logs the strongest sector as the sampler gives it, where it was taken', () => {
  const { measurements: m, trueX, trueY, lost } = driveVirtually(CITY, SECTORS, flat, NOTHING);
  expect(m.count).toBe(1500);
  expect(lost).toBe(0);
  expect(new Set(m.rsrpDbm)).toEqual(new Set([-80]));
  expect(new Set(Array.from(m.cell, (c) => m.cells[c]!))).toEqual(new Set([SECTORS[4]!.id]));
  const local = localPositions(m, CITY.frame);
  for (let i = 0; i < m.count; i++)
    expect(Math.hypot(local.x[i]! - trueX[i]!, local.y[i]! - trueY[i]!)).toBeLessThan(1e-6);
  expect(m.timeMs![1499]! - m.timeMs![0]!).toBeGreaterThan(1000 * 60);
});

test('shadowing spreads levels by its standard deviation and hangs together along the street', () => {
  const spreads: number[] = [];
  let near = 0;
  let all = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const one = [SECTORS[0]!];
    const { measurements: m } = driveVirtually(CITY, one, () => -80, { ...NOTHING, shadowingDb: 7, seed });
    const { mean, sigma } = statistics(m.rsrpDbm);
    spreads.push(sigma ** 2 + (mean + 80) ** 2);
    for (let i = 1; i < m.count; i++) {
      near += (m.rsrpDbm[i]! + 80) * (m.rsrpDbm[i - 1]! + 80);
      all += (m.rsrpDbm[i]! + 80) ** 2;
    }
  }
  const sigma = Math.sqrt(statistics(spreads).mean);
  expect(sigma).toBeGreaterThan(6);
  expect(sigma).toBeLessThan(8);
  // Samples are 12 m apart: exp(-12 / 50) = 0.79.
  expect(near / all).toBeGreaterThan(0.72);
  expect(near / all).toBeLessThan(0.86);
});

test('sites share half of their shadowing, sectors of a site all of it', () => {
  const pairOf = (a: number, b: number) => {
    const level =
      (only: number): RsrpSampler =>
      (sector) =>
        sector === only ? -80 : Number.NaN;
    let product = 0;
    let square = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const options = { ...NOTHING, samples: 800, shadowingDb: 7, seed };
      const first = driveVirtually(CITY, SECTORS, level(a), options).measurements.rsrpDbm;
      const second = driveVirtually(CITY, SECTORS, level(b), options).measurements.rsrpDbm;
      for (let i = 0; i < 800; i++) {
        product += (first[i]! + 80) * (second[i]! + 80);
        square += (first[i]! + 80) ** 2;
      }
    }
    return product / square;
  };
  expect(pairOf(0, 1)).toBeCloseTo(1, 6);
  expect(pairOf(0, 3)).toBeGreaterThan(0.3);
  expect(pairOf(0, 3)).toBeLessThan(0.7);
});

test('positions err by up to 10 m and by several metres on the whole', () => {
  const drive = driveVirtually(CITY, SECTORS, flat, { ...NOTHING, positionErrorM: 10 });
  const local = localPositions(drive.measurements, CITY.frame);
  const errors = Array.from(local.x, (x, i) => Math.hypot(x - drive.trueX[i]!, local.y[i]! - drive.trueY[i]!));
  expect(Math.max(...errors)).toBeLessThanOrEqual(10.001);
  const { mean } = statistics(errors);
  expect(mean).toBeGreaterThan(3);
  expect(mean).toBeLessThan(7);
});

test('noise has its standard deviation and levels their step', () => {
  const noisy = driveVirtually(CITY, SECTORS, flat, { ...NOTHING, noiseDb: 2 }).measurements.rsrpDbm;
  const { mean, sigma } = statistics(noisy);
  expect(mean).toBeCloseTo(-80, 0);
  expect(sigma).toBeGreaterThan(1.85);
  expect(sigma).toBeLessThan(2.15);
  const whole = driveVirtually(CITY, SECTORS, flat, { ...NOTHING, noiseDb: 2, stepDb: 1 }).measurements.rsrpDbm;
  expect(whole.every((v) => Number.isInteger(v))).toBe(true);
});

test('loses what lies below the sensitivity or where nothing arrives, and counts it', () => {
  const half: RsrpSampler = (_, x) => (x > 0 ? -90 : -135);
  const drive = driveVirtually(CITY, SECTORS, half, NOTHING);
  expect(drive.trueX.every((x) => x > 0)).toBe(true);
  expect(drive.lost).toBeGreaterThan(200);
  expect(drive.lost + drive.measurements.count).toBe(1500);
  const nowhere = driveVirtually(CITY, SECTORS, () => Number.NaN, NOTHING);
  expect([nowhere.measurements.count, nowhere.lost]).toEqual([0, 1500]);
});

test('trees weaken what passes through them and nothing else', () => {
  const bare = driveVirtually(CITY, [SECTORS[0]!], () => -80, NOTHING).measurements.rsrpDbm;
  const green = driveVirtually(CITY, [SECTORS[0]!], () => -80, { ...NOTHING, foliage: true }).measurements.rsrpDbm;
  const losses = Array.from(bare, (v, i) => v - green[i]!);
  expect(Math.min(...losses)).toBe(0);
  expect(Math.max(...losses)).toBeGreaterThan(3);
  const paved = {
    ...CITY,
    landUse: { ...CITY.landUse!, classes: CITY.landUse!.classes.map(() => landUseCode('street')) },
  };
  const open = driveVirtually(paved, [SECTORS[0]!], () => -80, { ...NOTHING, foliage: true }).measurements.rsrpDbm;
  expect([...open]).toEqual([...bare]);
});

test('the same seed logs the same drive', () => {
  const a = driveVirtually(CITY, SECTORS, flat, { samples: 300, seed: 3 });
  expect(driveVirtually(CITY, SECTORS, flat, { samples: 300, seed: 3 })).toEqual(a);
  expect(driveVirtually(CITY, SECTORS, flat, { samples: 300, seed: 4 })).not.toEqual(a);
});

test('tells the truth that a drive samples', () => {
  const options = { ...NOTHING, shadowingDb: 7, foliage: true, seed: 9 };
  const { measurements: m, trueX, trueY } = driveVirtually(CITY, SECTORS, flat, options);
  const truth = trueLevels(CITY, SECTORS, flat, options);
  for (let i = 0; i < m.count; i += 50) expect(truth(m.cell[i]!, trueX[i]!, trueY[i]!)).toBeCloseTo(m.rsrpDbm[i]!, 4);
});
