import { expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { gridOfBounds } from '../raster/raster-grid.ts';
import { SETTINGS, TOWN, TRUE_SECTOR } from '../testing/calibration-town.ts';
import type { SolveJob } from './engine-protocol.ts';
import { PathShelf } from './path-shelf.ts';

const job: SolveJob = {
  jobId: 'job',
  sceneId: 'town',
  engine: 'sweep',
  sector: TRUE_SECTOR,
  grid: gridOfBounds({ minX: -200, minY: -200, maxX: 200, maxY: 200 }, 20),
  receiverHeightM: 1.5,
  settings: { ...SETTINGS, azimuths: 128, maxDepth: 2, refraction: false },
};
const silent = { progress: () => undefined };

it('answers for another antenna and other materials, and not for another place', async () => {
  const shelf = new PathShelf();
  const engine = createEngine(null);
  expect(shelf.mapOf(job, TOWN)).toBeNull();
  const kept = await shelf.record(engine, job, TOWN, silent, new AbortController().signal);
  expect(kept.follows).toBe('materials');
  expect(kept.bytes).toBeGreaterThan(0);
  const here = shelf.mapOf(job, TOWN)!;
  const turned = shelf.mapOf({ ...job, sector: { ...TRUE_SECTOR, azimuthDeg: 250 } }, TOWN)!;
  expect(here.pathGain).not.toEqual(turned.pathGain);
  const materials = { concrete: { relativePermittivity: 3, conductivitySm: 0.01 } };
  const other = shelf.mapOf({ ...job, materials }, TOWN)!;
  const solved = await engine.solve('sweep', { ...job, scene: TOWN, receiverZM: 1.5, materials });
  const apart = Array.from(solved.pathGain, (gain, c) =>
    gain > 0 ? Math.abs(10 * Math.log10(gain / other.pathGain[c]!)) : 0,
  ).sort((a, b) => a - b);
  expect(apart[Math.floor(0.95 * apart.length)]).toBeLessThan(0.05);
  expect(shelf.mapOf({ ...job, sector: { ...TRUE_SECTOR, x: 3 } }, TOWN)).toBeNull();
  expect(shelf.mapOf({ ...job, settings: { ...job.settings, maxDepth: 3 } }, TOWN)).toBeNull();
});

it('follows antennas alone where transmission multiplies the paths', async () => {
  const shelf = new PathShelf();
  const through = { ...job, settings: { ...job.settings, refraction: true } };
  const kept = await shelf.record(createEngine(null), through, TOWN, silent, new AbortController().signal);
  expect(kept.follows).toBe('antennas');
  expect(shelf.mapOf({ ...through, sector: { ...TRUE_SECTOR, downtiltDeg: 1 } }, TOWN)).not.toBeNull();
  const materials = { concrete: { relativePermittivity: 3, conductivitySm: 0.01 } };
  expect(shelf.mapOf({ ...through, materials }, TOWN)).toBeNull();
});
