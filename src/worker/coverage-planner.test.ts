import { expect, it } from 'vitest';
import { writeGeoTiffMap } from '../io/formats/geotiff-map.ts';
import { DEFAULT_TARGETS } from '../planning/coverage/coverage-targets.ts';
import type { PlannedSector } from '../planning/network-gains.ts';
import { utmFrame } from '../raster/geo-frame.ts';
import { gridOfBounds } from '../raster/raster-grid.ts';
import { runCoverage } from './coverage-planner.ts';
import type { NamedBytes } from './engine-protocol.ts';
import type { CoverageJob } from './planning-protocol.ts';

const grid = gridOfBounds({ minX: 0, minY: 0, maxX: 40, maxY: 10 }, 10);
const sector: PlannedSector = {
  ...{ id: 'a', x: 0, y: 0, frequencyHz: 2e9, bandwidthHz: 20e6 },
  ...{ powerDbm: 10, powerPer: 're', lossesDb: 0 },
};
/** Four cells: two strong, one weak, one without data; the first three are streets, the last a park. */
const job: CoverageJob = {
  sectors: [sector],
  networks: [
    { name: 'Now', maps: [{ sectorId: 'a', grid, pathGainDb: Float32Array.from([-80, -90, -125, Number.NaN]) }] },
    { name: 'Kept', maps: [{ sectorId: 'a', grid, pathGainDb: new Float32Array(4).fill(-80) }] },
  ],
  scene: {
    buildings: [],
    landUse: { grid, classes: Uint8Array.from([1, 1, 1, 2]), names: ['unknown', 'street', 'park'] },
  },
  landUseWeights: {},
  place: { name: 'Town', frame: null },
  population: null,
  classes: null,
  targets: { ...DEFAULT_TARGETS, rsrpDbm: -100 },
};

it('tells of every map by area, users and class, and takes no data for what it is', async () => {
  const told: [number, string][] = [];
  const lines = await runCoverage(job, { progress: (fraction, words) => told.push([fraction, words]) });
  expect(told).toEqual([
    [0, 'Now'],
    [0.5, 'Kept'],
  ]);
  const of = (map: string, name: string) => lines.find((line) => line.map === map && line.name === name)?.figures;
  expect(of('Now', 'area outdoors')).toMatchObject({ weight: 400, noData: 0.25, rsrpMet: 0.5 });
  expect(of('Now', 'street')).toMatchObject({ weight: 300, noData: 0, rsrpMet: 2 / 3 });
  expect(of('Now', 'park')).toMatchObject({ weight: 100, noData: 1, rsrpMet: 0 });
  expect(of('Kept', 'area outdoors')).toMatchObject({ noData: 0, rsrpMet: 1 });
  expect(lines.filter(({ of: kind }) => kind === 'users')).toHaveLength(2);
});

it('counts by the classes of a raster instead of the land use of the scene, and tells where one is none', async () => {
  const frame = utmFrame(32, true, 600_000, 5_300_000);
  const clutter = (values: number[]): NamedBytes => ({
    name: 'clutter.tif',
    bytes: writeGeoTiffMap(Float32Array.from(values), {
      ...{ format: 'boresight-map', version: 1, layer: 'clutter', unit: '', frame, scene: 'raster', engine: '' },
      ...{ receiverZM: 0, sectors: [], grid: { columns: 2, rows: 1, cellSizeM: 20, westM: 0, northM: 10 } },
    }),
  });
  const placed = { ...job, place: { name: 'Town', frame } };
  const counted = (values: number[]) =>
    runCoverage({ ...placed, classes: clutter(values) }, { progress: () => undefined });
  const lines = await counted([7, 12]);
  expect(lines.filter(({ of, map }) => of === 'class' && map === 'Now').map(({ name }) => name)).toEqual([
    'class 7',
    'class 12',
  ]);
  const of = (name: string) => lines.find((line) => line.name === name)!.figures;
  // The western half is strong, the eastern one has a weak cell and one without data.
  expect(of('class 7')).toMatchObject({ weight: 200, noData: 0, rsrpMet: 1 });
  expect(of('class 12')).toMatchObject({ weight: 200, noData: 0.5, rsrpMet: 0 });
  await expect(counted([7, 300])).rejects.toThrow(
    /^clutter.tif, row 1, column 2: 300 is no class; classes are whole numbers from 0 to 255.*Give the raster of classes/,
  );
});

it('refuses a raster of people that is none, by name', async () => {
  const population = { name: 'people.tif', bytes: new Uint8Array([1]) };
  await expect(runCoverage({ ...job, population }, { progress: () => undefined })).rejects.toThrow('people.tif');
});
