import { beforeEach, describe, expect, it } from 'vitest';
import type { SolveStats } from '../../propagation/radio-map.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { studioStore } from '../store/studio-store.ts';
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
    solves: [{} as SolveStats],
    refined: true,
    ...patch,
  };
}

describe('the comparer', () => {
  let registry: TypedArrayRegistry;
  let comparer: Comparer;
  const follow = () => {
    comparer.follow(studioStore.getState());
    return studioStore.getState().comparison;
  };

  beforeEach(() => {
    registry = createRegistry();
    registry.networkMap = map([-80, -90]);
    registry.afterMap = map([-70, -90]);
    studioStore.setState({ comparison: null, swipe: { at: 0.5, beyond: { kind: 'engine', engine: 'model:a' } } });
    comparer = new Comparer(registry, () => ({ indoor: null, measured: null }));
  });

  it('compares two finished maps once, and anew when one of them is another', () => {
    expect(follow()?.figures).toMatchObject({ count: 2, mae: 5, bias: 5 });
    expect([...(registry.difference ?? [])]).toEqual([10, 0]);
    const { version } = follow()!;
    expect(follow()?.version).toBe(version);
    registry.afterMap = map([-80, -90]);
    expect(follow()).toMatchObject({ version: version + 1, figures: { mae: 0 } });
  });

  it('has nothing while either map is on its way, lies on other cells, or has no sector', () => {
    follow();
    registry.afterMap = map([-70, -90], { refined: false });
    expect(follow()).toBeNull();
    expect(registry.difference).toBeNull();
    registry.afterMap = map([-70, -90], { grid: { ...GRID, cellSizeM: 10 } });
    expect(follow()).toBeNull();
    registry.afterMap = map([-70, -90], { solves: [] });
    expect(follow()).toBeNull();
  });

  it('has nothing to say of a calibration beyond the line', () => {
    follow();
    studioStore.setState({ swipe: { at: 0.5, beyond: { kind: 'calibration' } } });
    expect(follow()).toBeNull();
  });
});
