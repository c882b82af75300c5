import { describe, expect, it } from 'vitest';
import { drawnPlanes, TUNABLE_SIZE, tunableModel } from '../../testing/tunable-model.ts';
import { UserError } from '../../units/errors.ts';
import type { DeviceGraph } from '../models/inference-backend.ts';
import { nodeRuntime } from '../models/node-runtime.ts';
import { openTuning, type TunableModel } from './open-tuning.ts';
import { siteField } from './site-grids.ts';
import { StepDevice } from './step-device.ts';
import { DEFAULT_TUNING, tune } from './tune.ts';
import { type TuneProblem, tuneProblem } from './tune-problem.ts';
import { freshState, type TunePoint } from './tune-state.ts';
import { siteLength, weightLength } from './tuning-facts.ts';

const runtime = nodeRuntime({ threads: 1 });
const model = (async () => openTuning(await tunableModel(), runtime))();

/** Every third cell measured: a slope and a step that the drawn weights do not know; the last rows are inner cells. */
async function problem(rows = TUNABLE_SIZE, columns = TUNABLE_SIZE): Promise<{ of: TuneProblem; by: TunableModel }> {
  const by = await model;
  const cell = Array.from({ length: Math.floor((rows * columns) / 3) }, (_, k) => 3 * k);
  const targetDb = cell.map((c) => -20 + 0.4 * (c % columns) + (Math.floor(c / columns) > rows / 2 ? 6 : 0));
  const places = [...cell.keys()];
  const inner = places.filter((k) => cell[k]! % columns >= columns - 6);
  const fit = places.filter((k) => !inner.includes(k));
  const cells = { cell, targetDb, fit, inner };
  return { of: tuneProblem(by.card, drawnPlanes(rows, columns), cells, by.facts.size, -8), by };
}

const OPTIONS = { ...DEFAULT_TUNING, iterations: 12, warmUp: 4 };

describe('tune', () => {
  it('lowers the error on trained and inner cells, and keeps the best iteration', async () => {
    const { of, by } = await problem();
    const told: TunePoint[] = [];
    const { state, ended } = await tune(of, by, { ...OPTIONS, rate: 3e-3 }, null, { onPoint: (p) => told.push(p) });
    expect(ended).toBe('iterations');
    expect(told.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 13 }, (_, k) => k));
    expect(state.curve).toEqual(told);
    expect(told.at(-1)!.trainMaeDb).toBeLessThan(0.7 * told[0]!.trainMaeDb);
    const least = Math.min(...told.map(({ innerMaeDb }) => innerMaeDb));
    expect(state.best.maeDb).toBe(least);
    expect(told[state.best.iteration]!.innerMaeDb).toBe(least);
  });

  it('goes on from a stored state to the bit, and after lost devices as well', async () => {
    const { of, by } = await problem();
    const whole = await tune(of, by, OPTIONS);
    const half = await tune(of, by, OPTIONS, null, { shouldPause: pauseAfter(5) });
    expect(half).toMatchObject({ ended: 'paused', state: { iteration: 5 } });
    expect((await tune(of, by, OPTIONS, structuredClone(half.state))).state).toEqual(whole.state);
    const told: number[] = [];
    const lost = losing(by, [11, 3]);
    const after = await tune(of, lost, OPTIONS, null, { onPoint: ({ iteration }) => told.push(iteration) });
    expect(after.state).toEqual(whole.state);
    expect(told).toEqual(Array.from({ length: 13 }, (_, k) => k));
    await expect(tune(of, losing(by, [2, 2, 2]), OPTIONS)).rejects.toMatchObject({ code: 'device-lost' });
  });

  it('trains over several tiles, one of them without a cell to train on', async () => {
    const { of, by } = await problem(TUNABLE_SIZE, 2 * TUNABLE_SIZE);
    expect(of.tiles.length).toBeGreaterThan(1);
    const [first, ...rest] = of.tiles;
    const bare = { ...first!, trained: 0, weight: new Float32Array(first!.weight.length) };
    const { state } = await tune({ ...of, tiles: [bare, ...rest] }, by, OPTIONS);
    expect(state.steps).toBe(13 * rest.length);
    expect(state.curve.every(({ innerMaeDb }) => Number.isFinite(innerMaeDb))).toBe(true);
    expect(of.tiles.reduce((sum, { own }) => sum + own.length, 0)).toBe(of.cells.cell.length);
  });

  it('ends when inner cells gain no more, and when it is cancelled', async () => {
    const { of, by } = await problem();
    const options = { ...OPTIONS, rate: 1, patience: 2 };
    const { state, ended } = await tune(of, by, options);
    expect(ended).toBe('no further gain');
    expect(state.iteration).toBeLessThan(12);
    await expect(tune(of, by, OPTIONS, null, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  it('lays site grids over the map as the float64 field does', async () => {
    const { of, by } = await problem();
    const zero = freshState(weightLength(by.facts) + siteLength(by.facts), of.offsetDb);
    const delta = zero.delta.slice();
    const grids = delta.subarray(weightLength(by.facts));
    grids.forEach((_, k) => {
      grids[k] = Math.sin(k) / 10;
    });
    const out = async (from: Float32Array) => {
      const device = new StepDevice(await by.open(0), by.facts, by.base, of, { ...zero, delta: from });
      const { residualDb } = await device.run(of.tiles[0]!, null);
      await device.release();
      return residualDb;
    };
    const [plain, lifted] = [await out(zero.delta), await out(delta)];
    const field = siteField(grids, by.facts.siteSides, of.rows, of.columns);
    field.forEach((db, k) => {
      expect(lifted[k]! - plain[k]!).toBeCloseTo(db, 3);
    });
    expect(Math.max(...field)).toBeGreaterThan(5);
  });

  it('refuses too few cells, none to choose by, a foreign state and a device that errs', async () => {
    const { of, by } = await problem();
    const planes = drawnPlanes(TUNABLE_SIZE, TUNABLE_SIZE);
    const lay = (cells: Partial<TuneProblem['cells']>) =>
      tuneProblem(by.card, planes, { ...of.cells, ...cells }, TUNABLE_SIZE, -8);
    expect(() => lay({ fit: [1, 2, 3] })).toThrow(/3 measured cells are left to train Tunable on; it takes 50/);
    expect(() => lay({ inner: [] })).toThrow(/all lie in one block/);
    await expect(tune(of, by, OPTIONS, freshState(5, of.offsetDb))).rejects.toThrow(/belongs to another model/);
    const length = weightLength(by.facts) + siteLength(by.facts);
    await expect(tune(of, by, OPTIONS, freshState(length, 3))).rejects.toThrow(/belongs to other cells/);
    const wrong: TunableModel = { ...by, open: async (k) => erring(await by.open(k)) };
    await expect(tune(of, wrong, OPTIONS)).rejects.toThrow(/goes wrong on this device/);
  });

  it('refuses a model without a training step', async () => {
    const source = await tunableModel();
    const bare = { ...source, card: { ...source.card, tuning: null } };
    await expect(openTuning(bare, runtime)).rejects.toThrow(/Tunable has no training step/);
  });
});

function pauseAfter(iterations: number) {
  let asked = 0;
  return () => ++asked >= iterations;
}

/** A source whose device is lost after so many runs, once for each number. */
function losing(by: TunableModel, after: readonly number[]): TunableModel {
  return {
    ...by,
    open: async (losses) => {
      const graph = await by.open(losses);
      let left = after[losses] ?? Number.POSITIVE_INFINITY;
      return {
        ...graph,
        run: async (feeds) => {
          if (left-- <= 0) throw new UserError('device-lost', 'gone');
          return graph.run(feeds);
        },
      };
    },
  };
}

function erring(graph: DeviceGraph): DeviceGraph {
  return { ...graph, read: async (value) => (await graph.read(value)).map((x) => x * 1.01) };
}
