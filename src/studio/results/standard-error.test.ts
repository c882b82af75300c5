import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { SectorShare } from './network-map.ts';
import { nextTargetDb, standardErrorDb } from './standard-error.ts';

function share(engine: string, spreads: readonly number[] | null): SectorShare {
  const grid = gridCentredOn(0, 0, 4, 1, 1);
  const stats = { engine, adapter: '', launched: 0, traced: 0, dropped: 0, droppedBound: 0, warnings: [] };
  return {
    ...{ sectorId: 'A', referenceDbm: 0, frequencyHz: 2e9, bandwidthHz: 1e7 },
    map: {
      grid,
      pathGainDb: new Float32Array(4),
      provenance: new Uint8Array(4),
      lineOfSight: new Uint8Array(4),
      ...(spreads ? { spreadDb: Float32Array.from(spreads) } : {}),
      stats: { ...stats, timingsMs: { pack: 0, solve: 0, readback: 0 } },
    },
  };
}

describe('the standard error of a network', () => {
  it('is the median over the covered cells of the sector that is least sure', () => {
    const sure = share('launch', [0.1, 0.2, 0.3, Number.NaN]);
    expect(standardErrorDb([sure])).toBeCloseTo(0.2, 6);
    expect(standardErrorDb([sure, share('launch', [Number.NaN, 0.75, 0.75, 3])])).toBeCloseTo(0.75, 6);
  });

  it('is not known where a map is no draw by lot, or no cell is covered', () => {
    expect(standardErrorDb([share('launch', [1, 1, 1, 1]), share('model:unet', [1, 1, 1, 1])])).toBeNull();
    expect(standardErrorDb([share('launch', null)])).toBeNull();
    expect(standardErrorDb([share('launch', [Number.NaN])])).toBeNull();
    expect(standardErrorDb([])).toBeNull();
  });

  it('goes on to the next smaller target, until there is none', () => {
    expect([3, 0.9, 0.505, 0.5, 0.06, 0.05].map(nextTargetDb)).toEqual([2, 0.5, 0.2, 0.2, 0.05, null]);
    expect(nextTargetDb(null)).toBeNull();
  });
});
