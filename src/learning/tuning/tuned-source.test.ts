import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type SolveRequest } from '../../propagation/solve-request.ts';
import { synthesiseCity } from '../../scene/synthetic/synthesise-city.ts';
import type { Sector } from '../../sites/sector.ts';
import { TUNABLE_SIZE, tunableModel } from '../../testing/tunable-model.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { featureMaps } from '../features/feature-maps.ts';
import { ModelLibrary } from '../models/model-library.ts';
import { nodeRuntime } from '../models/node-runtime.ts';
import { createPredictorSolver } from '../predict/predictor-solver.ts';
import { openTuning } from './open-tuning.ts';
import { siteLevels } from './site-grids.ts';
import { DEFAULT_TUNING, tune } from './tune.ts';
import { tuneProblem } from './tune-problem.ts';
import type { TunedModel } from './tuned-model.ts';
import { tunedSource } from './tuned-source.ts';

const runtime = nodeRuntime({ threads: 1 });
const scene = synthesiseCity(9, { sizeM: 600 });
const sector: Sector = {
  id: 'A',
  siteId: 'A',
  x: 0,
  y: 0,
  z: 45,
  azimuthDeg: 20,
  downtiltDeg: 4,
  pattern: 'tr38901',
  polarisation: 'V',
  frequencyHz: 2.1e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 0,
};
const size = TUNABLE_SIZE;
const grid = { rows: size, columns: size, cellSizeM: 5, westM: -80, northM: 80 };
const request: SolveRequest = { scene, sector, grid, receiverZM: 1.5, settings: DEFAULT_SETTINGS };

/** The drawn model after a few iterations on levels that fall towards the east, and what it then says of the grid. */
async function trained(): Promise<{ tuned: TunedModel; residualDb: Float64Array }> {
  const model = await openTuning(await tunableModel(), runtime);
  const cell = Array.from({ length: size ** 2 }, (_, k) => k);
  const targetDb = cell.map((c) => -30 - (c % size));
  const [fit, inner] = [cell.filter((c) => c % 7 > 0), cell.filter((c) => c % 7 === 0)];
  const cells = { cell, targetDb, fit, inner, innerBlock: inner, heldOut: [] };
  const problem = tuneProblem(model.card, featureMaps(request), cells, size, -45);
  let residualDb = new Float64Array(0);
  const options = { ...DEFAULT_TUNING, rate: 1e-2, iterations: 12, warmUp: 2, settle: 4 };
  const { state } = await tune(problem, model, options, null, {
    onPoint: (_, residual) => {
      residualDb = residual.slice();
    },
  });
  const { model: id, weights, siteSides } = model.facts;
  const tuned: TunedModel = {
    model: id,
    weightsSha256: weights.sha256,
    sectorId: 'A',
    offsetDb: -45,
    grid,
    siteSides,
    iteration: 12,
    innerMaeDb: 3.25,
    delta: state.delta,
  };
  return { tuned, residualDb };
}

describe('a tuned model as an engine', () => {
  it('predicts what its training said of every cell, and the model as it came for other sectors', async () => {
    const { tuned, residualDb } = await trained();
    const source = await tunableModel();
    const library = new ModelLibrary(async () => [source], runtime);
    const facts = await library.addTuned('mine', [tuned]);
    expect(facts).toMatchObject({ id: 'mine', name: 'Tunable trained to A', own: true, trainedTo: ['A'] });
    const solve = (name: string, of: Sector) =>
      createPredictorSolver(name, {
        open: (hooks, sectorId) => library.open(name, hooks, sectorId),
        features: async (asked) => featureMaps(asked),
        sweep: async () => Promise.reject(new Error('not asked')),
      }).solve({ ...request, sector: of });
    const map = await solve('mine', sector);
    const base = featureMaps(request).planes['free-space-gain'];
    let most = 0;
    map.validity.forEach((valid, k) => {
      if (valid === 0) return;
      const wanted = Math.max(source.card.floorDb, base[k]! + residualDb[k]!);
      most = Math.max(most, Math.abs(dbFromLinear(map.pathGain[k]!) - wanted));
      expect(map.spreadDb![k]).toBe(3.25);
    });
    // Weights in the file are rounded to half precision.
    expect(most).toBeLessThan(0.05);
    const [plain, other] = [await solve('tunable', sector), await solve('mine', { ...sector, id: 'B' })];
    expect([...other.pathGain]).toEqual([...plain.pathGain]);
    expect(other.stats.warnings.join()).toContain('was trained to A alone; other sectors');
    const apart = map.pathGain.map((gain, k) =>
      map.validity[k] ? Math.abs(dbFromLinear(gain / plain.pathGain[k]!)) : 0,
    );
    expect(Math.max(...apart)).toBeGreaterThan(5);
    await library.dispose();
  });

  it('refuses another model, another version of its weights, and a delta that does not fit', async () => {
    const { tuned } = await trained();
    const base = await tunableModel();
    const refused = (change: Partial<TunedModel>) => expect(tunedSource(base, { ...tuned, ...change })).rejects;
    await refused({ model: 'unet' }).toThrow(/was trained from the model unet, and this is tunable/);
    await refused({ weightsSha256: 'b'.repeat(64) }).toThrow(
      /another version of Tunable.*bbbbbbbbbbbb….*Train it again/,
    );
    await refused({ delta: tuned.delta.slice(1) }).toThrow(/Train it again/);
    await refused({ siteSides: [3] }).toThrow(/grids of 3;/);
    const { tuning: _, ...bare } = base;
    await expect(tunedSource(bare, tuned)).rejects.toThrow(/has no training step/);
    const library = new ModelLibrary(async () => [], runtime);
    await expect(library.addTuned('mine', [tuned])).rejects.toThrow(/There is no model "tunable"/);
  });
});

it('lays the field over its own grid and lets it fade within 100 m around', () => {
  const of = { delta: new Float32Array(4 + 7).fill(0.05), siteSides: [2], offsetDb: -3, grid } as unknown as TunedModel;
  const far = { rows: 1, columns: 61, cellSizeM: 5, westM: 0, northM: 0 };
  const levels = siteLevels(of, far);
  // 0.05 of 100 dB up to the border at 80 m, half of it 50 m on, nothing from 180 m.
  expect(levels[10]).toBeCloseTo(2, 5);
  expect(levels[26]).toBeCloseTo(-3 + 5 * (1 - 52.5 / 100), 5);
  expect(levels[36]).toBe(-3);
});
