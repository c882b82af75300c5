import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/gpu.ts';
import { nodeGpu } from '../../gpu/node-gpu.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { TriangleMesh } from '../../scene/scene.ts';
import { synthesiseCity } from '../../scene/synthetic/synthesise-city.ts';
import { meshOfQuads, quad, requestOf, sceneOf, sectorAt, streetQuads } from '../mesh/mesh-fixture.ts';
import { movedMesh, permutedMesh, splitMesh } from '../mesh/mesh-moves.ts';
import { type PathMoments, PROVENANCE, type RadioMap } from '../radio-map.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createSweepSolverGpu } from '../sweep/solve-on-gpu.ts';
import { describeInterruptedLaunch } from './interrupted-launch-fixture.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';
import { createLaunchSolverGpu } from './solve-launch-on-gpu.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await nodeGpu();
});
afterAll(() => gpu.dispose());

/** Two blocks, a pitched roof between them and a canopy that turns rays down. */
const STREET = sceneOf(
  meshOfQuads([
    ...streetQuads('glass', 80),
    quad('metal', [-6, 24, 5], [6, 24, 5], [6, 30, 9], [-6, 30, 9]),
    quad('wood', [-4, -8, 4], [4, -8, 4], [4, -2, 4], [-4, -2, 4]),
  ]),
);
const street = (settings: Partial<SolveSettings> = {}): SolveRequest => ({
  ...requestOf(
    STREET,
    sectorAt(0.5, -12.3, 18, { pattern: 'tr38901', azimuthDeg: 20, downtiltDeg: 9, polarisation: 'H' }),
    {
      maxDepth: 4,
      rays: 200_000,
      ...settings,
    },
  ),
  grid: gridCentredOn(0.3, 0.2, 40, 40, 2),
});

/** With diffraction, which comes between two batches. */
const interrupted = () => street({ rays: 100_000, diffraction: true });

/** Difference of two maps [dB] over the cells that both reach with many rays, and cells that only one of them reaches. */
function apart(map: RadioMap, twin: RadioMap, fewestRays: number) {
  const db: number[] = [];
  let onlyOne = 0;
  map.pathGain.forEach((gain, cell) => {
    if (map.validity[cell] !== twin.validity[cell]) onlyOne++;
    else if (gain > 0 && twin.samples[cell]! >= fewestRays) {
      db.push(Math.abs(10 * Math.log10(gain / twin.pathGain[cell]!)));
    }
  });
  db.sort((a, b) => a - b);
  const at = (share: number) => db[Math.min(db.length - 1, Math.floor(share * db.length))]!;
  return { onlyOne, count: db.length, median: at(0.5), p99: at(0.99) };
}

describe('launch solver on the GPU', () => {
  it.each([
    ['reflection', {}],
    ['reflection and transmission', { refraction: true }],
    ['scattering with both', { refraction: true, scattering: { coefficient: 0.5 } }],
    [
      'lobes of materials, with cross-polarisation',
      {
        scattering: {
          coefficient: 0.4,
          byMaterial: { glass: 0.8, concrete: 0 },
          lobe: { kind: 'backscattering', alphaR: 12, alphaI: 30, lambda: 0.6 },
          crossPolarisation: 0.3,
        },
      },
    ],
  ] as const)('follows the float64 twin ray by ray: %s', async (_, settings) => {
    const request = street(settings);
    const map = await createLaunchSolverGpu(gpu).solve(request);
    const twin = await createLaunchSolverCpu().solve(request);
    const { onlyOne, count, median, p99 } = apart(map, twin, 100);
    expect(count).toBeGreaterThan(300);
    expect(median).toBeLessThan(0.01);
    expect(p99).toBeLessThan(0.5);
    // Rays that pass an edge within float32 differ.
    expect(onlyOne).toBeLessThan(0.01 * map.pathGain.length);
    const traced = Math.abs(map.stats.traced / twin.stats.traced - 1);
    expect(traced).toBeLessThan(1e-3);
  });

  it.each<[string, (mesh: TriangleMesh) => TriangleMesh, ...number[]]>([
    [
      'kilometres away',
      (mesh: TriangleMesh) => movedMesh(mesh, (x, y, z) => [x + 7e3, y - 3e3, z + 400]),
      7e3,
      -3e3,
      400,
    ],
    [
      'with its triangles in another order',
      (mesh: TriangleMesh) => permutedMesh(mesh, [...mesh.material.keys()].reverse()),
    ],
    ['with its triangles cut', splitMesh],
  ])('maps a scene as before %s', async (_, change, dx = 0, dy = 0, dz = 0) => {
    const base = street({ refraction: true });
    const { sector } = base;
    const moved: SolveRequest = {
      ...base,
      scene: sceneOf(change(STREET.mesh!)),
      sector: { ...sector, x: sector.x + dx, y: sector.y + dy, z: sector.z + dz },
      grid: gridCentredOn(0.3 + dx, 0.2 + dy, 40, 40, 2),
      receiverZM: base.receiverZM + dz,
    };
    const [map, other] = [await createLaunchSolverGpu(gpu).solve(base), await createLaunchSolverGpu(gpu).solve(moved)];
    const { onlyOne, count, median, p99 } = apart(map, other, 100);
    expect(count).toBeGreaterThan(300);
    // The same rays: what passes an edge within float32 differs.
    expect(median).toBeLessThan(0.01);
    expect(p99).toBeLessThan(0.5);
    expect(onlyOne).toBeLessThan(0.01 * map.pathGain.length);
  });

  it('gives the delay spread and the mean angles of the twin', async () => {
    const request = street({ refraction: true, moments: true });
    const map = await createLaunchSolverGpu(gpu).solve(request);
    const twin = await createLaunchSolverCpu().solve(request);
    const apartBy = (name: keyof PathMoments, of: (a: number, b: number) => number) => {
      const found = [...map.moments![name]].flatMap((value, cell) =>
        twin.samples[cell]! >= 100 && map.validity[cell] === 1 ? [of(value, twin.moments![name][cell]!)] : [],
      );
      expect(found.length).toBeGreaterThan(300);
      return found.sort((a, b) => a - b)[Math.floor(0.95 * found.length)]!;
    };
    expect(apartBy('delaySpreadS', (a, b) => Math.abs(a - b))).toBeLessThan(0.3e-9);
    const turned = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);
    expect(apartBy('departureAzimuthDeg', turned)).toBeLessThan(1);
    expect(apartBy('departureElevationDeg', turned)).toBeLessThan(0.5);
    expect(apartBy('arrivalAzimuthDeg', turned)).toBeLessThan(1);
    expect(apartBy('arrivalElevationDeg', turned)).toBeLessThan(0.5);
  });

  it('stops when it is good enough, and not before', async () => {
    const request = street({ rays: 30_000_000, maxDepth: 1, enough: { medianErrorDb: 0.1 } });
    const map = await createLaunchSolverGpu(gpu).solve(request);
    expect(map.stats.launched).toBeLessThan(20_000_000);
    const errors = [...map.spreadDb!].filter((error) => !Number.isNaN(error)).sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length / 2)]!).toBeLessThanOrEqual(0.1);
    const hurried = await createLaunchSolverGpu(gpu).solve(street({ rays: 30_000_000, enough: { seconds: 0.01 } }));
    expect(hurried.stats.launched).toBeLessThan(2_000_000);
  });

  it('gives the same bits twice, and others for another seed', async () => {
    const solver = createLaunchSolverGpu(gpu);
    const [first, second, other] = [
      await solver.solve(street({ rays: 50_000 })),
      await solver.solve(street({ rays: 50_000 })),
      await solver.solve(street({ rays: 50_000, seed: 43 })),
    ];
    expect(second.pathGain).toEqual(first.pathGain);
    expect(other.pathGain).not.toEqual(first.pathGain);
    solver.dispose();
  });

  it('agrees with the sweep where every wall stands upright: in sum, and cell by cell within its standard error', async () => {
    const scene = synthesiseCity(11, { sizeM: 800 });
    const request: SolveRequest = {
      ...requestOf(scene, sectorAt(3.2, -4.1, 60), {
        maxDepth: 3,
        rays: 2_000_000,
        azimuths: 8192,
        refraction: false,
        diffraction: false,
      }),
      grid: gridCentredOn(0.3, 0.2, 50, 50, 8),
    };
    const launch = await createLaunchSolverGpu(gpu).solve(request);
    const sweep = await createSweepSolverGpu(gpu).solve(request);
    const sum = (map: RadioMap) => map.pathGain.reduce((a, b) => a + b, 0);
    expect(Math.abs(10 * Math.log10(sum(launch) / sum(sweep)))).toBeLessThan(0.02);
    let within = 0;
    let cells = 0;
    launch.pathGain.forEach((gain, cell) => {
      const relative = 10 ** (launch.spreadDb![cell]! / 10) - 1;
      if (!(gain > 0) || sweep.validity[cell] !== 1 || relative > 0.05) return;
      cells++;
      // The sweep has an error of its own, 0.15 dB in the median.
      if (Math.abs(gain - sweep.pathGain[cell]!) <= (3 * relative + 0.05) * gain) within++;
    });
    expect(cells).toBeGreaterThan(500);
    expect(within / cells).toBeGreaterThan(0.95);
  });

  it('maps free space where a scene has no triangle, and leaves cells without rays without data', async () => {
    const empty = { ...street({ maxDepth: 0 }), scene: sceneOf(meshOfQuads([])) };
    const map = await createLaunchSolverGpu(gpu).solve(empty);
    expect(map.validity.every((v) => v === 1)).toBe(true);
    expect(map.provenance.every((code) => code === PROVENANCE.direct)).toBe(true);
    const behind = await createLaunchSolverGpu(gpu).solve(street({ maxDepth: 0 }));
    const dark = behind.validity.indexOf(0);
    expect(dark).toBeGreaterThan(-1);
    expect([behind.pathGain[dark], behind.provenance[dark]]).toEqual([0, PROVENANCE.none]);
    expect(behind.spreadDb![dark]).toBeNaN();
  });

  it('tells maps on the way and stops when told', async () => {
    const maps: RadioMap[] = [];
    const controller = new AbortController();
    const running = createLaunchSolverGpu(gpu).solve(street({ rays: 400_000 }), {
      signal: controller.signal,
      onPartial: (map) => {
        maps.push(map);
        controller.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
    expect(maps).toHaveLength(1);
    expect(maps[0]!.stats.launched).toBeLessThan(400_000);
  });
});

describeInterruptedLaunch({
  solver: () => createLaunchSolverGpu(gpu),
  sliced: () => createLaunchSolverGpu(gpu),
  request: interrupted,
  medianErrorDb: 0.05,
});
