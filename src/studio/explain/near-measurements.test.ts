import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { nearMeasurements } from './near-measurements.ts';

/** Two cells of 40 m: -80 dBm in the west, no data in the east. */
const map = {
  grid: gridCentredOn(0, 0, 2, 1, 40),
  rsrpDbm: Float32Array.of(-80, Number.NaN),
} as unknown as NetworkMap;

describe('nearMeasurements', () => {
  it('takes the median of what lies within 25 m, and of what is predicted there less that', () => {
    const points = {
      x: Float64Array.of(-20, -10, 5, 39),
      y: Float64Array.of(0, 15, 0, 0),
      rsrpDbm: Float32Array.of(-90, -84, -70, -60),
    };
    // The first, 10 m off, the second, 15 m, and the third, which has no prediction under it; the last is 49 m away.
    const near = nearMeasurements(points, map, -10, 0)!;
    expect(near).toEqual({ count: 3, medianDbm: -84, nearestM: 10, residualDb: 7 });
  });

  it('is none where nothing was measured', () => {
    const none = { x: new Float64Array(0), y: new Float64Array(0), rsrpDbm: new Float32Array(0) };
    expect(nearMeasurements(none, map, 0, 0)).toBeNull();
  });
});
