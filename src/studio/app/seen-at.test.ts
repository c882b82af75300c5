import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import type { ValueCells } from '../results/layer-cells.ts';
import { studioStore } from '../store/studio-store.ts';
import { NOW, type ResultRef, type SwipeState } from '../store/swipe-state.ts';
import { createRegistry, type TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { seenAt } from './seen-at.ts';

const GRID: RasterGrid = { columns: 1, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };
const network = (level: number) => networkOf(GRID, [sectorShare('A', sectorMap(GRID, [level]))], true);
const cells = (level: number): ValueCells => ({
  ...{ kind: 'values', grid: GRID, scale: 'rsrp', values: Float32Array.of(level) },
});

describe('what is read at a point of the window', () => {
  let registry: TypedArrayRegistry;
  const at = (x: number, second: ResultRef | null, mode: SwipeState['mode'] = 'swipe', onSecond = false) => {
    const swipe = second && { mode, at: 0.5, first: NOW, second };
    return seenAt(x, onSecond, { ...studioStore.getState(), layer: 'rsrp', swipe }, registry, null);
  };
  const reference: ResultRef = { kind: 'engine', engine: 'reference' };

  beforeEach(() => {
    vi.stubGlobal('window', { innerWidth: 1000 });
    registry = createRegistry();
    registry.networkMap = network(-80);
    registry.secondMap = network(-90);
    registry.shown = { first: cells(-80), second: cells(-90), difference: { ...cells(-10), scale: 'difference' } };
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is the map on the screen, with no other side', () => {
    expect(at(900, null)).toMatchObject({ map: registry.networkMap, other: null });
  });

  it('is the map on that side of the line, beside the other one', () => {
    expect(at(400, reference)).toMatchObject({ map: registry.networkMap, other: { label: 'Reference' } });
    expect(at(400, reference).other?.cells).toBe(registry.shown.second);
    expect(at(600, reference)).toMatchObject({ map: registry.secondMap, other: { label: 'Sweep' } });
  });

  it('is the map that the pointer is over, side by side', () => {
    expect(at(600, reference, 'side').map).toBe(registry.networkMap);
    expect(at(600, reference, 'side', true).map).toBe(registry.secondMap);
  });

  it('is the prediction for what was measured, and nothing else beside it', () => {
    expect(at(600, { kind: 'measured' })).toMatchObject({ map: registry.networkMap, other: null, difference: null });
  });
});
