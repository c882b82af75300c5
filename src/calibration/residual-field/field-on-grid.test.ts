import { describe, expect, it } from 'vitest';
import { TYPICAL_KERNEL } from './field-kernel.ts';
import { fieldOnGrid } from './field-on-grid.ts';
import { fitResidualField } from './residual-field.ts';

const field = fitResidualField({ x: Float64Array.of(7.5, 40), y: Float64Array.of(12.5, 3) }, [6, -4], {
  kernel: TYPICAL_KERNEL,
});

describe('fieldOnGrid', () => {
  it('is the prediction at the centres, north row first', async () => {
    const grid = { westM: 0, northM: 20, columns: 40, rows: 30, cellSizeM: 5 };
    const shares: number[] = [];
    const map = await fieldOnGrid(field, grid, { onProgress: (share) => shares.push(share) });
    const at = field.predictAt({ x: Float64Array.of(7.5, 2.5), y: Float64Array.of(12.5, -2.5) });
    expect([map.meanDb[1 * 40 + 1], map.meanDb[4 * 40]]).toEqual([...at.meanDb]);
    expect([map.sdDb[1 * 40 + 1], map.sdDb[4 * 40]]).toEqual([...at.sdDb]);
    expect(shares.at(-1)).toBe(1);
  });

  it('stops between slices', async () => {
    const slow = {
      ...field,
      predictAt: (points: { x: Float64Array; y: Float64Array }) => {
        const until = performance.now() + 35;
        while (performance.now() < until);
        return { meanDb: points.x, sdDb: points.y };
      },
    };
    const grid = { westM: 0, northM: 0, columns: 1000, rows: 1, cellSizeM: 5 };
    let asked = 0;
    await expect(fieldOnGrid(slow, grid, { shouldStop: () => ++asked === 2 })).rejects.toThrow('cancelled');
    expect(asked).toBe(2);
  });
});
