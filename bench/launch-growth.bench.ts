import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { createLaunchSolverGpu } from '../src/propagation/launch/solve-launch-on-gpu.ts';
import { boxQuads, floor, meshOfQuads, requestOf, sceneOf, sectorAt } from '../src/propagation/mesh/mesh-fixture.ts';
import { gridCentredOn } from '../src/raster/raster-grid.ts';
import type { Scene } from '../src/scene/scene.ts';
import { Random } from '../src/units/random.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { timed } from './stopwatch.ts';

export const title = 'Time of the launch engine against triangles, rays, depth and cells';

const SIDE_M = 1000;

interface Case {
  readonly triangles: number;
  readonly rays: number;
  readonly depth: number;
  readonly cells: number;
}

const USUAL: Case = { triangles: 10_000, rays: 400_000, depth: 5, cells: 256 };

/** A square kilometre of boxes of ten triangles each, streets as wide as they are; the more, the smaller. */
function town(triangles: number): Scene {
  const across = Math.max(1, Math.round(Math.sqrt(triangles / 10)));
  const pitch = SIDE_M / across;
  const random = new Random(3);
  const quads = [floor('concrete', 0, SIDE_M / 2)];
  for (let i = 0; i < across ** 2; i++) {
    const x = -SIDE_M / 2 + pitch * ((i % across) + 0.25);
    const y = -SIDE_M / 2 + pitch * (Math.floor(i / across) + 0.25);
    quads.push(
      ...boxQuads('brick', x, y, x + pitch / 2, y + pitch / 2, (0.2 + 0.6 * random.unit()) * Math.min(30, pitch)),
    );
  }
  return sceneOf(meshOfQuads(quads));
}

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const gpu = await nodeGpu();
  const rows: BenchResult['rows'] = [];
  const vary: Partial<Case>[] = quick
    ? [{}, { rays: 800_000 }]
    : [
        ...[100, 1000, 10_000, 100_000, 1_000_000].map((triangles) => ({ triangles })),
        ...[100_000, 200_000, 800_000, 1_600_000].map((rays) => ({ rays })),
        ...[0, 1, 2, 3, 7].map((depth) => ({ depth })),
        ...[64, 128, 512].map((cells) => ({ cells })),
      ];
  for (const changed of vary) {
    const c = { ...USUAL, ...changed };
    log(JSON.stringify(c));
    const scene = town(c.triangles);
    const solver = createLaunchSolverGpu(gpu);
    const request = {
      ...requestOf(scene, sectorAt(0, 0, 40), { maxDepth: c.depth, rays: c.rays }),
      grid: gridCentredOn(0, 0, c.cells, c.cells, SIDE_M / c.cells),
    };
    // The first solve builds the hierarchy and compiles.
    const first = await timed(() => solver.solve({ ...request, settings: { ...request.settings, rays: 20_000 } }));
    const solved = await timed(() => solver.solve(request));
    const { traced } = solved.value.stats;
    rows.push({
      triangles: scene.mesh!.indices.length / 3,
      rays: c.rays,
      depth: c.depth,
      'cells a side': c.cells,
      'first solve [s]': first.wallS,
      'wall [s]': solved.wallS,
      'CPU [s]': solved.cpuS,
      'segments [1e6]': traced / 1e6,
      'CPU per segment [us]': (1e6 * solved.cpuS) / traced,
    });
    solver.dispose();
  }
  gpu.dispose();
  return {
    rows,
    notes: [
      'A square kilometre of brick boxes, antenna 40 m up in its middle, reflection only; one figure varies at a time.',
      'The first solve, of 20,000 rays, builds the hierarchy, packs the mesh and compiles.',
    ],
  };
}
