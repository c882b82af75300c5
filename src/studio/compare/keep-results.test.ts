import { beforeEach, describe, expect, it } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import { startHistory } from '../commands/history.ts';
import { patchSettings } from '../commands/project-commands.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type MapSummary, studioStore } from '../store/studio-store.ts';
import { createRegistry, type TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { forgetKept, keepResult, renameKept, takeKeptSettings } from './keep-results.ts';
import { roomFor } from './kept-room.ts';

const PROJECT = { ...EMPTY_PROJECT, sceneId: 'scene' };
const GRID: RasterGrid = { columns: 4, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };
const share = sectorShare('A', sectorMap(GRID, [-80, -80, -80, Number.NaN]));
const MAP = networkOf(GRID, [share], true);
const SUMMARY = { refined: true, served: { cells: [3], noData: 1 } } as unknown as MapSummary;

describe('kept results', () => {
  let registry: TypedArrayRegistry;
  // As a session does, its scene is asked for of itself.
  const session = {
    get registry() {
      return registry;
    },
    scene() {
      return this.registry.scenes.get('none') ?? null;
    },
  };
  const keep = () => keepResult(session);

  beforeEach(() => {
    registry = createRegistry();
    registry.networkMap = MAP;
    studioStore.setState({ history: startHistory(PROJECT), map: SUMMARY, errors: null, kept: [], models: [] });
  });

  it('have what they were made of, their arrays and a name of their own', () => {
    const first = keep();
    expect(first).toMatchObject({ name: 'As opened · Sweep', engine: 'sweep', covered: 0.75, maeDb: null });
    expect(first?.project).toBe(PROJECT);
    expect(registry.kept.get(first?.id ?? '')).toBe(MAP);
    expect(keep()?.name).toBe('As opened · Sweep (2)');
    patchSettings({ maxDepth: 1 }, 'Change depth');
    expect(keep()?.name).toBe('Change depth · Sweep');
    expect(studioStore.getState().kept.map(({ name }) => name)[0]).toBe('Change depth · Sweep');
  });

  it('are of finished maps alone', () => {
    studioStore.setState({ map: { ...SUMMARY, refined: false } });
    expect(keep()).toBeNull();
    expect(studioStore.getState().kept).toEqual([]);
  });

  it('are renamed, but not to nothing, and deleted with their arrays', () => {
    const { id } = keep()!;
    renameKept(id, '  As planned ');
    renameKept(id, '  ');
    expect(studioStore.getState().kept[0]?.name).toBe('As planned');
    forgetKept(id, registry);
    expect(studioStore.getState().kept).toEqual([]);
    expect(registry.kept.size).toBe(0);
  });

  it('give their settings back as one edit', () => {
    const kept = keep()!;
    patchSettings({ maxDepth: 1 }, 'Change depth');
    takeKeptSettings(kept);
    const { history } = studioStore.getState();
    expect(history.project).toEqual(PROJECT);
    expect(history.undoable.map(({ label }) => label)).toEqual(['Change depth', 'Go back to “As opened · Sweep”']);
  });
});

it('has room for the newest maps, arrays that several share counted once', () => {
  const again = networkOf(GRID, [share], true);
  const other = networkOf(GRID, [sectorShare('B', sectorMap(GRID, [-1, -1, -1, -1]))], true);
  const maps = [MAP, again, other].map((map, i) => ({ id: String(i), map }));
  // A network: 4 cells of 4 + 2 + 1 + 1 bytes; a sector's map: 4 cells of 4 + 1 + 1.
  expect(roomFor(maps, 32 + 24 + 32)).toEqual(['0', '1']);
  expect(roomFor(maps, 32 + 24 + 32 + 32 + 24)).toEqual(['0', '1', '2']);
  expect(roomFor(maps, 10)).toEqual([]);
});
