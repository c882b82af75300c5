import { describe, expect, it } from 'vitest';
import type { Scene, TriangleMesh } from '../../scene/scene.ts';
import { checkMeshBudget, checkMeshOnGpu } from '../mesh/mesh-budget.ts';
import { boxQuads, floor, meshOfQuads, quad, requestOf, sceneOf, sectorAt } from '../mesh/mesh-fixture.ts';
import type { SolveRequest } from '../solve-request.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';

const solve = (request: SolveRequest) => createLaunchSolverCpu().solve(request);
const FLOOR = floor('concrete', 0, 40);
const BOX = boxQuads('brick', -6, -6, 6, 6, 6);
const SETTINGS = { rays: 20_000, maxDepth: 2, refraction: true } as const;

/** The mesh with triangles more, each of three corners of its own. */
function withTriangles(mesh: TriangleMesh, more: readonly (readonly number[])[]): TriangleMesh {
  const vertices = mesh.positions.length / 3;
  const indices = more.flatMap((_, i) => [0, 1, 2].map((k) => vertices + 3 * i + k));
  return {
    ...mesh,
    positions: Float64Array.of(...mesh.positions, ...more.flat()),
    indices: Uint32Array.of(...mesh.indices, ...indices),
    material: Uint16Array.of(...mesh.material, ...more.map(() => 0)),
    object: Uint32Array.of(...mesh.object, ...more.map(() => 0)),
  };
}

describe('a launch into a bad mesh', () => {
  it('goes through the holes of a solid, and only there', async () => {
    // The roof lacks one of its two triangles: that with the corner in the north-west.
    const whole = meshOfQuads([FLOOR, ...BOX]);
    const holed = { ...whole, indices: whole.indices.slice(0, -3) };
    const settings = { ...SETTINGS, maxDepth: 0 };
    const [closed, open] = [
      await solve(requestOf(sceneOf(whole), sectorAt(0, 0, 60), settings)),
      await solve(requestOf(sceneOf(holed), sectorAt(0, 0, 60), settings)),
    ];
    expect(closed.validity.some((v) => v === 1)).toBe(false);
    const seen = (column: number, row: number) => open.validity[8 * row + column];
    expect([seen(0, 0), seen(1, 2), seen(2, 1)]).toEqual([1, 1, 1]);
    expect([seen(7, 7), seen(6, 5), seen(5, 6)]).toEqual([0, 0, 0]);
    expect(open.stats.warnings).toEqual([]);
  });

  it('leaves out triangles that are none, and says how many', async () => {
    const mesh = meshOfQuads([FLOOR, ...boxQuads('brick', 10, -6, 20, 6, 6)]);
    const bad = withTriangles(mesh, [
      [0, 0, 3, 1, 1, 4, 2, 2, 5],
      [0, 0, 3, 0, 0, 3, 0, 0, 3],
      [-3, -3, Number.NaN, 3, -3, 3, 0, 3, 3],
      [-3, -3, 3, 3, Number.POSITIVE_INFINITY, 3, 0, 3, 3],
    ]);
    const request = (of: TriangleMesh) =>
      requestOf(sceneOf(of), sectorAt(0.5, 0.2, 20), { ...SETTINGS, diffraction: true });
    const [map, other] = [await solve(request(bad)), await solve(request(mesh))];
    expect(map.pathGain).toEqual(other.pathGain);
    expect(map.stats.warnings).toContain(
      '4 of 16 triangles have no area, or a corner that is not a finite number; no ray can meet them.',
    );
  });

  it('counts a wall that is set twice once, and says so', async () => {
    const wall = (material: string) => quad(material, [-9, 3, 0], [9, 3, 0], [9, 3, 8], [-9, 3, 8]);
    const request = (...walls: ReturnType<typeof wall>[]) =>
      requestOf(sceneOf(meshOfQuads([FLOOR, ...walls])), sectorAt(0.5, -12, 5), SETTINGS);
    const [once, twice] = [await solve(request(wall('brick'))), await solve(request(wall('brick'), wall('brick')))];
    once.pathGain.forEach((gain, cell) => {
      expect(Math.abs(twice.pathGain[cell]! - gain)).toBeLessThanOrEqual(1e-9 * gain);
    });
    expect(once.stats.warnings).toEqual([]);
    expect(twice.stats.warnings).toEqual([
      '2 of 6 triangles lie exactly on another one: a ray meets one of the two, so that a wall that is set twice counts once. Leave one out.',
    ]);
    const mixed = await solve(request(wall('brick'), wall('glass')));
    expect(mixed.stats.warnings[0]).toMatch(
      /2 of them are of another material than the one below, and either may count/,
    );
  });

  it('warns of a transmitter inside a solid of the mesh, and not under a roof or beside it', async () => {
    const all = meshOfQuads([FLOOR, ...BOX, floor('wood', 9, 5)]);
    const mesh = {
      ...all,
      object: all.object.map((_, t) => (t < 2 ? 0 : t < 12 ? 1 : 2)),
      objects: ['ground', 'hall', 'roof'],
    };
    const warnings = async (x: number, y: number, z: number) =>
      (await solve(requestOf(sceneOf(mesh), sectorAt(x, y, z), SETTINGS))).stats.warnings;
    expect(await warnings(1, 2, 3)).toEqual([
      'Sector a stands inside the solid "hall" of the mesh: only what passes its faces gets out. Move it if that is not meant.',
    ]);
    expect(await warnings(0.5, 0.5, 8)).toEqual([]);
    expect(await warnings(9, 2, 3)).toEqual([]);
  });

  it('warns of receivers under the ground, where only what passes it arrives', async () => {
    const scene: Scene = sceneOf(meshOfQuads([FLOOR]), { groundZM: 0 });
    const under = (refraction: boolean) => ({
      ...requestOf(scene, sectorAt(0, 0, 10), { ...SETTINGS, refraction }),
      receiverZM: -2,
    });
    const [through, dark] = [await solve(under(true)), await solve(under(false))];
    expect(through.validity.every((v) => v === 1)).toBe(true);
    expect(dark.validity.some((v) => v === 1)).toBe(false);
    expect(dark.stats.warnings).toContain(
      'The receivers at z = -2 m lie 2.00 m under the ground: only what passes through it arrives. Raise them if that is not meant.',
    );
  });
});

describe('a mesh of very many triangles', () => {
  it('is taken up to what memory there is, five millions with diffraction', () => {
    expect(() => checkMeshBudget(5_000_000, 'wedges')).not.toThrow();
    expect(() => checkMeshBudget(8_000_000, 'hierarchy')).not.toThrow();
    expect(() => checkMeshBudget(8_000_000, 'wedges')).toThrow(
      /8000000 triangles, whose wedges would take 5722 MiB of memory of 4096 MiB\. Switch diffraction off, or cut .* to 5726623 triangles/,
    );
  });

  it('is refused by a GPU that binds less, with figures', () => {
    expect(() => checkMeshOnGpu(2_000_000, 2 ** 27)).not.toThrow();
    expect(() => checkMeshOnGpu(5_000_000, 2 ** 27)).toThrow(
      /5000000 triangles, which take 229 MiB on the GPU; this adapter binds at most 128 MiB at once, 2796202 triangles/,
    );
  });

  it('is refused before anything of it is touched', async () => {
    const mesh = meshOfQuads([FLOOR]);
    // So many, and nothing behind them: whatever reads a triangle fails otherwise.
    const vast = { ...mesh, indices: { length: 3 * 20_000_000 } as unknown as Uint32Array };
    await expect(solve(requestOf(sceneOf(vast), sectorAt(0, 0, 5)))).rejects.toMatchObject({
      code: 'over-budget',
      message:
        'The scene has 20000000 triangles, which would take 7629 MiB of memory of 4096 MiB. Cut it down to 10737418 triangles, by a smaller area or coarser meshes.',
    });
  });
});
