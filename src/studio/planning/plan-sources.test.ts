import { beforeEach, describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { defaultChoice, LEAST_MEASURED_CELLS, plannedMaps, planSources, sharedSectors } from './plan-sources.ts';

const GRID = gridCentredOn(0, 0, 20, 20, 10);
const gains = (value: number) => sectorMap(GRID, new Array(400).fill(value));
const sector = (id: string): SectorSettings => ({
  id,
  siteId: 's',
  x: 0,
  y: 0,
  heightM: 20,
  azimuthDeg: 0,
  downtiltDeg: 0,
  pattern: 'iso',
  polarisation: 'V',
  frequencyHz: 2e9,
  powerDbm: 10,
  powerPer: 're',
  bandwidthHz: 20e6,
  lossesDb: 0,
});

const start = studioStore.getState();
let registry = createRegistry();
let state: StudioState;
beforeEach(() => {
  registry = createRegistry();
  registry.networkMap = networkOf(GRID, [sectorShare('A', gains(-80)), sectorShare('B', gains(-90))]);
  registry.kept.set('k1', networkOf(GRID, [sectorShare('A', gains(-85))]));
  registry.measurements.set('m', measured());
  const { project } = start.history;
  const here = { ...project, sceneId: 'city', measurementId: 'm', sectors: [sector('A'), sector('B')] };
  const keptOf = (id: string, sceneId: string) => ({
    ...{ id, name: `Kept ${id}`, keptMs: 0, engine: 'sweep' as const, covered: 1, maeDb: null },
    project: { ...here, sceneId },
  });
  state = {
    ...start,
    history: { ...start.history, project: here },
    map: { refined: true, solves: { engines: ['sweep'] } } as unknown as StudioState['map'],
    kept: [keptOf('k1', 'city'), keptOf('k2', 'city'), keptOf('k3', 'elsewhere')],
  };
});

/** Sector A in enough cells, at -70 dBm; B in one. */
function measured(): MeasurementsView {
  const count = LEAST_MEASURED_CELLS + 1;
  return {
    name: 'drive.csv',
    x: Float64Array.from({ length: count }, (_, i) => -95 + 10 * (i % 20)),
    y: Float64Array.from({ length: count }, (_, i) => 95 - 10 * Math.floor(i / 20)),
    rsrpDbm: new Float32Array(count).fill(-70),
    cell: Int32Array.from({ length: count }, (_, i) => (i === 0 ? 1 : 0)),
    cells: ['A', 'B'],
  } as unknown as MeasurementsView;
}

describe('planSources', () => {
  it('lists the map, kept ones of this scene, and what was measured, with why one cannot be planned on', () => {
    const sources = planSources(state, registry);
    expect(sources.map(({ value, sectorIds, problem }) => ({ value, sectorIds, problem }))).toEqual([
      { value: 'now', sectorIds: ['A', 'B'], problem: null },
      { value: 'kept:k1', sectorIds: ['A'], problem: null },
      { value: 'kept:k2', sectorIds: [], problem: 'not in memory: compare with it once' },
      { value: 'measured', sectorIds: ['A'], problem: null },
    ]);
    expect(defaultChoice(sources)).toEqual({ chosen: ['now', 'kept:k1'], truth: 'none' });
    expect(sharedSectors(sources.filter(({ problem }) => problem === null))).toEqual(['A']);
  });

  it('knows nothing without a map, and waits for one that is not finished', () => {
    expect(planSources({ ...state, map: null, kept: [] }, { ...registry, networkMap: null })).toEqual([]);
    const coarse = { ...state, map: { ...state.map!, refined: false } };
    expect(planSources(coarse, registry)[0]!.problem).toBe('not finished yet');
    expect(defaultChoice(planSources({ ...coarse, kept: [] }, registry)).chosen).toEqual([]);
  });
});

describe('plannedMaps', () => {
  it('gives path gains of the sectors that are asked for', () => {
    const [map, ...others] = plannedMaps('kept:k1', [sector('A')], state, registry);
    expect([map!.sectorId, map!.pathGainDb[0], others]).toEqual(['A', -85, []]);
    expect(plannedMaps('now', [sector('B')], state, registry)[0]!.pathGainDb[5]).toBe(-90);
  });

  it('makes path gains of measured levels by the power of the sector, nothing where nothing was measured', () => {
    const [map] = plannedMaps('measured', [sector('A')], state, registry);
    // -70 dBm of a resource element sent with 10 dBm.
    expect(map!.pathGainDb[1]).toBe(-80);
    expect(map!.pathGainDb[0]).toBeNaN();
    expect(map!.pathGainDb[399]).toBeNaN();
  });
});
