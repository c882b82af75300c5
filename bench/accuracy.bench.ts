import type { BenchContext, BenchResult } from './bench-case.ts';
import { compareWithLaunch } from './error-against-launch.ts';

export const title = 'Error against launched azimuths, and time at the error of a reference launch';

export function run({ quick, log }: BenchContext): Promise<BenchResult> {
  return compareWithLaunch(
    quick
      ? {
          cells: 128,
          refraction: false,
          yardstickAzimuths: 16_384,
          azimuths: [256, 1024, 4096],
          twinAzimuths: 1024,
          rays: 2e6,
        }
      : {
          cells: 512,
          refraction: false,
          yardstickAzimuths: 65_536,
          azimuths: [256, 512, 1024, 2048, 4096, 8192, 16_384],
          twinAzimuths: 4096,
          rays: 5e7,
        },
    log,
  );
}
