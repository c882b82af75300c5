import { describe, expect, it } from 'vitest';
import { cornerHeights } from '../../raster/corner-heights.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { layTerrain } from '../../scene/lay-terrain.ts';
import type { Building, Scene } from '../../scene/scene.ts';
import { footOf } from '../../scene/terrain.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { meshOfQuads, requestOf, sceneOf, sectorAt } from '../mesh/mesh-fixture.ts';
import { traceGeometry } from '../mesh/prepare-trace.ts';
import { WEDGE_N } from '../mesh/wedges.ts';
import { receiversOverGround } from '../receivers/receivers-over-ground.ts';
import { cellMeans } from '../receivers/surface-fixture.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';

const solver = createLaunchSolverCpu();
const FREE_SPACE = (SPEED_OF_LIGHT / 3.5e9 / (4 * Math.PI)) ** 2;
const terrainGrid = gridCentredOn(0, 0, 80, 80, 10);
const block: Building = {
  id: 'block',
  outer: Float64Array.of(-10, -10, 10, -10, 10, 10, -10, 10),
  holes: [],
  heightM: 12,
  wallMaterial: 'concrete',
  roofMaterial: 'concrete',
};

function city(height: (x: number, y: number) => number, buildings: readonly Building[]): Scene {
  const flat = sceneOf(meshOfQuads([]), {
    mesh: null,
    groundZM: 0,
    groundMaterial: 'metal',
    buildings,
    extruded: true,
  });
  return layTerrain(flat, { grid: terrainGrid, cornerZM: cornerHeights(terrainGrid, height), name: 'hill.tif' });
}

function over(scene: Scene, x: number, y: number, z: number, settings: Partial<SolveSettings>): SolveRequest {
  const grid = gridCentredOn(60, 5, 16, 16, 3);
  return { ...requestOf(scene, sectorAt(x, y, z), settings), grid, ...receiversOverGround(scene, grid, 1.5) };
}

describe('launch over terrain', () => {
  it('gives direct ray and mirror image on a slope, receivers at their height above it', async () => {
    const [a, b, c] = [0.3, -0.2, 100];
    const slope = city((x, y) => a * x + b * y + c, []);
    const [tx, ty, tz] = [40, 0, 140];
    const request = over(slope, tx, ty, tz, { maxDepth: 1, rays: 400_000 });
    expect(request.receiverSurface?.kind).toBe('draped');
    // The transmitter mirrored by the plane a x + b y - z + c = 0.
    const off = (2 * (a * tx + b * ty - tz + c)) / (a * a + b * b + 1);
    const image = { x: tx - off * a, y: ty - off * b, z: tz + off };
    const gain = (x: number, y: number, z: number) =>
      FREE_SPACE / ((x - tx) ** 2 + (y - ty) ** 2 + (z - tz) ** 2) +
      FREE_SPACE / ((x - image.x) ** 2 + (y - image.y) ** 2 + (z - image.z) ** 2);
    const expected = cellMeans(request, gain);
    const map = await solver.solve(request);
    let squares = 0;
    map.pathGain.forEach((found, cell) => {
      squares += (found / expected[cell]! - 1) ** 2 / expected.length;
    });
    expect(Math.sqrt(squares)).toBeLessThan(0.05);
    expect(map.stats.warnings).toEqual([]);
  });

  it('shadows what lies behind a hill, and nothing else', async () => {
    const ridge = city((x) => Math.max(0, 30 - 2 * Math.abs(x - 20)), []);
    const request = over(ridge, -60, 5, 12, { maxDepth: 0 });
    const map = await solver.solve(request);
    // The map begins at x = 36; the line from 12 m over the top, 30 m at x = 20, rises on and leaves it dark.
    expect(map.pathGain.every((gain) => gain === 0)).toBe(true);
    const above = await solver.solve(over(ridge, -60, 5, 200, { maxDepth: 0 }));
    expect(above.pathGain.every((gain) => gain > 0)).toBe(true);
  });

  it('stands buildings on the ground: the foot is its mean along the outline, walls reach below it', async () => {
    const slope = city((x) => 50 + 0.4 * x, [block]);
    const { footZ, bottomZ } = footOf(block, slope);
    expect(footZ).toBeCloseTo(50, 9);
    expect(bottomZ).toBeCloseTo(50 - 4 - 0.5, 9);
    expect(slope.groundZM).toBeCloseTo(50, 9);
    // The roof, 12 m above the foot, hides a receiver 10 m beyond the block from an antenna just over it, and not from one far up.
    const grid = gridCentredOn(18, 0, 2, 2, 1);
    const at = (z: number) => ({
      ...requestOf(slope, sectorAt(-9, 0, z), { maxDepth: 0 }),
      grid,
      ...receiversOverGround(slope, grid, 1.5),
    });
    expect((await solver.solve(at(62.5))).validity.every((v) => v === 0)).toBe(true);
    expect((await solver.solve(at(90))).validity.every((v) => v === 1)).toBe(true);
  });

  it('finds wedges at ridges of the ground, and none in the noise of a survey', () => {
    const noise = (x: number, y: number) => 100 + 0.03 * ((7 * x + 13 * y) % 29);
    expect(traceGeometry(city(noise, [])).wedges().count).toBe(0);
    // A ridge along x = 20 whose sides fall by 45 degrees: one edge a cell.
    const { count, values } = traceGeometry(city((x) => 100 - Math.abs(x - 20), [])).wedges();
    expect(count).toBe(terrainGrid.rows);
    expect(values[WEDGE_N]).toBeCloseTo(1.5, 6);
  });

  it('warns of a plane of receivers that goes under the ground', async () => {
    const slope = city((x) => 50 + 0.4 * x, []);
    const request = { ...requestOf(slope, sectorAt(0, 0, 90), { maxDepth: 0, rays: 1000 }), receiverZM: 50 };
    const { stats } = await solver.solve(request);
    expect(stats.warnings.join()).toMatch(/z = 50 m lie under the ground on 50\.0 % of the map/);
  });
});
