import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../learning/models/node-runtime.ts';
import { openTuning } from '../learning/tuning/open-tuning.ts';
import type { TuneState } from '../learning/tuning/tune-state.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import { drawnPlanes, TUNABLE_SIZE, tunableModel } from '../testing/tunable-model.ts';
import { UserError } from '../units/errors.ts';
import { calibrateSector, fitOpenCase } from './calibrate-sector.ts';
import { type NetworkCase, type TuningKeeper, withInnerBlocks } from './fit-network.ts';
import { openCase } from './open-case.ts';
import { DEFAULT_CALIBRATION } from './report.ts';
import { type SectorCase, splitCase } from './sector-case.ts';

const cells = TUNABLE_SIZE ** 2;
const planes = drawnPlanes(TUNABLE_SIZE, TUNABLE_SIZE);
const SECTOR = { id: 'A', x: 80, y: 80, z: 30, azimuthDeg: 0, downtiltDeg: 0, frequencyHz: 2e9, lossesDb: 0 };

/** Every other cell measured: free space less 40 dB, and less again towards the east. */
async function measured(onTuned?: NetworkCase['onTuned'], keeper?: TuningKeeper): Promise<SectorCase> {
  const cell = Uint32Array.from({ length: cells / 2 }, (_, k) => 2 * k);
  const base = planes.planes['free-space-gain']!;
  const x = Float64Array.from(cell, (c) => 5 * (c % TUNABLE_SIZE) + 2.5);
  const y = Float64Array.from(cell, (c) => 5 * (TUNABLE_SIZE - Math.floor(c / TUNABLE_SIZE)) - 2.5);
  const levelDbm = Float64Array.from(cell, (c, i) => 15 + base[c]! - 40 - x[i]! / 8);
  const model = await openTuning(await tunableModel(), nodeRuntime({ threads: 1 }));
  return {
    sector: { ...SECTOR, powerDbm: 15, powerPer: 're', bandwidthHz: 20e6, pattern: { kind: 'iso' } },
    observations: {
      grid: planes.grid,
      count: cell.length,
      cell,
      x,
      y,
      levelDbm,
      samples: new Uint32Array(cell.length).fill(1),
      indoor: new Uint8Array(cell.length),
    },
    routeOf: null,
    receiverZM: 1.5,
    served: null,
    network: async () => ({ model, features: planes, onTuned, keeper }) as NetworkCase,
  } as unknown as SectorCase;
}

const options = {
  ...DEFAULT_CALIBRATION,
  method: 'dl' as const,
  split: { ...DEFAULT_CALIBRATION.split, kind: 'blocks' as const, blockM: 30 },
};

describe('calibrateSector with a network', () => {
  it('takes the offset off at once and then learns what the site has', async () => {
    const tuned: TunedModel[] = [];
    const of = await measured((one) => tuned.push(one));
    const { iterations, before, validation, parameters, stoppedBy, evaluations } = await calibrateSector(
      of,
      options,
      0,
    );
    expect(before!.covered!).toBeGreaterThan(30);
    expect(iterations[0]!.validationMaeDb).toBeLessThan(10);
    expect(validation.selected.covered!).toBeLessThan(0.75 * iterations[0]!.validationMaeDb);
    expect(validation.minimum.covered!).toBeLessThanOrEqual(validation.selected.covered!);
    expect(parameters).toMatchObject([{ key: 'offset', unit: 'dB' }]);
    expect(parameters[0]!.fit).toBeLessThan(-30);
    expect(['iterations', 'inner cells worse']).toContain(stoppedBy);
    expect(evaluations).toBe(iterations.length - 1);
    expect(iterations.every(({ innerMaeDb }) => Number.isFinite(innerMaeDb))).toBe(true);
    // The end is what is kept.
    expect(validation.selected).toEqual(validation.last);
    expect(validation.selected.covered).toBe(iterations.at(-1)!.validationMaeDb);
    expect(tuned).toMatchObject([{ model: 'tunable', sectorId: 'A', offsetDb: parameters[0]!.fit, grid: planes.grid }]);
    expect(tuned[0]!.delta.some((value) => value !== 0)).toBe(true);
  });

  it('maps what it was trained to: its own levels at the measured cells, and none inside buildings', async () => {
    const of = await measured();
    const network = await of.network!('tunable');
    const outdoor = new Uint8Array(cells).fill(1, 64);
    const features = { ...network.features, outdoor };
    const open = openCase({ ...of, network: async () => ({ ...network, features }) }, options);
    const { levels, before, map } = await fitOpenCase(open);
    const raster = await map!();
    expect(raster.grid).toEqual(planes.grid);
    expect(Array.from(raster.levelDbm, Number.isNaN).indexOf(false)).toBe(64);
    const { cell } = of.observations;
    let moved = 0;
    for (const [i, c] of cell.entries()) {
      if (outdoor[c] === 0) continue;
      expect(raster.levelDbm[c]).toBeCloseTo(levels[i]!, 3);
      moved = Math.max(moved, Math.abs(levels[i]! - before![i]!));
    }
    expect(moved).toBeGreaterThan(10);
  });

  it('goes on from where it was paused, along the same curve to the same levels', async () => {
    const whole = await calibrateSector(await measured(), options, 0);
    const kept = new Map<string, TuneState>();
    let asked = 0;
    const keeper = (pauseAt: number): TuningKeeper => ({
      load: async (key) => kept.get(key) ?? null,
      save: async (key, state) => void kept.set(key, structuredClone(state)),
      shouldPause: () => ++asked === pauseAt,
    });
    const first = calibrateSector(await measured(undefined, keeper(23)), options, 0);
    await expect(first).rejects.toMatchObject({ code: 'aborted', message: 'The training of A is paused.' });
    expect([...kept.values()].map(({ iteration }) => iteration)).toEqual([23]);
    const told: number[] = [];
    const rest = await calibrateSector(await measured(undefined, keeper(-1)), options, 0, {
      onPoint: ({ iteration }) => told.push(iteration),
    });
    expect(told).toEqual(whole.iterations.map(({ iteration }) => iteration));
    rest.iterations.forEach((point, k) => {
      expect(point.trainMaeDb).toBeCloseTo(whole.iterations[k]!.trainMaeDb, 9);
      expect(point.validationMaeDb).toBeCloseTo(whole.iterations[k]!.validationMaeDb, 9);
    });
    expect(rest.validation.selected).toEqual(whole.validation.selected);
    expect(rest.validation.minimum.covered).toBeCloseTo(whole.validation.minimum.covered!, 9);
    // Other cells are another training.
    const keys = [...kept.keys()];
    const other = { ...options, split: { ...options.split, seed: 7 } };
    const stops = { shouldStop: () => true };
    await expect(calibrateSector(await measured(undefined, keeper(-1)), other, 0, stops)).rejects.toThrow();
    expect([...kept.keys()].filter((key) => !keys.includes(key))).toHaveLength(1);
  });

  it('stops when it is asked to', async () => {
    let asked = 0;
    const fit = calibrateSector(await measured(), options, 0, { shouldStop: () => ++asked > 2 });
    await expect(fit).rejects.toMatchObject({ code: 'aborted' });
    expect(asked).toBe(3);
  });
});

it('keeps whole blocks of training cells apart, and refuses where there is one block', async () => {
  const of = await measured();
  const split = splitCase(of.observations, null, { ...options, split: { ...options.split, kind: 'random' } });
  const { fit, inner, train } = withInnerBlocks(split, of, options.split);
  expect(fit.length + inner.length).toBe(train.length);
  expect(inner.length / train.length).toBeGreaterThan(0.05);
  expect(inner.length / train.length).toBeLessThan(0.3);
  expect([...fit, ...inner].sort((a, b) => a - b)).toEqual([...train]);
  expect(() => withInnerBlocks(split, of, { ...options.split, blockM: 5000 })).toThrow(UserError);
});
