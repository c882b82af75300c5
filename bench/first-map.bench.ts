import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { createSweepSolverGpu } from '../src/propagation/sweep/solve-on-gpu.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, firstSectorRequest, mapOver } from './demo-city.ts';
import { timed, timedMedian } from './stopwatch.ts';

export const title = 'Time to a first map while a sector is dragged';

/** What the studio asks for while a hand drags a sector (studio/app/solve-loop.ts): a quarter of its 512 cells a side. */
const COARSE = { azimuths: 256, maxDepth: 2, refraction: false, diffraction: false } as const;
const CELLS = 128;

export async function run({ quick }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const gpu = await nodeGpu();
  const rows: BenchResult['rows'] = [];
  const cold = createSweepSolverGpu(gpu);
  const request = firstSectorRequest(scene, mapOver(scene, CELLS), COARSE);
  const row = (what: string, { wallS, cpuS }: { wallS: number; cpuS: number }) =>
    rows.push({ what, 'wall [ms]': 1000 * wallS, 'CPU [ms]': 1000 * cpuS });
  row('first solve of a session: shaders compile', await timed(() => cold.solve(request)));
  const times = quick ? 5 : 15;
  const cases = [
    ['as the studio asks', {}],
    ['with transmission, where it is switched on', { refraction: true }],
    ['with diffraction, which the studio leaves to refinement', { diffraction: true }],
  ] as const;
  for (const [what, other] of cases) {
    const settings = { ...request.settings, ...other };
    row(what, await timedMedian(times, () => cold.solve({ ...request, settings })));
  }
  gpu.dispose();
  return {
    rows,
    notes: [
      `${scene.buildings.length} buildings, ${CELLS} x ${CELLS} cells, ${COARSE.azimuths} azimuths, depth ${COARSE.maxDepth}; medians of ${times} solves, packing and reading back included.`,
    ],
  };
}
