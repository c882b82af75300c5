import { beforeEach, describe, expect, it } from 'vitest';
import { binByCell } from '../../measurements/bin-by-cell.ts';
import type { SolveStats } from '../../propagation/radio-map.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { studioStore } from '../store/studio-store.ts';
import { NOW, type ResultRef } from '../store/swipe-state.ts';
import { createRegistry, type TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { Comparer } from './comparer.ts';

const GRID: RasterGrid = { columns: 2, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };

function map(rsrpDbm: readonly number[], patch: Partial<NetworkMap> = {}): NetworkMap {
  return {
    grid: GRID,
    sectorIds: ['A'],
    rsrpDbm: Float32Array.from(rsrpDbm),
    server: new Int16Array(2),
    provenance: new Uint8Array(2),
    lineOfSight: new Uint8Array(2),
    spreadDb: null,
    shares: [],
    solves: [{} as SolveStats],
    refined: true,
    ...patch,
  };
}

describe('the comparer', () => {
  let registry: TypedArrayRegistry;
  let comparer: Comparer;
  const measured = binByCell(GRID, [1, 9], [1, 1], [-82, -87]);
  const follow = () => {
    comparer.follow(studioStore.getState());
    return studioStore.getState().comparison;
  };
  const compare = (first: ResultRef, second: ResultRef) =>
    studioStore.setState({ comparison: null, swipe: { mode: 'swipe', at: 0.5, first, second } });

  beforeEach(() => {
    registry = createRegistry();
    registry.networkMap = map([-80, -90]);
    registry.secondMap = map([-70, -90]);
    compare(NOW, { kind: 'engine', engine: 'model:a' });
    comparer = new Comparer(registry, () => ({ indoor: null, measured }));
  });

  it('compares two finished maps once, and anew when one of them is another', () => {
    expect(follow()?.figures).toMatchObject({ count: 2, mae: 5, bias: 5 });
    const { version } = follow()!;
    expect(follow()?.version).toBe(version);
    registry.secondMap = map([-80, -90]);
    expect(follow()).toMatchObject({ version: version + 1, figures: { mae: 0 } });
  });

  it('has nothing while either map is on its way, lies on other cells, or has no sector', () => {
    follow();
    registry.secondMap = map([-70, -90], { refined: false });
    expect(follow()).toBeNull();
    registry.secondMap = map([-70, -90], { grid: { ...GRID, cellSizeM: 10 } });
    expect(follow()).toBeNull();
    registry.secondMap = map([-70, -90], { solves: [] });
    expect(follow()).toBeNull();
  });

  it('takes kept results on both sides', () => {
    registry.firstMap = map([-100, -100]);
    compare({ kind: 'kept', id: 'a' }, { kind: 'kept', id: 'b' });
    expect(follow()?.figures).toMatchObject({ count: 2, bias: 20 });
  });

  it('takes the prediction less what was measured, on whichever side that is', () => {
    compare(NOW, { kind: 'measured' });
    // -80 + 82 = 2, -90 + 87 = -3.
    expect(follow()?.figures).toMatchObject({ count: 2, bias: -0.5, mae: 2.5 });
    expect(follow()?.errorsFirst?.covered).toMatchObject({ count: 2, bias: -0.5 });
    expect(follow()?.errorsSecond).toBeNull();
    compare({ kind: 'measured' }, { kind: 'engine', engine: 'model:a' });
    // -70 + 82 = 12, -90 + 87 = -3.
    expect(follow()?.figures).toMatchObject({ count: 2, bias: 4.5 });
  });

  it('compares the layer on the screen where maps can differ in it', () => {
    const sinr = (values: readonly number[]) => ({
      ...{ kind: 'values' as const, grid: GRID, scale: 'sinr' as const, values: Float32Array.from(values) },
    });
    registry.shown = { first: sinr([10, 0]), second: sinr([13, 0]), difference: null };
    expect(follow()).toMatchObject({ scale: 'sinr', figures: { mae: 1.5 } });
  });
});
