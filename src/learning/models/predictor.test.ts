import { describe, expect, it } from 'vitest';
import { gridCentredOn, type RasterGrid } from '../../raster/raster-grid.ts';
import { tinyAnswer, tinyModel, tinyNetwork } from '../../testing/model-files.ts';
import { Random } from '../../units/random.ts';
import { BASE_CHANNELS, type ChannelName } from '../features/channel.ts';
import { ModelSession, type NetworkRunner } from './model-session.ts';
import { type FeaturePlanes, networkInput } from './network-input.ts';
import { nodeRuntime } from './node-runtime.ts';
import { predictMap, predictResidual } from './predictor.ts';
import { planRun } from './run-grid.ts';

function planesOn(grid: RasterGrid, seed = 7): FeaturePlanes {
  const random = new Random(seed);
  const cells = grid.columns * grid.rows;
  const plane = () => Float32Array.from({ length: cells }, () => 2 * random.unit() - 1);
  return {
    grid,
    planes: Object.fromEntries(BASE_CHANNELS.map((name): [ChannelName, Float32Array] => [name, plane()])),
    landUse: Uint8Array.from({ length: cells }, () => Math.floor(24 * random.unit())),
    outdoor: new Uint8Array(cells).fill(1),
  };
}

/** A model of these sizes that answers with a function of its input. */
function runner(sizes: readonly number[], answer = tinyAnswer): NetworkRunner & { runs: number } {
  const networks = sizes.map((size) => ({ size, bytes: tinyNetwork({ size }) }));
  const { card } = tinyModel({ networks });
  const of = {
    card,
    runs: 0,
    run: async (_: number, features: Float32Array, landUse: Int32Array) => {
      of.runs++;
      return answer(features, landUse);
    },
  };
  return of;
}

/** What a network that looks at each cell alone says of the whole grid. */
function untiled({ grid, planes, landUse }: FeaturePlanes) {
  const cells = grid.columns * grid.rows;
  const features = new Float32Array(12 * cells);
  BASE_CHANNELS.forEach((name, c) => {
    features.set(planes[name]!, c * cells);
  });
  return tinyAnswer(features, Int32Array.from(landUse));
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), 0);

describe('predictResidual', () => {
  it.each([
    ['exactly one network', 64, 64, 1],
    ['less than one', 50, 37, 1],
    ['several', 150, 100, 6],
    ['a strip', 64, 200, 4],
  ])('gives for %s what the pointwise model says without tiles, to 1e-6', async (_, rows, columns, tiles) => {
    const features = planesOn(gridCentredOn(0, 0, columns, rows, 5));
    const model = runner([64]);
    const map = await predictResidual(model, features);
    const wanted = untiled(features);
    expect(map.tiles).toBe(tiles);
    expect(model.runs).toBe(tiles);
    expect(furthest(map.residualDb, wanted.residual)).toBeLessThan(1e-6 * 30);
    expect(furthest(map.spreadDb, wanted.spread)).toBeLessThan(1e-6 * 30);
  });

  it('runs a real network over tiles', async () => {
    const session = new ModelSession(
      tinyModel({ networks: [{ size: 32, bytes: tinyNetwork({ size: 32 }) }] }),
      nodeRuntime({ threads: 1 }),
    );
    const features = planesOn(gridCentredOn(0, 0, 70, 40, 5));
    const map = await predictResidual(session, features);
    expect(map.tiles).toBe(6);
    expect(furthest(map.residualDb, untiled(features).residual)).toBeLessThan(1e-5);
    await session.dispose();
  });

  it('reports every tile and stops before the next when cancelled', async () => {
    const features = planesOn(gridCentredOn(0, 0, 150, 100, 5));
    const seen: number[] = [];
    await predictResidual(runner([64]), features, { onProgress: (fraction) => seen.push(fraction) });
    expect(seen).toEqual([0, 1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1]);
    const abort = new AbortController();
    const model = runner([64]);
    const hooks = { signal: abort.signal, onProgress: (fraction: number) => fraction > 0.2 && abort.abort() };
    await expect(predictResidual(model, features, hooks)).rejects.toMatchObject({ code: 'aborted' });
    expect(model.runs).toBe(3);
  });
});

describe('networkInput', () => {
  it('scales, clips, fills what is missing and repeats the border', () => {
    const grid = gridCentredOn(0, 0, 2, 2, 5);
    const { card } = tinyModel({
      networks: [{ size: 16, bytes: tinyNetwork({ size: 16 }) }],
      channels: ['obstruction', 'zero'],
    });
    const scaled = {
      ...card,
      channels: [{ channel: 'obstruction' as const, offset: 10, scale: 5, fill: 20 }, card.channels[1]!],
    };
    const features: FeaturePlanes = {
      grid,
      planes: { obstruction: Float32Array.of(0, Number.NaN, 1000, 15) },
      landUse: Uint8Array.of(1, 2, 3, 4),
      outdoor: new Uint8Array(4).fill(1),
    };
    const input = networkInput(scaled, features, { row: -1, column: -1 }, 4);
    expect([...input.features.subarray(0, 16)]).toEqual([-2, -2, 2, 2, -2, -2, 2, 2, 8, 8, 1, 1, 8, 8, 1, 1]);
    expect([...input.features.subarray(16)]).toEqual(Array(16).fill(0));
    expect([...input.landUse]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    const lacking = { ...features, planes: {} };
    expect(() => networkInput(scaled, lacking, { row: 0, column: 0 }, 4)).toThrow(/obstruction is missing/);
  });
});

describe('predictMap', () => {
  const constant = (residual: number) =>
    runner([64], (_, landUse) => ({
      residual: new Float32Array(landUse.length).fill(residual),
      spread: new Float32Array(landUse.length).fill(3),
    }));

  it('adds the residual to the base of the asked cells and leaves indoor cells without data', async () => {
    const asked = gridCentredOn(12.5, -7.5, 20, 10, 5);
    const plan = planRun(asked, 5, 64);
    const baseDb = Float64Array.from({ length: 200 }, (_, k) => -60 - k / 10);
    const outdoor = Uint8Array.from(baseDb, (_, k) => (k === 3 ? 0 : 1));
    const map = await predictMap(constant(-20), plan, planesOn(plan.run), { baseDb, outdoor });
    expect(map.grid).toBe(asked);
    expect(map.validity).toEqual(outdoor);
    expect(map.pathGainDb[3]).toBeNaN();
    expect(map.spreadDb[3]).toBeNaN();
    expect(map.pathGainDb[199]).toBeCloseTo(-60 - 19.9 - 20, 10);
    expect(map.spreadDb[0]).toBe(3);
    expect(map.floored).toBe(0);
  });

  it('goes no lower than the floor, and counts', async () => {
    const asked = gridCentredOn(0, 0, 64, 64, 5);
    const plan = planRun(asked, 5, 64);
    const cells = 64 * 64;
    const baseDb = Float64Array.from({ length: cells }, (_, k) => (k < 5 ? -100 : -80));
    const outdoor = new Uint8Array(cells).fill(1);
    const map = await predictMap(constant(-80), plan, planesOn(plan.run), { baseDb, outdoor });
    expect(map.floored).toBe(5);
    expect(map.pathGainDb[0]).toBe(-170);
    expect(map.pathGainDb[5]).toBe(-160);
  });

  it('takes the asked window of a larger run as it is', async () => {
    const asked = gridCentredOn(12.5, -7.5, 21, 10, 5);
    const plan = planRun(asked, 5, 64);
    const features = planesOn(plan.run);
    const cells = 210;
    const map = await predictMap(runner([64]), plan, features, {
      baseDb: new Float64Array(cells),
      outdoor: new Uint8Array(cells).fill(1),
    });
    const wanted = untiled(features).residual;
    const column = Math.round((asked.westM - plan.run.westM) / 5);
    const row = Math.round((plan.run.northM - asked.northM) / 5);
    expect(map.pathGainDb[21 * 4 + 6]).toBe(wanted[(row + 4) * 64 + column + 6]);
  });
});
