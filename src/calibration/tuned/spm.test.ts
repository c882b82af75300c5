import { describe, expect, it } from 'vitest';
import { sectorAt } from '../../propagation/mesh/mesh-fixture.ts';
import { Random } from '../../units/random.ts';
import { applySpm, fitSpm, type SpmCells } from './spm.ts';

const sector = sectorAt(0, 0, 30, {
  pattern: 'tr38901',
  frequencyHz: 1.8e9,
  powerDbm: 15,
  powerPer: 're',
  bandwidthHz: 20e6,
  lossesDb: 2,
});
const clutter = {
  grid: { columns: 1, rows: 1, cellSizeM: 1, westM: 0, northM: 1 },
  classes: Uint8Array.of(0),
  names: ['unknown', 'open', 'dense', 'park', 'rare'],
};
/** lg f of 1800 MHz. */
const K1 = 33.9 * 3.255272505103306 - 88.4;

/** Levels of P + G - L for the given K2, K4 and offsets of classes 1 to 4, everything else as Hata has it. */
function cells(
  seed: number,
  heightM: number,
  k2: number,
  k4: number,
  offsets: number[],
  noiseDb: number,
  count = 900,
): SpmCells {
  const random = new Random(seed);
  const lgDistance = Float64Array.from({ length: count }, () => random.between(1.7, 3.2));
  const gainDb = Float64Array.from({ length: count }, () => -random.between(0, 25));
  const diffractionDb = Float64Array.from({ length: count }, () => random.between(0, 30));
  // Class 4 has too few cells for an offset of its own.
  const classOf = Int16Array.from({ length: count }, (_, i) => (i < 8 ? 4 : 1 + (i % 3)));
  const lgH = Math.log10(heightM);
  const levelDbm = lgDistance.map((lg, i) => {
    const loss = K1 + k2 * lg + 5.83 * lgH + k4 * diffractionDb[i]! - 6.55 * lg * lgH + offsets[classOf[i]! - 1]!;
    return 15 - 2 + 8 + gainDb[i]! - loss + noiseDb * random.normal();
  });
  const columns = [lgDistance, gainDb, diffractionDb];
  return {
    sector,
    antennaHeightM: heightM,
    features: { count, names: ['lgDistance', 'gainDb', 'diffractionDb'], columns },
    classOf,
    levelDbm,
  };
}

const parameter = (model: ReturnType<typeof fitSpm>, name: string) => model.parameters.find((p) => p.name === name)!;

describe('the standard propagation model', () => {
  it('stays at Hata where the measurements are Hata', () => {
    const given = cells(1, 30, 44.9, 1, [0, 0, 0, 0], 0);
    const model = fitSpm([given]);
    for (const p of model.parameters) expect(p.value).toBeCloseTo(p.priorMean, 6);
    expect(model.parameters.map((p) => p.name)).toEqual(['K1', 'K2', 'K3', 'K4', 'K5', 'K6']);
    expect(applySpm(model, given)[5]).toBeCloseTo(given.levelDbm[5]!, 6);
    // COST 231-Hata at 1 km without its receiver term: 46.3 + 33.9 lg f - 13.82 lg h.
    const loss = K1 + 44.9 * 3 + 5.83 * Math.log10(30) - 6.55 * 3 * Math.log10(30);
    expect(loss).toBeCloseTo(46.3 + 33.9 * Math.log10(1800) - 13.82 * Math.log10(30), 9);
  });

  it('finds slope, diffraction factor and clutter offsets from sectors of several heights', () => {
    const given = [20, 30, 45].map((h, k) => cells(10 + k, h, 30, 0.4, [-4, 6, -2, 9], 3));
    const model = fitSpm(given, { clutter });
    expect(parameter(model, 'K4').value).toBeCloseTo(0.4, 1);
    expect(Math.abs(parameter(model, 'K4').value - 0.4)).toBeLessThan(4 * parameter(model, 'K4').sd);
    const offsets = ['open', 'dense', 'park'].map((name) => parameter(model, `clutter:${name}`));
    expect(offsets.reduce((s, p) => s + p.value, 0)).toBeCloseTo(0, 9);
    // The priors draw each a little towards 0.
    for (const [k, truth] of [-4, 6, -2].entries()) expect(Math.abs(offsets[k]!.value - truth)).toBeLessThan(0.5);
    expect(parameter(model, 'clutter:rare')).toBeUndefined();
    const unseen = cells(99, 30, 30, 0.4, [-4, 6, -2, 0], 0);
    const level = applySpm(model, unseen, clutter);
    const error = level.reduce((s, v, i) => s + Math.abs(v - unseen.levelDbm[i]!), 0) / level.length;
    expect(error).toBeLessThan(0.6);
  });

  it('says that one sector does not tell what depends on height', () => {
    const model = fitSpm([cells(3, 30, 35, 0.7, [0, 0, 0, 0], 4)]);
    for (const name of ['K3', 'K6'])
      expect(parameter(model, name).sd).toBeGreaterThan(0.9 * parameter(model, name).priorSd);
    expect(parameter(model, 'K4').sd).toBeLessThan(0.1 * parameter(model, 'K4').priorSd);
  });

  it('finds how much of the pattern there is, where asked to', () => {
    const given = cells(5, 30, 35, 0.7, [0, 0, 0, 0], 2);
    // A third of the pattern is left.
    const levelDbm = Float64Array.from(given.levelDbm, (v, i) => v - (2 / 3) * given.features.columns[1]![i]!);
    const model = fitSpm([{ ...given, levelDbm }], { fitPattern: true, clutter });
    expect(parameter(model, 'pattern').value).toBeCloseTo(1 / 3, 1);
    expect(model.parameters.map((p) => p.name).slice(5)).toEqual([
      'K6',
      'pattern',
      'clutter:open',
      'clutter:dense',
      'clutter:park',
    ]);
    const level = applySpm(model, given, clutter);
    expect(level.reduce((s, v, i) => s + Math.abs(v - levelDbm[i]!), 0) / 900).toBeLessThan(1.75);
  });

  it('leaves out cells without a level, and refuses none, other bands and an antenna in the ground', () => {
    const given = cells(4, 30, 35, 0.7, [0, 0, 0, 0], 4, 50);
    const holed = Float64Array.from(given.levelDbm);
    holed[0] = Number.NaN;
    expect(fitSpm([{ ...given, levelDbm: holed }]).cells).toBe(49);
    expect(() => fitSpm([])).toThrow(/No sector/);
    expect(() => fitSpm([{ ...given, levelDbm: holed.fill(Number.NaN) }])).toThrow(/No measured cell/);
    expect(() => fitSpm([given, { ...given, sector: { ...sector, id: 'S2', frequencyHz: 3.5e9 } }])).toThrow(
      /S2 \(3500 MHz\)/,
    );
    expect(() => fitSpm([{ ...given, antennaHeightM: 0 }])).toThrow(/0 m above ground/);
  });
});
