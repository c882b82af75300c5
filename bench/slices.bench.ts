import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { createSweepSolverGpu } from '../src/propagation/sweep/solve-on-gpu.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, firstSectorRequest, mapOver } from './demo-city.ts';
import { quantile } from './stopwatch.ts';

export const title = 'Length of the slices that a solve is cut into (aim: 20 to 50 ms)';

export async function run({ quick }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const gpu = await nodeGpu();
  const solver = createSweepSolverGpu(gpu);
  const grid = mapOver(scene, 512);
  const request = (refraction: boolean, azimuths: number) => firstSectorRequest(scene, grid, { azimuths, refraction });
  await solver.solve(request(true, 64));
  const rows: BenchResult['rows'] = [];
  for (const refraction of [false, true]) {
    const slices = new Map<string, number[]>();
    let last: number | null = null;
    // Progress is reported after every slice; the first report ends one that packing began.
    const onProgress = (_: number, stage: string) => {
      const now = performance.now();
      if (last !== null && stage !== 'done') slices.set(stage, [...(slices.get(stage) ?? []), now - last]);
      last = now;
    };
    await solver.solve(request(refraction, quick ? 512 : refraction ? 2048 : 8192), { onProgress });
    for (const [stage, ms] of slices)
      rows.push({
        transmission: refraction,
        stage,
        slices: ms.length,
        'median [ms]': quantile(ms, 0.5),
        '95 % [ms]': quantile(ms, 0.95),
        'longest [ms]': Math.max(...ms),
        'over 50 ms [%]': (100 * ms.filter((t) => t > 50).length) / ms.length,
      });
  }
  gpu.dispose();
  return {
    rows,
    notes: [
      'Wall time from one report of progress to the next: a slice and what the host does around it. What else runs on the machine counts.',
    ],
  };
}
