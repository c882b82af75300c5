import { describe, expect, it } from 'vitest';
import { shadowField } from '../../measurements/shadow-field.ts';
import { UserError } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';
import { fitClusterField } from './cluster-field.ts';
import { type ClusterMember, clusterShadow } from './cluster-shadow.ts';
import { TYPICAL_KERNEL } from './field-kernel.ts';
import { fitResidualField } from './residual-field.ts';

const everywhere = shadowField(5, 60, 1);
const ofMast = shadowField(5, 60, 2);
const ofSector = shadowField(3, 60, 3);

/** Cells over 500 m; the first sector has none in the middle, the others do. */
function member(k: number, mastX: number, level: (x: number, y: number) => number): ClusterMember {
  const random = new Random(40 + k);
  const x: number[] = [];
  const y: number[] = [];
  while (x.length < 900) {
    const at = [random.between(0, 500), random.between(0, 500)] as const;
    if (k === 0 && inGap(...at)) continue;
    x.push(at[0]);
    y.push(at[1]);
  }
  const points = { x: Float64Array.from(x), y: Float64Array.from(y) };
  return { x: mastX, y: 0, points, residualDb: points.x.map((v, i) => level(v, points.y[i]!) + random.normal()) };
}
const inGap = (x: number, y: number) => Math.abs(x - 250) < 90 && Math.abs(y - 250) < 90;

const truth = (x: number, y: number) => everywhere(x, y) + ofMast(x, y) + ofSector(x, y);
const members = [
  member(0, 0, truth),
  member(1, 0, (x, y) => everywhere(x, y) + ofMast(x, y)),
  member(2, 900, everywhere),
];
const gap = { x: Float64Array.of(190, 220, 250, 280, 310, 250), y: Float64Array.of(250, 200, 250, 310, 250, 330) };

/** Root mean square difference [dB]. */
function distanceDb(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, db, p) => sum + (db - b[p]!) ** 2, 0) / a.length);
}

describe('clusterShadow', () => {
  const shared = clusterShadow(members);

  it('gives the residuals of the same mast and of the others apart, and never a sector its own', () => {
    const { mastDb, othersDb } = shared(0)(gap);
    const common = gap.x.map((x, p) => everywhere(x, gap.y[p]!));
    expect(distanceDb(othersDb, common)).toBeLessThan(2.5);
    expect(
      distanceDb(
        mastDb,
        common.map((db, p) => db + ofMast(gap.x[p]!, gap.y[p]!)),
      ),
    ).toBeLessThan(2.5);
    const alone = shared(2)(gap);
    expect([...alone.mastDb]).toEqual(Array(6).fill(0));
  });

  it('is 0 out of reach of all cells', () => {
    const far = { x: Float64Array.of(1e5), y: Float64Array.of(0) };
    expect(shared(0)(far)).toEqual({ mastDb: Float64Array.of(0), othersDb: Float64Array.of(0) });
  });

  it('leaves out cells without coverage and refuses a sector that is not there', () => {
    const none = { ...members[1]!, residualDb: new Float64Array(900).fill(Number.NaN) };
    expect([...clusterShadow([members[0]!, none])(0)(gap).mastDb]).toEqual(Array(6).fill(0));
    expect(() => shared(3)).toThrow(UserError);
  });
});

describe('fitClusterField', () => {
  it('knows a gap from the sectors that were measured in it', () => {
    const { points, residualDb } = members[0]!;
    const options = { kernel: TYPICAL_KERNEL };
    const cluster = fitClusterField(points, residualDb, clusterShadow(members)(0), options);
    const there = gap.x.map((x, p) => truth(x, gap.y[p]!));
    const error = (mean: Float64Array) => distanceDb(mean, there);
    const informed = error(cluster.predictAt(gap).meanDb);
    const without = error(fitResidualField(points, residualDb, options).predictAt(gap).meanDb);
    expect(informed).toBeLessThan(0.7 * without);
    // The mast's other sector shows everything that is shared, so it alone counts.
    expect(cluster.mastWeight).toBeGreaterThan(0.6);
    expect(cluster.othersWeight).toBeLessThan(0.4);
  });
});
