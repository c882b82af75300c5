import { beforeEach, describe, expect, it } from 'vitest';
import { binByCell, type GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import { startHistory } from '../commands/history.ts';
import { SCALE_FACTS } from '../results/value-scale.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { NOW, type ResultRef, type SwipeState } from '../store/swipe-state.ts';
import { createRegistry, type TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { LayerKeeper } from './layer-keeper.ts';

const GRID: RasterGrid = { columns: 3, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };
const NONE = Number.NaN;
const network = (...levelsDbm: number[]) => networkOf(GRID, [sectorShare('A', sectorMap(GRID, levelsDbm))], true);
const compare = (second: ResultRef, mode: SwipeState['mode'] = 'swipe', first = NOW): SwipeState => ({
  ...{ mode, at: 0.5, first, second },
});

describe('the layer on the screen', () => {
  let registry: TypedArrayRegistry;
  let keeper: LayerKeeper;
  let measured: GroundTruthMap | null;
  const follow = (patch: Partial<StudioState> = {}) => {
    studioStore.setState(patch);
    keeper.follow(studioStore.getState());
    return studioStore.getState().shown;
  };

  beforeEach(() => {
    registry = createRegistry();
    registry.networkMap = network(-80, -100, NONE);
    measured = binByCell(GRID, [2], [2], [-84]);
    keeper = new LayerKeeper(registry, () => ({ indoor: null, measured }));
    studioStore.setState({
      ...{ history: startHistory(EMPTY_PROJECT), layer: 'rsrp', scales: {}, shown: null, swipe: null, selection: null },
    });
  });

  it('is counted once, and anew with another map or other classes', () => {
    expect(follow()).toMatchObject({ layer: 'rsrp', cellSizeM: 5, first: { cells: [0, 1, 0, 1, 0, 0, 0], noData: 1 } });
    const { version } = follow()!;
    expect(follow({ hover: null })?.version).toBe(version);
    const scale = { ...SCALE_FACTS.rsrp.initial, breaks: [-90] };
    expect(follow({ scales: { rsrp: scale } })?.first).toEqual({ cells: [1, 1], noData: 1 });
    registry.networkMap = network(-80, -80, -80);
    expect(follow()?.first).toEqual({ cells: [3, 0], noData: 0 });
  });

  it('is the same whether it was worked out ahead or not', () => {
    follow();
    const map = network(-70, -90, NONE);
    keeper.prepare(studioStore.getState(), map);
    registry.networkMap = map;
    const ahead = follow();
    expect(ahead?.first).toEqual({ cells: [1, 0, 1, 0, 0, 0, 0], noData: 1 });
    // Another map came instead.
    keeper.prepare(studioStore.getState(), network(-130, -130, -130));
    registry.networkMap = network(-70, -70, NONE);
    expect(follow()?.first).toEqual({ cells: [2, 0, 0, 0, 0, 0, 0], noData: 1 });
  });

  it('follows the settings that SINR rests on, and no others', () => {
    const settings = EMPTY_PROJECT.settings;
    const first = follow({ layer: 'sinr' })!;
    const cells = registry.shown.first;
    follow({ history: startHistory({ ...EMPTY_PROJECT, name: 'other' }) });
    expect(registry.shown.first).toBe(cells);
    follow({ history: startHistory({ ...EMPTY_PROJECT, settings: { ...settings, noiseFigureDb: 12 } }) });
    expect(registry.shown.first).not.toBe(cells);
    expect(studioStore.getState().shown?.version).toBeGreaterThan(first.version);
  });

  it('is nothing without a map, and for the city alone', () => {
    follow();
    expect(follow({ layer: 'none' })).toBeNull();
    expect(registry.shown.first).toBeNull();
  });

  it('is of two maps while they are compared, with their difference', () => {
    registry.secondMap = network(-70, -100, -90);
    const shown = follow({ swipe: compare({ kind: 'engine', engine: 'reference' }) });
    expect(shown?.second).toEqual({ cells: [1, 0, 1, 1, 0, 0, 0], noData: 0 });
    expect([...(registry.shown.difference?.values ?? [])]).toEqual([10, 0, NONE]);
    expect(shown?.difference?.noData).toBe(1);
  });

  it('waits for a map that is on its way', () => {
    const shown = follow({ swipe: compare({ kind: 'kept', id: 'k' }) });
    expect(shown).toMatchObject({ second: null, difference: null });
    expect(shown?.first).not.toBeNull();
  });

  it('takes predicted less measured, on whichever side the measured are', () => {
    follow({ swipe: compare({ kind: 'measured' }, 'difference') });
    expect([...(registry.shown.difference?.values ?? [])]).toEqual([4, NONE, NONE]);
    expect(registry.shown.difference?.scale).toBe('residual');
    registry.secondMap = network(-90, -90, -90);
    follow({ swipe: compare({ kind: 'engine', engine: 'reference' }, 'difference', { kind: 'measured' }) });
    expect([...(registry.shown.difference?.values ?? [])]).toEqual([-6, NONE, NONE]);
  });
});
