import { describe, expect, it } from 'vitest';
import { gridCentredOn, gridOfBounds } from '../../raster/raster-grid.ts';
import type { TriangleMesh } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { boxQuads, floor, meshOfQuads, quad, requestOf, sceneOf, sectorAt } from '../mesh/mesh-fixture.ts';
import { movedMesh, permutedMesh, splitMesh } from '../mesh/mesh-moves.ts';
import type { RadioMap } from '../radio-map.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';

/** Two blocks, a pitched canopy between them that turns rays down, the ground. */
const MESH = meshOfQuads([
  floor('concrete', 0, 60),
  ...boxQuads('brick', -30, -20, -8, 20, 15),
  ...boxQuads('glass', 8, -20, 30, 20, 12),
  quad('wood', [-6, 2, 5], [6, 2, 5], [6, 8, 8], [-6, 8, 8]),
]);
const SETTINGS: Partial<SolveSettings> = {
  rays: 40_000,
  maxDepth: 3,
  refraction: true,
  scattering: { coefficient: 0.4, lobe: { kind: 'directive', alphaR: 4 }, crossPolarisation: 0.2 },
};

function street(mesh: TriangleMesh, sector: Partial<Sector> = {}, settings: Partial<SolveSettings> = {}): SolveRequest {
  const standing = sectorAt(0.5, -12.3, 18, { pattern: 'tr38901', azimuthDeg: 20, downtiltDeg: 9, ...sector });
  return {
    ...requestOf(sceneOf(mesh), standing, { ...SETTINGS, ...settings }),
    grid: gridCentredOn(0.3, 0.2, 16, 16, 2),
  };
}

const solve = (request: SolveRequest) => createLaunchSolverCpu().solve(request);

/** Greatest relative difference of two maps' cells. */
function farthest(map: RadioMap, other: RadioMap): number {
  expect(map.pathGain.reduce((sum, gain) => sum + gain, 0)).toBeGreaterThan(0);
  return map.pathGain.reduce((worst, gain, cell) => {
    const more = Math.max(gain, other.pathGain[cell]!);
    return more === 0 ? worst : Math.max(worst, Math.abs(gain - other.pathGain[cell]!) / more);
  }, 0);
}

const standardError = (map: RadioMap, cell: number) => map.pathGain[cell]! * (10 ** (map.spreadDb![cell]! / 10) - 1);

/** How often two independent maps lie within three standard errors of their difference, and their totals' distance in standard errors. */
function withinErrors(map: RadioMap, other: RadioMap) {
  let [within, cells, sum, variance] = [0, 0, 0, 0];
  map.pathGain.forEach((gain, cell) => {
    if (!(gain > 0 && other.pathGain[cell]! > 0)) return;
    const error = Math.hypot(standardError(map, cell), standardError(other, cell));
    cells++;
    if (Math.abs(gain - other.pathGain[cell]!) <= 3 * error) within++;
    sum += gain - other.pathGain[cell]!;
    variance += error * error;
  });
  return { share: within / cells, cells, apart: Math.abs(sum) / Math.sqrt(variance) };
}

describe('a launch is the same when', () => {
  it('scene, transmitter and map are moved together', async () => {
    const [dx, dy, dz] = [1234.5, -987.25, 37.125];
    const moved = street(
      movedMesh(MESH, (x, y, z) => [x + dx, y + dy, z + dz]),
      { x: 0.5 + dx, y: -12.3 + dy, z: 18 + dz },
    );
    const there = { ...moved, grid: gridCentredOn(0.3 + dx, 0.2 + dy, 16, 16, 2), receiverZM: 1.5 + dz };
    // The same rays with the same choices: all that differs is rounding.
    expect(farthest(await solve(street(MESH)), await solve(there))).toBeLessThan(1e-6);
  });

  it('triangles are listed in another order, or cut into smaller ones', async () => {
    const map = await solve(street(MESH));
    const triangles = MESH.indices.length / 3;
    // 5 has no divisor in common with their number.
    expect(triangles % 5).not.toBe(0);
    const order = Array.from({ length: triangles }, (_, t) => (5 * t + 3) % triangles);
    expect(new Set(order).size).toBe(triangles);
    expect(farthest(map, await solve(street(permutedMesh(MESH, order))))).toBeLessThan(1e-9);
    expect(farthest(map, await solve(street(splitMesh(MESH))))).toBeLessThan(1e-9);
  });

  it('everything is turned by any angle, within its standard error', async () => {
    const turn = (37.3 * Math.PI) / 180;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const along = (x: number, y: number) => [c * x - s * y, s * x + c * y] as const;
    const section = (request: SolveRequest, [x, y]: readonly [number, number], towards: readonly [number, number]) => ({
      ...request,
      grid: gridOfBounds({ minX: 0, minY: 0.5, maxX: 24, maxY: 9.5 }, 1.5),
      receiverZM: 5,
      receiverSurface: { kind: 'section', x, y, towards } as const,
    });
    const still = section(street(MESH, {}, { rays: 120_000 }), [-7, -6], [0.6, 0.8]);
    const [x, y] = along(0.5, -12.3);
    const turnedMesh = movedMesh(MESH, (px, py, pz) => [...along(px, py), pz]);
    const base = street(turnedMesh, { x, y, azimuthDeg: 20 - 37.3 }, { rays: 120_000 });
    const turned = section(base, along(-7, -6), along(0.6, 0.8));
    const { share, cells, apart } = withinErrors(await solve(still), await solve(turned));
    expect(cells).toBeGreaterThan(60);
    expect(share).toBeGreaterThan(0.95);
    expect(apart).toBeLessThan(5);
  });
});

describe('a launch is reciprocal', () => {
  const A = [-3.2, -14.5, 9] as const;
  const B = [4.4, 11.5, 2.5] as const;
  type Place = readonly [number, number, number];

  /** Path gain into a small cell about a place for both polarisations of the transmitter together, and its standard error. */
  async function between(mesh: TriangleMesh, from: Place, to: Place, settings: Partial<SolveSettings>) {
    let [gain, variance] = [0, 0];
    for (const polarisation of ['V', 'H'] as const) {
      const request = {
        ...requestOf(sceneOf(mesh), sectorAt(...from, { polarisation }), { rays: 500_000, maxDepth: 3, ...settings }),
        grid: gridCentredOn(to[0], to[1], 1, 1, 1.2),
        receiverZM: to[2],
      };
      const map = await solve(request);
      gain += map.pathGain[0]!;
      variance += standardError(map, 0) ** 2;
    }
    return { gain, variance };
  }

  const metal = { ...MESH, materials: MESH.materials.map(() => 'metal') };
  it.each<[string, TriangleMesh, Partial<SolveSettings>]>([
    ['reflected and transmitted', MESH, { refraction: true }],
    // What a surface scatters depends on the side it comes from unless it reflects all alike, after Lambert.
    [
      'scattered by conductors',
      metal,
      { lineOfSight: false, reflection: false, maxDepth: 2, scattering: { coefficient: 0.8 } },
    ],
  ])('for what is %s', async (_, mesh, settings) => {
    const there = await between(mesh, A, B, settings);
    const back = await between(mesh, B, A, settings);
    const error = Math.sqrt(there.variance + back.variance);
    expect(error / there.gain).toBeLessThan(0.1);
    // The averages over the two cells differ by what the field bends within 0.6 m: some thousandths.
    expect(Math.abs(there.gain - back.gain)).toBeLessThan(4 * error + 0.01 * there.gain);
  });
});
