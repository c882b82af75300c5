import { beforeAll, expect, it } from 'vitest';
import type { MaterialOverrides } from '../radio/materials.ts';
import { gridOfBounds } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';
import type { PathCache } from './path-cache.ts';
import { reweighedMap } from './reweigh.ts';
import type { SolveRequest } from './solve-request.ts';
import { createPathRecorderCpu } from './sweep/record-on-cpu.ts';
import { createSweepSolverCpu } from './sweep/solve-on-cpu.ts';
import { box, cityOf, requestOf, sectorAt } from './sweep/sweep-fixture.ts';
import { withMaterials } from './with-materials.ts';

const scene = cityOf([box('a', -60, -40, -20, 30, 18), box('b', 10, -50, 50, 10, 25), box('c', -10, 40, 60, 80, 12)], {
  groundMaterial: 'medium_dry_ground',
});
const sector: Sector = { ...sectorAt(-5, -2, 30), pattern: 'tr38901', azimuthDeg: 40, downtiltDeg: 8 };
const grid = gridOfBounds({ minX: -100, minY: -100, maxX: 100, maxY: 100 }, 5);
const request: SolveRequest = {
  ...requestOf(scene, sector, { refraction: true, diffraction: true, azimuths: 512, maxDepth: 4 }),
  grid,
};

let full: PathCache;
let antennas: PathCache;
beforeAll(async () => {
  full = await createPathRecorderCpu().record({ ...request, cells: null, keep: 'materials' });
  antennas = await createPathRecorderCpu().record({ ...request, cells: null, keep: 'antennas' });
});

async function against(cache: PathCache, to: Sector, materials?: MaterialOverrides) {
  const map = reweighedMap(cache, to, { grid });
  const solved = await createSweepSolverCpu().solve({ ...request, sector: to, ...(materials ? { materials } : {}) });
  const apart: number[] = [];
  let other = 0;
  solved.pathGain.forEach((gain, c) => {
    if (solved.validity[c] !== map.validity[c]) apart.push(99);
    else if (gain > 0) apart.push(Math.abs(10 * Math.log10(gain / map.pathGain[c]!)));
    if (solved.provenance[c] !== map.provenance[c]) other++;
  });
  apart.sort((p, q) => p - q);
  return {
    median: apart[apart.length >> 1]!,
    p95: apart[Math.floor(0.95 * apart.length)]!,
    otherProvenance: other / solved.pathGain.length,
    sight: solved.lineOfSight.every((seen, c) => seen === map.lineOfSight[c]),
  };
}

it.each<[string, Partial<Sector>]>([
  ['as recorded', {}],
  ['turned and tilted', { azimuthDeg: 210, downtiltDeg: 2 }],
  ['with another pattern and polarisation', { pattern: 'hw_dipole', polarisation: 'H' }],
])('gives the map of a solve, %s', async (_, change) => {
  for (const cache of [full, antennas]) {
    const { median, p95, otherProvenance, sight } = await against(cache, { ...sector, ...change });
    expect(median).toBeLessThan(0.005);
    expect(p95).toBeLessThan(0.05);
    expect(otherProvenance).toBeLessThan(0.005);
    expect(sight).toBe(true);
  }
});

it('follows materials where events were kept', async () => {
  const materials = { concrete: { relativePermittivity: 4, conductivitySm: 0.2, transmissionLossDb: 3 } };
  const changed = withMaterials(full, { frequencyHz: sector.frequencyHz, thicknessM: () => 0.1, materials });
  const { median, p95 } = await against(changed, sector, materials);
  expect(median).toBeLessThan(0.005);
  expect(p95).toBeLessThan(0.05);
});

it('takes a small part of the memory for antennas alone', () => {
  expect(antennas.stats.bytes).toBeLessThan(0.4 * full.stats.bytes);
  expect(antennas.events.kind).toHaveLength(0);
});
