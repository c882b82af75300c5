import { expect, it } from 'vitest';
import type { RadioMap } from '../propagation/radio-map.ts';
import { sectorMap } from './sector-map.ts';

function map(pathGain: readonly number[], validity: readonly number[]): RadioMap {
  const n = pathGain.length;
  return {
    grid: { westM: 100, northM: 50, columns: 3, rows: n / 3, cellSizeM: 10 },
    pathGain: Float64Array.from(pathGain),
    validity: Uint8Array.from(validity),
    provenance: new Uint8Array(n),
    lineOfSight: new Uint8Array(n),
    samples: new Uint32Array(n),
    stats: {
      engine: 'sweep',
      adapter: 'test',
      timingsMs: { pack: 0, solve: 0, readback: 0 },
      launched: 0,
      traced: 0,
      dropped: 0,
      droppedBound: 0,
      warnings: [],
    },
  };
}

it('turns gains to decibels, and cells that nothing reaches to no data', () => {
  const { pathGainDb, fault } = sectorMap(map([1e-9, 0, 1e-12], [1, 0, 1]));
  expect([...pathGainDb]).toEqual([-90, Number.NaN, -120]);
  expect(fault).toBeUndefined();
});

it('counts and locates cells that are no numbers, keeps the others, and shows none of them as a level', () => {
  const gains = [1e-9, 1e-9, 1e-9, 1e-9, Number.NaN, Number.POSITIVE_INFINITY];
  const { pathGainDb, fault } = sectorMap(map(gains, [1, 1, 1, 1, 1, 1]));
  expect([...pathGainDb].map((level) => Number.isNaN(level))).toEqual([false, false, false, false, true, true]);
  expect(fault).toBe(
    '2 of 6 cells came out as no number (sweep on test), the first at x 115.0 m, y 35.0 m. They are shown as no data; the others are as computed.',
  );
  // No claim is no fault: whatever lies in a cell that nothing reaches is not looked at.
  expect(sectorMap(map([Number.NaN, 0, 0], [0, 0, 0])).fault).toBeUndefined();
});
