import { expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { meshOfQuads, quad, sceneOf, sectorAt } from '../propagation/mesh/mesh-fixture.ts';
import { DEFAULT_SETTINGS } from '../propagation/solve-request.ts';
import { gridCentredOn } from '../raster/raster-grid.ts';
import { explainJob } from './explain-in-worker.ts';

/** Ground that rises by 0.2 towards the east, through z = 0 in the middle. */
const SLOPE = sceneOf(
  {
    ...meshOfQuads([quad('concrete', [-80, -80, -16], [80, -80, 16], [80, 80, 16], [-80, 80, -16])]),
    objects: ['ground'],
  },
  { groundZM: 0 },
);
const job = {
  jobId: 'a',
  sceneId: 'a',
  sector: sectorAt(-40, 0, 30),
  grid: gridCentredOn(40, 0, 3, 3, 2),
  receiverHeightM: 1.5,
  settings: { ...DEFAULT_SETTINGS, maxDepth: 0, diffraction: false },
  cell: 4,
} as const;

it('ends the paths of a launched map on the slope, and those of the sweep on its plane', async () => {
  const launched = await explainJob(createEngine(null), { ...job, among: 'triangles' }, SLOPE, {});
  expect(launched.z).toBeCloseTo(0.2 * 40 + 1.5, 6);
  expect(launched.paths[0]!.lengthM).toBeCloseTo(Math.hypot(80, 30 - 9.5), 6);
  const swept = await explainJob(createEngine(null), { ...job, among: 'prisms' }, SLOPE, {});
  expect(swept.z).toBe(1.5);
});
