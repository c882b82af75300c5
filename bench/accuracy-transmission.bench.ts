import type { BenchContext, BenchResult } from './bench-case.ts';
import { compareWithLaunch } from './error-against-launch.ts';

export const title = 'Error and time as in accuracy, with transmission through walls and roofs';

export function run({ quick, log }: BenchContext): Promise<BenchResult> {
  return compareWithLaunch(
    quick
      ? { cells: 128, refraction: true, yardstickAzimuths: 1024, azimuths: [128, 256], twinAzimuths: 128, rays: 4e5 }
      : {
          cells: 512,
          refraction: true,
          yardstickAzimuths: 16_384,
          azimuths: [256, 512, 1024, 2048, 4096],
          twinAzimuths: 512,
          rays: 1e7,
        },
    log,
  );
}
