import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSitesCsv } from '../../src/io/formats/sites-csv.ts';
import { readMeasurements } from '../../src/io/measurements/read-measurements.ts';
import { localPositions } from '../../src/measurements/measurement-set.ts';
import type { RadioMapSolver } from '../../src/propagation/solve-request.ts';
import { cellCentre, cellCount } from '../../src/raster/raster-grid.ts';
import { buildingAt } from '../../src/scene/building-at.ts';
import { synthesiseCity } from '../../src/scene/synthetic/synthesise-city.ts';
import { placeSectors } from '../../src/sites/place-sectors.ts';
import { buildDemo, DEMO } from './build-demo.ts';

/** Free space to isotropic antennas: quick, and enough to drive through. */
const freeSpace: RadioMapSolver = {
  name: 'free space',
  dispose: () => undefined,
  solve: async ({ grid, sector, receiverZM }) => {
    const n = cellCount(grid);
    const wavelength = 299_792_458 / sector.frequencyHz;
    const pathGain = Float64Array.from({ length: n }, (_, i) => {
      const p = cellCentre(grid, i);
      const d = Math.hypot(p.x - sector.x, p.y - sector.y, receiverZM - sector.z);
      return (wavelength / (4 * Math.PI * d)) ** 2;
    });
    return {
      grid,
      pathGain,
      validity: new Uint8Array(n).fill(1),
      provenance: new Uint8Array(n),
      lineOfSight: new Uint8Array(n),
      samples: new Uint32Array(n),
      stats: {
        engine: 'free space',
        adapter: 'cpu',
        timingsMs: { pack: 0, solve: 0, readback: 0 },
        launched: 0,
        traced: 0,
        dropped: 0,
        droppedBound: 0,
        warnings: [],
      },
    };
  },
};

const shipped = (name: string) => readFileSync(new URL(`../../public/demo/${name}`, import.meta.url));
const city = synthesiseCity(DEMO.citySeed);

test('builds sites that stand in the city and a drive test that names them', async () => {
  const files = await buildDemo(() => undefined, freeSpace, 500);
  const drafts = readSitesCsv(Buffer.from(files['sites.csv']!), 'sites.csv');
  const { sectors, issues } = placeSectors(drafts, city);
  expect(sectors).toHaveLength(9);
  expect(issues).toEqual([]);
  expect(new Set(sectors.map((s) => s.siteId)).size).toBe(3);
  const drive = await readMeasurements('drive-test.csv', Buffer.from(files['drive-test.csv']!));
  expect(drive.count).toBe(500);
  expect(drive.rejections).toEqual([]);
  for (const cell of drive.cells) expect(sectors.map((s) => s.id)).toContain(cell);
  const { x, y } = localPositions(drive, city.frame);
  expect(Math.max(...x.map(Math.abs), ...y.map(Math.abs))).toBeLessThan(1012);
  // Isotropic free space from 30 m up: levels fall with distance to the sector named, by 20 dB a decade and the effects.
  const near: number[] = [];
  const far: number[] = [];
  for (let i = 0; i < drive.count; i++) {
    const s = sectors.find(({ id }) => id === drive.cells[drive.cell[i]!])!;
    const d = Math.hypot(x[i]! - s.x, y[i]! - s.y);
    (d < 250 ? near : d > 700 ? far : []).push(drive.rsrpDbm[i]!);
  }
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(near) - mean(far)).toBeGreaterThan(6);
});

test('the shipped demo belongs to the city that its seed gives today', async () => {
  // A change of the generator moves streets and roofs: `npm run demo` then writes the demo anew.
  const files = await buildDemo(() => undefined, freeSpace, 10);
  expect(shipped('sites.csv').toString()).toBe(files['sites.csv']);
  const project = JSON.parse(shipped('project.json').toString()) as { scene: string };
  expect(project.scene).toBe(`synthetic:${DEMO.citySeed}`);
  const drive = await readMeasurements('drive-test.csv', shipped('drive-test.csv'));
  expect(drive.count).toBeGreaterThanOrEqual(3000);
  expect(drive.count).toBeLessThanOrEqual(5000);
  expect(drive.rejections).toEqual([]);
  const { x, y } = localPositions(drive, city.frame);
  // Positions err by up to 10 m, so some fall on houses, but the drive follows the streets.
  let inside = 0;
  for (let i = 0; i < drive.count; i++) if (buildingAt(city, x[i]!, y[i]!)) inside++;
  expect(inside / drive.count).toBeLessThan(0.12);
  expect(Math.min(...drive.rsrpDbm)).toBeGreaterThanOrEqual(DEMO.sensitivityDbm);
});
