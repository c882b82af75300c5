import { describe, expect, it } from 'vitest';
import { cellCentre, gridBounds, gridCentredOn } from '../../raster/raster-grid.ts';
import { planRun, readAtAsked } from './run-grid.ts';

describe('planRun', () => {
  it('keeps a grid of the trained cell size that is large enough', () => {
    const asked = gridCentredOn(10, 20, 300, 256, 5);
    const plan = planRun(asked, 5, 256);
    expect(plan.aligned).toBe(true);
    expect(plan.run).toBe(asked);
  });

  it('widens a smaller one by whole cells, so that the network sees its surroundings', () => {
    const asked = gridCentredOn(2.5, 0, 101, 40, 5);
    const { run, aligned } = planRun(asked, 5, 256);
    expect(aligned).toBe(true);
    expect([run.columns, run.rows]).toEqual([256, 256]);
    expect((asked.westM - run.westM) / 5).toBe(77);
    expect((run.northM - asked.northM) / 5).toBe(108);
  });

  it('covers a grid of other cells with a margin', () => {
    const asked = gridCentredOn(3, 4, 900, 700, 2);
    const { run, aligned } = planRun(asked, 5, 256);
    expect(aligned).toBe(false);
    expect(run.cellSizeM).toBe(5);
    const [inner, outer] = [gridBounds(asked), gridBounds(run)];
    expect(outer.minX).toBeLessThanOrEqual(inner.minX - 2.5);
    expect(outer.maxY).toBeGreaterThanOrEqual(inner.maxY + 2.5);
  });
});

describe('readAtAsked', () => {
  const asked = gridCentredOn(0, 0, 40, 30, 2);
  const plan = planRun(asked, 5, 16);
  const cells = plan.run.columns * plan.run.rows;
  const slope = Float32Array.from({ length: cells }, (_, k) => {
    const { x, y } = cellCentre(plan.run, k);
    return 0.1 * x - 0.3 * y;
  });

  it('is exact for a plane', () => {
    const read = readAtAsked(plan, slope, new Uint8Array(cells).fill(1));
    read.forEach((value, k) => {
      const { x, y } = cellCentre(asked, k);
      expect(Math.abs(value - (0.1 * x - 0.3 * y))).toBeLessThan(1e-5);
    });
  });

  it('lets no value from indoors into cells outdoors', () => {
    const outdoor = Uint8Array.from({ length: cells }, (_, k) => (k % 5 === 0 ? 0 : 1));
    const values = Float32Array.from(outdoor, (is) => (is === 1 ? 2 : 1e6));
    expect(Math.max(...readAtAsked(plan, values, outdoor))).toBeLessThan(2.0001);
  });
});
