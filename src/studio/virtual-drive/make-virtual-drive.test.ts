import { describe, expect, it } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { INITIAL_VIRTUAL_DRIVE } from '../store/virtual-drive-state.ts';
import { makeVirtualDrive } from './make-virtual-drive.ts';

const GRID: RasterGrid = { columns: 3, rows: 1, cellSizeM: 100, westM: 0, northM: 50 };
const MAP = networkOf(GRID, [
  sectorShare('A', sectorMap(GRID, [-80, -100, Number.NaN], 1), { referenceDbm: 10 }),
  sectorShare('B', sectorMap(GRID, [-95, -85, Number.NaN], 1), { referenceDbm: 5 }),
]);
const sector = (id: string) =>
  ({ id, siteId: 'S', x: 0, y: 0, heightM: 20, frequencyHz: 2e9 }) as unknown as SectorSettings;
const scene = { name: 'Town', roads: [], landUse: null, frame: null, groundZM: 0 } as unknown as SceneView;
const line = [
  { x: 50, y: 0 },
  { x: 290, y: 0 },
];
const input = { scene, sectors: [sector('B'), sector('A')], map: MAP, receiverHeightM: 1.5, line, startMs: 0 };
const bare = {
  ...INITIAL_VIRTUAL_DRIVE,
  way: 'line',
  everyM: 60,
  shadowingDb: 0,
  noiseDb: 0,
  positionErrorM: 0,
} as const;

describe('a virtual drive over the map on the screen', () => {
  it('hears the strongest sector of every cell at its level, and nothing where there is no data', () => {
    const { measurements: m, lost, trueX } = makeVirtualDrive(input, bare);
    expect([...trueX]).toEqual([50, 110, 170]);
    expect([...m.rsrpDbm]).toEqual([-70, -80, -80]);
    expect(Array.from(m.cell, (c) => m.cells[c])).toEqual(['A', 'B', 'B']);
    expect(lost).toBe(2);
  });

  it('is the same for the same seed, and another for another', () => {
    const levels = (seed: number) => [
      ...makeVirtualDrive(input, { ...bare, shadowingDb: 7, seed }).measurements.rsrpDbm,
    ];
    expect(levels(3)).toEqual(levels(3));
    expect(levels(3)).not.toEqual(levels(4));
  });

  it('says where there are no streets', () => {
    expect(() => makeVirtualDrive(input, { ...bare, way: 'streets' })).toThrow('no streets');
  });
});
