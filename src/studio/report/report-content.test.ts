import { expect, it } from 'vitest';
import { localFrame } from '../../raster/geo-frame.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { EMPTY_PROJECT, type SectorSettings } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { reportContent } from './report-content.ts';

const SECTOR = { id: 'A1', siteId: 'A', x: 100, y: 0, heightM: 30, azimuthDeg: 10 } as SectorSettings;
const scene = {
  ...{ name: 'Old Town', groundZM: 0, groundMaterial: 'medium_dry_ground', extruded: true, buildings: [{}, {}] },
  boundsM: { minX: -100, minY: -50, maxX: 100, maxY: 50 },
  frame: localFrame({ latDeg: 47, lonDeg: 8 }),
} as unknown as SceneView;
const figures = { count: 3, mae: 5.25, rmse: 6, bias: -1, sigma: 5.9, pcc: 0.8 };

function content(patch: Partial<StudioState>, of: SceneView = scene) {
  const state = studioStore.getState();
  const project = {
    ...EMPTY_PROJECT,
    name: 'Demo',
    sites: [{ id: 'A', name: 'Market' }],
    sectors: [SECTOR],
    materials: { concrete: { relativePermittivity: 4, conductivitySm: 0.1 } },
  };
  return reportContent({
    state: { ...state, history: { ...state.history, project }, ...patch },
    scene: of,
    layer: null,
    indoor: null,
    provenance: null,
    medianRsrpDbm: -91.26,
    now: new Date(2026, 10, 26, 19, 30),
  });
}

it('tells scene, settings and sectors with their place', () => {
  const told = content({});
  expect(told.when).toBe('26 November 2026 at 19:30');
  expect(Object.fromEntries(told.scene)).toMatchObject({
    Scene: 'Old Town',
    Extent: '200 × 100 m',
    Buildings: '2',
    Centre: '47.000000°, 8.000000° (WGS 84)',
    Ground: 'Medium dry ground',
  });
  expect(Object.fromEntries(told.prediction)).toMatchObject({
    Receivers: '1.5 m above ground',
    Mechanisms: 'line of sight, reflection, diffraction; depth 7',
    Materials: 'ITU-R P.2040, changed: Concrete',
  });
  expect(told.sectors).toMatchObject([{ id: 'A1', site: 'Market', place: ['47.000000', '8.001315'] }]);
  expect(content({}, { ...scene, frame: null }).sectors).toMatchObject([{ place: ['100.0', '0.0'] }]);
});

it('says where heights come from, and whose data they are', () => {
  const origin = { from: 'town.osm', attribution: '© OpenStreetMap contributors (ODbL)' };
  const buildings = [{ heightSource: 'tagged' }, { heightSource: 'assumed' }, { heightSource: 'assumed' }];
  const told = Object.fromEntries(content({}, { ...scene, buildings, origin } as unknown as SceneView).scene);
  expect(told.Heights).toBe('1 tagged · 2 assumed');
  expect(told.Data).toBe('town.osm, © OpenStreetMap contributors (ODbL)');
  expect(Object.fromEntries(content({}).scene)).not.toHaveProperty('Heights');
});

it('states the errors under both policies with their counts and the floor', () => {
  const errors = {
    covered: figures,
    all: { ...figures, count: 1234 },
    floorDbm: -140,
    outsideRows: 7,
  } as unknown as StudioState['errors'];
  const measurements = {
    name: 'drive',
    accepted: 40,
    rejected: 2,
    issues: ['a remark'],
  } as unknown as StudioState['measurements'];
  const told = content({ errors, measurements });
  expect(told.errors?.measurements).toBe('drive: 40 rows accepted, 2 rejected');
  expect(told.errors?.rows.map(({ policy, figures: { count } }) => [policy, count])).toEqual([
    ['covered cells', 3],
    ['all measured cells', 1234],
  ]);
  expect(told.errors?.notes.join(' ')).toContain('takes the 1,231 uncovered cells as −140 dBm');
  expect(told.errors?.notes.at(-1)).toBe('7 rows lie outside the map.');
  expect(told.warnings).toEqual(['a remark']);
});

it('warns of what the map, its sectors and its engine leave to be desired', () => {
  const map = {
    ...{ refined: false, columns: 10, rows: 10, cellSizeM: 4, coveredCells: 25 },
    solves: {
      ...{ engines: ['sweep'], adapters: ['llvmpipe'], msPerSector: 9 },
      warnings: [{ sentence: 'Beams were dropped.', sectors: 3 }],
    },
  } as unknown as StudioState['map'];
  const told = content({
    map,
    refusals: { A1: 'stands in a house' },
    engine: { adapter: 'cpu', kind: 'cpu', reason: 'No GPU.' },
  });
  expect(told.warnings).toEqual([
    'The map was still being refined when this report was made.',
    'Beams were dropped. (3 sectors)',
    'A1: stands in a house',
    'No GPU.',
  ]);
  expect(Object.fromEntries(told.prediction)).toMatchObject({
    'Computed on': 'llvmpipe',
    Map: '10 × 10 cells of 4 m; first, coarse map: not finished',
    Covered: '25.0 % of all cells; median RSRP −91.3 dBm',
  });
});
