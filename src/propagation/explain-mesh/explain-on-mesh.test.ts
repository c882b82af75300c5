import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { createLaunchSolverCpu } from '../launch/solve-launch-on-cpu.ts';
import { boxQuads, floor, meshOfQuads, quad, requestOf, sceneOf, sectorAt } from '../mesh/mesh-fixture.ts';
import { PROVENANCE } from '../radio-map.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createMeshExplainer } from './explain-on-mesh.ts';

const explain = createMeshExplainer();
/** A street between two blocks, one with a pitched roof. */
const STREET = sceneOf(
  meshOfQuads([
    floor('concrete', 0, 60),
    ...boxQuads('brick', -30, -20, -8, 20, 9),
    quad('metal', [-30, -20, 9], [-8, -20, 9], [-12, 20, 16], [-26, 20, 16]),
    ...boxQuads('brick', 8, -20, 30, 20, 12),
  ]),
);

function street(settings: Partial<SolveSettings>): SolveRequest {
  const sector = sectorAt(0.5, -12.3, 18, { pattern: 'tr38901', azimuthDeg: 10, downtiltDeg: 6 });
  return { ...requestOf(STREET, sector, { rays: 200_000, ...settings }), grid: gridCentredOn(0, 0, 24, 24, 2) };
}

/** Differences [dB] of the sum of the paths from the launch engine's map, sorted. */
async function differences(request: SolveRequest, cells: readonly number[]): Promise<number[]> {
  const map = await createLaunchSolverCpu().solve(request);
  const apart: number[] = [];
  for (const cell of cells) {
    const { gain, paths } = await explain({ ...request, cell, mostPaths: 1000 });
    expect(paths.reduce((sum, path) => sum + path.gain, 0)).toBeCloseTo(gain, 20);
    for (const path of paths)
      expect(path.steps.reduce((sum, { gainDb }) => sum + gainDb, 0)).toBeCloseTo(path.gainDb, 6);
    apart.push(Math.abs(10 * Math.log10(gain / map.pathGain[cell]!)));
  }
  return apart.sort((a, b) => a - b);
}

const CELLS = [60, 203, 348, 397, 491];

describe('paths among triangles', () => {
  it('are the direct ray and the one from the ground over a plane, to the length', async () => {
    const scene = sceneOf(meshOfQuads([floor('metal', 0, 200)]), { groundZM: 0 });
    const request = { ...requestOf(scene, sectorAt(0, 0, 10), { maxDepth: 1 }), grid: gridCentredOn(40, 0, 3, 3, 1) };
    const found = await explain({ ...request, cell: 4 });
    expect(found.paths.map(({ mechanism }) => mechanism)).toEqual([PROVENANCE.direct, PROVENANCE.reflected]);
    expect(found.paths.map(({ lengthM }) => lengthM)).toEqual([
      expect.closeTo(Math.hypot(40, 10 - request.receiverZM), 9),
      expect.closeTo(Math.hypot(40, 10 + request.receiverZM), 9),
    ]);
    expect(found.paths[1]!.steps.map(({ kind }) => kind)).toEqual([
      'free space',
      'antenna',
      'ground',
      'share of the cell',
    ]);
    expect(found.freeSpaceDb).toBeCloseTo(
      20 * Math.log10(SPEED_OF_LIGHT / 3.5e9 / (4 * Math.PI) / Math.hypot(40, 10 - request.receiverZM)),
      9,
    );
    expect([...found.paths[1]!.pointsM.subarray(3, 6)]).toEqual([
      expect.closeTo((40 * 10) / (10 + request.receiverZM), 9),
      expect.closeTo(0, 9),
      expect.closeTo(0, 9),
    ]);
  });

  it('sum up to the cell of the map, with reflections', async () => {
    const apart = await differences(street({ maxDepth: 4 }), CELLS);
    expect(apart[2]).toBeLessThan(0.1);
    expect(apart[4]).toBeLessThan(0.4);
  });

  it('sum up to the cell of the map, through walls and over edges', async () => {
    const apart = await differences(street({ maxDepth: 3, refraction: true, diffraction: true }), CELLS);
    expect(apart[2]).toBeLessThan(0.15);
    expect(apart[4]).toBeLessThan(0.5);
  });

  it('names what is bent at an edge, and its angle', async () => {
    const scene = sceneOf(meshOfQuads(boxQuads('metal', 10, -50, 20, 50, 6)));
    const settings = { maxDepth: 1, reflection: false, diffraction: true };
    const request = { ...requestOf(scene, sectorAt(0, 0, 8), settings), grid: gridCentredOn(40, 0, 3, 3, 1) };
    const { paths, lineOfSight } = await explain({ ...request, cell: 4 });
    expect(lineOfSight).toBe(false);
    const over = paths[0]!;
    expect(over.mechanism).toBe(PROVENANCE.diffracted);
    expect(over.steps[2]).toMatchObject({ kind: 'wedge', angleDeg: expect.closeTo(90, 6), zM: expect.closeTo(6, 9) });
    expect([...over.pointsM.subarray(3, 6)]).toEqual([20, expect.closeTo(0, 9), 6]);
  });

  it('refuses a cell that the grid has not, and says that scattering has no single way', async () => {
    await expect(explain({ ...street({}), cell: 576 })).rejects.toMatchObject({ code: 'bad-input' });
    const rough = await explain({ ...street({ maxDepth: 1, scattering: { coefficient: 0.4 } }), cell: 300 });
    expect(rough.warnings.join()).toContain('no single way');
  });
});
