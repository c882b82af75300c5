import { describe, expect, it } from 'vitest';
import { drawnPlanes, TUNABLE_SIZE, tunableModel } from '../../testing/tunable-model.ts';
import { UserError } from '../../units/errors.ts';
import type { DeviceGraph } from '../models/inference-backend.ts';
import { nodeRuntime } from '../models/node-runtime.ts';
import { openTuning, type TunableModel } from './open-tuning.ts';
import { siteLevels } from './site-grids.ts';
import { StepDevice } from './step-device.ts';
import { DEFAULT_TUNING, residualsOf, surelyWorse, tune } from './tune.ts';
import { type TuneProblem, tuneProblem } from './tune-problem.ts';
import { freshState, type TunePoint } from './tune-state.ts';
import type { TunedModel } from './tuned-model.ts';
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
  const innerBlock = inner.map((k) => Math.floor(cell[k]! / columns / 4));
  const cells = { cell, targetDb, fit, inner, innerBlock, heldOut: [] };
  return { of: tuneProblem(by.card, drawnPlanes(rows, columns), cells, by.facts.size, -8), by };
}

const OPTIONS = { ...DEFAULT_TUNING, iterations: 12, warmUp: 4, settle: 3 };

describe('tune', () => {
  it('lowers the error, apart from the inner cells and then with them, at a rate that falls to nothing', async () => {
    const { of, by } = await problem();
    const told: TunePoint[] = [];
    const options = { ...OPTIONS, rate: 3e-3, iterations: 30, settle: 10 };
    const { state, ended } = await tune(of, by, options, null, { onPoint: (p) => told.push(p) });
    expect(ended).toBe('iterations');
    expect(told.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 31 }, (_, k) => k));
    expect(state.curve).toEqual(told);
    expect(state.steps).toBe(30);
    expect(state.settledFrom).toBe(20);
    expect(told.at(-1)!.trainMaeDb).toBeLessThan(0.5 * told[0]!.trainMaeDb);
    const gain = (from: number, to: number) => told[from]!.innerMaeDb - told[to]!.innerMaeDb;
    expect(gain(20, 30)).toBeGreaterThan(0.1 * told[20]!.innerMaeDb);
    expect(Math.abs(gain(29, 30))).toBeLessThan(0.1 * Math.abs(gain(20, 25)));
  });

  it('goes back and settles sooner where the inner cells get surely worse', async () => {
    const { of, by } = await problem();
    const plain = await residualsOf(of, by);
    // What is true of the fitted cells is wrong for the inner ones.
    const places = Array.from(of.cells.cell, (_, k) => k);
    const parted = Math.floor((2 * places.length) / 3);
    const targetDb = places.map((k) => plain[k]! + (k >= parted ? -8 : -20));
    const [fit, inner] = [places.slice(0, parted), places.slice(parted)];
    const cells = { ...of.cells, targetDb, fit, inner, innerBlock: inner.map((k) => k % 9) };
    const laid = tuneProblem(by.card, drawnPlanes(TUNABLE_SIZE, TUNABLE_SIZE), cells, TUNABLE_SIZE, -8);
    const options = { ...OPTIONS, rate: 3e-4, iterations: 60, settle: 5 };
    const { state, ended } = await tune(laid, by, options);
    expect(ended).toBe('inner cells worse');
    expect(state.best!.iteration).toBe(20);
    expect(state.settledFrom!).toBeLessThan(30);
    expect(state.iteration).toBe(state.settledFrom! + 5);
    expect(state.curve[state.settledFrom!]!.innerMaeDb).toBeCloseTo(state.best!.maeDb, 3);
    const half = await tune(laid, by, options, null, { shouldPause: pauseAfter(state.settledFrom! + 2) });
    expect((await tune(laid, by, options, structuredClone(half.state))).state).toEqual(state);
  });

  it('goes on from a stored state to the bit, and after lost devices as well', async () => {
    const { of, by } = await problem();
    const whole = await tune(of, by, OPTIONS);
    const half = await tune(of, by, OPTIONS, null, { shouldPause: pauseAfter(5) });
    expect(half).toMatchObject({ ended: 'paused', state: { iteration: 5 } });
    expect((await tune(of, by, OPTIONS, structuredClone(half.state))).state).toEqual(whole.state);
    const told: number[] = [];
    const lost = losing(by, [11, 2]);
    const after = await tune(of, lost, OPTIONS, null, { onPoint: ({ iteration }) => told.push(iteration) });
    expect(after.state).toEqual(whole.state);
    expect(told).toEqual(Array.from({ length: 13 }, (_, k) => k));
    await expect(tune(of, losing(by, [2, 2, 2]), OPTIONS)).rejects.toMatchObject({ code: 'device-lost' });
  });

  it('trains over several tiles, one of them without a cell to train on', async () => {
    const { of, by } = await problem(TUNABLE_SIZE, 2 * TUNABLE_SIZE);
    expect(of.tiles.length).toBeGreaterThan(1);
    const [first, ...rest] = of.tiles;
    const none = { count: 0, weight: new Float32Array(first!.target.length) };
    const bare = { ...first!, search: none, settle: none };
    const { state } = await tune({ ...of, tiles: [bare, ...rest] }, by, OPTIONS);
    expect(state.steps).toBe(12 * rest.length);
    expect(state.curve.every(({ innerMaeDb }) => Number.isFinite(innerMaeDb))).toBe(true);
    expect(of.tiles.reduce((sum, { own }) => sum + own.length, 0)).toBe(of.cells.cell.length);
  });

  it('ends when it is cancelled', async () => {
    const { of, by } = await problem();
    const signal = AbortSignal.abort();
    await expect(tune(of, by, OPTIONS, null, { signal })).rejects.toMatchObject({ code: 'aborted' });
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
      const { residualDb } = await device.run(of.tiles[0]!, 'search', null);
      await device.release();
      return residualDb;
    };
    const [plain, lifted] = [await out(zero.delta), await out(delta)];
    const grid = drawnPlanes(of.rows, of.columns).grid;
    const field = siteLevels({ delta, siteSides: by.facts.siteSides, offsetDb: 0, grid } as TunedModel, grid);
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

it('takes a loss for sure only beyond what blocks scatter', () => {
  const block = Array.from({ length: 60 }, (_, k) => Math.floor(k / 10));
  const grown = (byBlock: readonly number[]) => Float64Array.from(block, (b) => 5 + byBlock[b]!);
  const before = new Float64Array(60).fill(5);
  expect(surelyWorse(before, grown([1, 1.1, 0.9, 1, 1.2, 0.8]), block)).toBe(true);
  expect(surelyWorse(before, grown([-1, -1.1, -0.9, -1, -1.2, -0.8]), block)).toBe(false);
  // As much in the mean, all of it in one block.
  expect(surelyWorse(before, grown([6, 0, 0, 0, 0, 0]), block)).toBe(false);
  // Three blocks tell nothing of scatter.
  expect(
    surelyWorse(
      before,
      grown([1, 1, 1, 1, 1, 1]),
      block.map((b) => b % 3),
    ),
  ).toBe(false);
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
