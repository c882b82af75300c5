import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { fitClusterPrior, type TrainingCells } from './cluster-prior.ts';
import { applyTuned, fitTuned } from './tuned-model.ts';

const NAMES = ['lgDistance', 'lossDb', 'noise'];
/** Features of different scales over an area of 600 m. */
function places(count: number, random: Random) {
  const x = Float64Array.from({ length: count }, () => random.between(0, 600));
  const y = Float64Array.from({ length: count }, () => random.between(0, 600));
  const lg = x.map((v, i) => Math.log10(20 + Math.hypot(v, y[i]!)));
  const loss = x.map(() => random.between(0, 30));
  const noise = x.map(() => random.normal());
  return { x, y, features: { count, names: NAMES, columns: [lg, loss, noise] } };
}

function cells(count: number, seed: number, slope: number, lossFactor: number, noiseDb: number): TrainingCells {
  const random = new Random(seed);
  const { x, y, features } = places(count, random);
  const levelDbm = features.columns[0]!.map(
    (lg, i) => -40 - slope * lg - lossFactor * features.columns[1]![i]! + noiseDb * random.normal(),
  );
  return { features, levelDbm, x, y };
}

describe('the tuned level', () => {
  it('finds an exact linear level and gives it back at other places', () => {
    const model = fitTuned(cells(400, 1, 20, 0.5, 0), { strengths: [1e-6] });
    const other = cells(200, 2, 20, 0.5, 0);
    const { levelDbm } = applyTuned(model, other.features);
    // Only places beyond the range of the fit differ, where features are held.
    const errors = Array.from(levelDbm, (v, i) => Math.abs(v - other.levelDbm[i]!)).sort((a, b) => a - b);
    expect(errors[190]).toBeLessThan(0.05);
    expect(model.residualSdDb).toBeLessThan(1e-3);
  });

  it('does not change when columns come in another order, in other units, or as JSON', () => {
    const given = cells(300, 3, 15, 0.3, 4);
    const [lg, loss, noise] = given.features.columns;
    const turned = {
      count: 300,
      names: ['noise', 'lossDb', 'lgDistance'],
      columns: [noise!.map((v) => 1000 * v - 7), loss!, lg!],
    };
    const a = fitTuned(given);
    const b = JSON.parse(JSON.stringify(fitTuned({ ...given, features: turned }))) as typeof a;
    const levelA = applyTuned(a, given.features);
    const levelB = applyTuned(b, turned);
    expect(b.strength).toBe(a.strength);
    for (let i = 0; i < 300; i += 29) {
      expect(levelB.levelDbm[i]).toBeCloseTo(levelA.levelDbm[i]!, 5);
      expect(levelB.sdDb[i]).toBeCloseTo(levelA.sdDb[i]!, 5);
    }
  });

  it('states an uncertainty that holds on unseen cells', () => {
    const model = fitTuned(cells(500, 4, 20, 0.5, 5));
    const unseen = cells(4000, 5, 20, 0.5, 5);
    const { levelDbm, sdDb } = applyTuned(model, unseen.features);
    let inside = 0;
    for (let i = 0; i < 4000; i++) if (Math.abs(levelDbm[i]! - unseen.levelDbm[i]!) < 1.96 * sdDb[i]!) inside++;
    expect(inside / 4000).toBeGreaterThan(0.93);
    expect(inside / 4000).toBeLessThan(0.97);
  });

  it('takes no notice of cells without a level or a feature, and gives none for them', () => {
    const given = cells(100, 6, 20, 0.5, 3);
    const holed = Float64Array.from(given.levelDbm);
    holed[3] = Number.NaN;
    const columns = given.features.columns.map((c) => c.slice());
    columns[1]![7] = Number.NaN;
    const model = fitTuned({ ...given, levelDbm: holed, features: { ...given.features, columns } });
    expect(model).toMatchObject({ cells: 98, leftOut: 2 });
    const { levelDbm, sdDb } = applyTuned(model, { ...given.features, columns });
    expect(levelDbm[7]).toBeNaN();
    expect(sdDb[7]).toBeNaN();
    expect(levelDbm[3]).not.toBeNaN();
  });

  it('refuses to fit nothing, and to apply without a feature', () => {
    const given = cells(50, 7, 20, 0.5, 3);
    const none = new Float64Array(50).fill(Number.NaN);
    expect(() => fitTuned({ ...given, levelDbm: none })).toThrow(/0 of 50 training cells/);
    const model = fitTuned(given);
    expect(() => applyTuned(model, { count: 1, names: ['lgDistance'], columns: [Float64Array.of(2)] })).toThrow(
      /lossDb is missing/,
    );
  });

  it('fits cells that lie in one block with a cautious strength', () => {
    const given = cells(60, 8, 20, 0.5, 3);
    const close = { ...given, x: new Float64Array(60).fill(3), y: new Float64Array(60).fill(3) };
    expect(fitTuned(close)).toMatchObject({ strength: 100, blockErrorDb: null });
  });
});

describe('a cluster of sectors', () => {
  const random = new Random(21);
  // Slopes spread by 2 dB a decade about 18, loss factors by 0.03 about 0.4.
  const truth = Array.from({ length: 24 }, () => ({
    slope: 18 + 2 * random.normal(),
    factor: 0.4 + 0.03 * random.normal(),
  }));
  const sectors = truth.map((t, k) => cells(k < 20 ? 300 : 12, 100 + k, t.slope, t.factor, 6));

  it('finds how the sectors differ', () => {
    const prior = fitClusterPrior(sectors, { designEffects: [1] });
    const perUnit = (j: number, v: number) => v / prior.standardisation.scale[j - 1]!;
    expect(perUnit(1, prior.mean[1]!)).toBeGreaterThan(-19.5);
    expect(perUnit(1, prior.mean[1]!)).toBeLessThan(-15.5);
    expect(perUnit(2, prior.mean[2]!)).toBeCloseTo(-0.4, 1);
    expect(prior.noiseDb).toBeGreaterThan(5.7);
    expect(prior.noiseDb).toBeLessThan(6.3);
    expect(prior.sectors).toBe(24);
  });

  it('predicts sectors with few cells better than they do themselves', () => {
    const prior = JSON.parse(JSON.stringify(fitClusterPrior(sectors))) as ReturnType<typeof fitClusterPrior>;
    let own = 0;
    let shared = 0;
    for (let k = 20; k < 24; k++) {
      const unseen = cells(1000, 200 + k, truth[k]!.slope, truth[k]!.factor, 0);
      const error = (options: { prior?: typeof prior }) => {
        const { levelDbm } = applyTuned(fitTuned(sectors[k]!, options), unseen.features);
        return levelDbm.reduce((s, v, i) => s + Math.abs(v - unseen.levelDbm[i]!), 0) / 1000;
      };
      own += error({}) / 4;
      shared += error({ prior }) / 4;
    }
    expect(shared).toBeLessThan(0.7 * own);
    expect(shared).toBeLessThan(2.5);
  });

  it('refuses a cluster without cells', () => {
    expect(() => fitClusterPrior([])).toThrow(/No sector/);
  });
});
