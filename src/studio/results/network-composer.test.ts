import { describe, expect, it } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import { Random } from '../../units/random.ts';
import { NetworkComposer } from './network-composer.ts';
import type { SectorShare } from './network-map.ts';

const GRID: RasterGrid = { columns: 6, rows: 5, cellSizeM: 10, westM: 0, northM: 50 };
const COARSE: RasterGrid = { columns: 3, rows: 3, cellSizeM: 20, westM: 0, northM: 60 };

const random = new Random(2);

/** Whole levels of few kinds, so that many are equal, and holes. */
function share(id: string, grid: RasterGrid): SectorShare {
  const gains = Array.from({ length: grid.columns * grid.rows }, () =>
    random.below(4) === 0 ? Number.NaN : -60 - random.below(4),
  );
  return sectorShare(id, sectorMap(grid, gains, 1 + random.below(4)), { referenceDbm: random.below(2) });
}

describe('one look after another', () => {
  it('is what it would be alone, whichever sectors move, come and go', () => {
    const composer = new NetworkComposer();
    let shares = ['A', 'B', 'C', 'D', 'E'].map((id) => share(id, GRID));
    for (let look = 0; look < 120; look++) {
      // Rests long enough in between for all to settle.
      if (look % 30 < 18) {
        const moved = random.below(Math.min(2, shares.length));
        shares = shares.map((one, i) => (i === moved ? share(one.sectorId, look % 3 === 0 ? GRID : COARSE) : one));
      }
      if (look === 50) shares = shares.slice(1);
      if (look === 70) shares = [...shares.slice(0, 2), share('F', GRID), ...shares.slice(2)];
      if (look === 100) shares = [...shares].reverse();
      expect(composer.compose(GRID, shares, true)).toEqual(networkOf(GRID, shares));
    }
  });

  it('is not misled by a look that was left undone', () => {
    const composer = new NetworkComposer();
    const shares = ['A', 'B', 'C'].map((id) => share(id, GRID));
    // Long enough for two of them to settle, so that what is left undone is what they make together.
    let moving = shares;
    for (let look = 0; look < 9; look++) {
      if (look < 8) moving = [share('A', GRID), ...shares.slice(1)];
      const work = composer.composing(GRID, moving, true);
      const pieces = look < 8 ? Number.POSITIVE_INFINITY : 2;
      for (let piece = 0; piece < pieces && !work.next().done; piece++);
    }
    const changed = [moving[0]!, share('B', GRID), share('C', GRID)];
    expect(composer.compose(GRID, changed, true)).toEqual(networkOf(GRID, changed));
  });

  it('gives every look arrays of its own', () => {
    const composer = new NetworkComposer();
    const shares = [share('A', GRID), share('B', GRID)];
    const looks = Array.from({ length: 12 }, () => composer.compose(GRID, shares, true));
    looks[10]!.rsrpDbm.fill(0);
    looks[10]!.server.fill(7);
    expect(looks[11]).toEqual(looks[0]);
    expect(composer.compose(GRID, shares, true)).toEqual(looks[0]);
  });
});
