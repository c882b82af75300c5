import { describe, expect, it } from 'vitest';
import { BATCHES_OF_GROUP, batchTurn, launchDirectionInto, launchPlan, rayKey } from './launch-batches.ts';
import { DENSITY_PIECES } from './launch-density.ts';

const EVEN = Float64Array.from({ length: DENSITY_PIECES + 1 }, (_, k) => -1 + (2 * k) / DENSITY_PIECES);

describe('launch batches', () => {
  it('launches at least what was asked for, and half a percent more at most where that is much', () => {
    for (const rays of [1, 7, 1000, 1e6, 2e7, 5e7, 1e9]) {
      const { batches, raysOfBatch, stride, rows, groups } = launchPlan(rays, 1);
      expect(raysOfBatch).toBe(stride * rows);
      expect(batches).toBe(groups * BATCHES_OF_GROUP);
      expect(batches * raysOfBatch).toBeGreaterThanOrEqual(rays);
      if (rays >= 1e6) expect(batches * raysOfBatch).toBeLessThan(1.005 * rays);
      // Numbers in a group stay exact in float32, but for rounding up to whole strides.
      expect(raysOfBatch * BATCHES_OF_GROUP).toBeLessThan(1.005 * 2 ** 24);
    }
  });

  it('visits every direction of a group once, and none of another', () => {
    const plan = launchPlan(16_000, 3);
    const seen = new Set<string>();
    const d = new Float64Array(3);
    for (let batch = 0; batch < plan.batches; batch++) {
      for (let n = 0; n < plan.raysOfBatch; n++) {
        launchDirectionInto(d, 0, n, plan, batchTurn(plan, batch), EVEN);
        seen.add(d.join());
      }
    }
    expect(seen.size).toBe(plan.batches * plan.raysOfBatch);
  });

  it('has the moments of an even sphere, in every batch', () => {
    const plan = launchPlan(64_000, 5);
    const d = new Float64Array(3);
    for (let batch = 0; batch < plan.batches; batch++) {
      let solid = 0;
      const mean = [0, 0, 0];
      const square = [0, 0, 0];
      for (let n = 0; n < plan.raysOfBatch; n++) {
        const weight = launchDirectionInto(d, 0, n, plan, batchTurn(plan, batch), EVEN);
        solid += weight;
        for (let k = 0; k < 3; k++) {
          mean[k] = mean[k]! + weight * d[k]!;
          square[k] = square[k]! + weight * d[k]! ** 2;
        }
      }
      expect(solid / (4 * Math.PI)).toBeCloseTo(1, 9);
      for (let k = 0; k < 3; k++) {
        expect(Math.abs(mean[k]! / solid)).toBeLessThan(3e-3);
        expect(Math.abs(square[k]! / solid - 1 / 3)).toBeLessThan(3e-3);
      }
    }
  });

  it('keys every ray of a launch by a number of its own', () => {
    const plan = launchPlan(1000, 1);
    const keys = new Set<number>();
    for (let batch = 0; batch < plan.batches; batch++) {
      for (let n = 0; n < plan.raysOfBatch; n++) keys.add(rayKey(plan, batch, n));
    }
    expect(keys.size).toBe(plan.batches * plan.raysOfBatch);
  });
});
