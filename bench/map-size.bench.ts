import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { createSweepSolverGpu } from '../src/propagation/sweep/solve-on-gpu.ts';
import { UserError } from '../src/units/errors.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, firstSectorRequest, mapOver } from './demo-city.ts';
import { timed, timedMedian } from './stopwatch.ts';

export const title = 'Time and device memory against the size of the map';

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const azimuths = quick ? 256 : 2048;
  const rows: BenchResult['rows'] = [];
  const refused: string[] = [];
  for (const cells of quick ? [128, 256, 512] : [128, 256, 512, 1024, 1792, 2048]) {
    log(`${cells} x ${cells} cells`);
    // A device of its own, whose peak is this map's.
    const gpu = await nodeGpu();
    const solver = createSweepSolverGpu(gpu);
    const request = (settings: { azimuths: number; diffraction: boolean }) =>
      firstSectorRequest(scene, mapOver(scene, cells), { ...settings, refraction: false });
    try {
      await solver.solve(request({ azimuths: 64, diffraction: true }));
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'over-budget')) throw error;
      refused.push(`${cells} x ${cells} cells: ${error.message}`);
      gpu.dispose();
      continue;
    }
    const sweep = await timedMedian(3, () => solver.solve(request({ azimuths, diffraction: false })));
    const whole = await timed(() => solver.solve(request({ azimuths, diffraction: true })));
    rows.push({
      'cells a side': cells,
      'sweep: wall [s]': sweep.wallS,
      'CPU [s]': sweep.cpuS,
      'deposits [1e6]': sweep.value.samples.reduce((sum, n) => sum + n, 0) / 1e6,
      'and diffraction: wall [s]': whole.wallS,
      'in CPU [s]': whole.cpuS,
      'peak on device [MiB]': gpu.peakBytes / 2 ** 20,
      'left after [MiB]': gpu.allocatedBytes / 2 ** 20,
    });
    gpu.dispose();
  }
  return {
    rows,
    notes: [
      `${scene.buildings.length} buildings on 2 km, ${azimuths} azimuths, depth 7, no transmission; the sweep: medians of 3.`,
      ...refused,
    ],
  };
}
