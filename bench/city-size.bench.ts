import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { createSweepSolverGpu } from '../src/propagation/sweep/solve-on-gpu.ts';
import { citySizeForBuildings, synthesiseCity } from '../src/scene/synthetic/synthesise-city.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { firstSectorRequest, mapOver } from './demo-city.ts';
import { timed } from './stopwatch.ts';

export const title = 'Time against the size of the city, with and without transmission';

const CELLS = 512;

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const gpu = await nodeGpu();
  const solver = createSweepSolverGpu(gpu);
  const azimuths = quick ? 128 : 512;
  const rows: BenchResult['rows'] = [];
  for (const count of quick ? [150, 1500] : [150, 500, 1500, 5000, 20_000]) {
    log(`about ${count} buildings`);
    const city = await timed(async () => synthesiseCity(7, { sizeM: citySizeForBuildings(count) }));
    const scene = city.value;
    const request = (settings: { azimuths: number; refraction: boolean }) =>
      firstSectorRequest(scene, mapOver(scene, CELLS), { ...settings, diffraction: false });
    if (rows.length === 0) await solver.solve(request({ azimuths: 64, refraction: true }));
    for (const refraction of [false, true]) {
      const solved = await timed(() => solver.solve(request({ azimuths, refraction })));
      const { traced, timingsMs } = solved.value.stats;
      rows.push({
        buildings: scene.buildings.length,
        transmission: refraction,
        'side [m]': scene.boundsM.maxX - scene.boundsM.minX,
        'wall [s]': solved.wallS,
        'CPU [s]': solved.cpuS,
        'packing [ms]': timingsMs.pack,
        'beams [1e6]': traced / 1e6,
        'CPU per beam [us]': (1e6 * solved.cpuS) / traced,
        'peak on device [MiB]': gpu.peakBytes / 2 ** 20,
      });
    }
  }
  gpu.dispose();
  return {
    rows,
    notes: [`${CELLS} x ${CELLS} cells over the city, ${azimuths} azimuths, depth 7, no diffraction; one solve each.`],
  };
}
