import { expect, it } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { compareMaps, differenceOf } from './compare-maps.ts';

const GRID: RasterGrid = { columns: 6, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };
const NONE = Number.NaN;

function map(rsrpDbm: readonly number[]): NetworkMap {
  const cells = rsrpDbm.length;
  return {
    grid: GRID,
    sectorIds: ['A'],
    rsrpDbm: Float32Array.from(rsrpDbm),
    server: new Int16Array(cells),
    provenance: new Uint8Array(cells),
    lineOfSight: new Uint8Array(cells),
    spreadDb: null,
    solves: [],
    refined: true,
  };
}

it('takes the second less the first over outdoor cells that both cover, and counts the others', () => {
  const first = map([-80, -90, -100, NONE, -70, NONE]);
  const second = map([-78, -96, NONE, -100, -30, NONE]);
  const difference = differenceOf(first, second);
  expect([...difference]).toEqual([2, -6, NONE, NONE, 40, NONE]);
  const { figures, firstOnly, secondOnly, counts } = compareMaps(
    first,
    second,
    difference,
    Uint8Array.of(0, 0, 0, 0, 1, 0),
  );
  expect(figures).toMatchObject({ count: 2, mae: 4, bias: -2, sigma: 4, pcc: 1 });
  expect([firstOnly, secondOnly]).toEqual([1, 1]);
  expect(counts).toEqual({ cells: [0, 0, 0, 0, 1, 0, 1, 0, 0], noData: 3 });
});

it('has no figures where no cell is covered by both', () => {
  const first = map([-80, NONE, NONE, NONE, NONE, NONE]);
  const second = map([NONE, -80, NONE, NONE, NONE, NONE]);
  expect(compareMaps(first, second, differenceOf(first, second), null).figures).toMatchObject({
    count: 0,
    mae: Number.NaN,
  });
});
