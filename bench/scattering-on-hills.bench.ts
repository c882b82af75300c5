import { createLaunchSolverCpu } from '../src/propagation/launch/solve-launch-on-cpu.ts';
import {
  meshOfQuads,
  quad,
  requestOf,
  scatteredByMetalWall,
  sceneOf,
  sectorAt,
} from '../src/propagation/mesh/mesh-fixture.ts';
import { cellMeans } from '../src/propagation/receivers/surface-fixture.ts';
import { cornerHeights } from '../src/raster/corner-heights.ts';
import { gridCentredOn } from '../src/raster/raster-grid.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';

export const title = 'What a wall scatters onto hills by the launch, over the integral over its area';

/** A metal wall of S = 0.7 beside 8 x 8 cells of 1 m whose ground rises and falls, the steeper the greater `steep`. */
export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const grid = gridCentredOn(0, -1, 8, 8, 1);
  const wall = sceneOf(meshOfQuads([quad('metal', [-6, 5, 0], [6, 5, 0], [6, 5, 9], [-6, 5, 9])]));
  const rows: BenchResult['rows'] = [];
  for (const steep of [0, 0.5, 1, 2])
    for (const rays of quick ? [800_000] : [800_000, 3_200_000]) {
      const settings = { lineOfSight: false, reflection: false, maxDepth: 1, scattering: { coefficient: 0.7 } };
      const base = requestOf(wall, sectorAt(0.7, -3.1, 9.2), { ...settings, rays });
      const cornerZM = cornerHeights(grid, (x, y) => 3 + 1.2 * steep * Math.sin(x / 1.2) * Math.cos(y));
      const surface = { grid, receiverSurface: { kind: 'draped' as const, cornerZM } };
      const expected = cellMeans(
        { ...base, ...surface },
        (x, y, z) => (y < 5 ? scatteredByMetalWall(base.sector, { x, y, z }, 0.7) : 0),
        4,
      );
      const whole = expected.reduce((sum, gain) => sum + gain, 0);
      const found: string[] = [];
      let errors = 0;
      for (const seed of [1, 2, 3]) {
        const request = { ...base, ...surface, settings: { ...base.settings, seed } };
        const map = await createLaunchSolverCpu().solve(request);
        let variance = 0;
        map.pathGain.forEach((gain, cell) => {
          if (gain > 0) variance += (gain * (10 ** (map.spreadDb![cell]! / 10) - 1)) ** 2;
        });
        found.push((map.pathGain.reduce((sum, gain) => sum + gain, 0) / whole).toFixed(3));
        errors += Math.sqrt(variance) / whole / 3;
      }
      log(`${steep} ${rays} ${found.join(' ')}`);
      rows.push({
        'greatest slope': (1.2 * steep).toFixed(1),
        rays,
        'sum over integral, three seeds': found.join(', '),
        'standard error told': errors.toFixed(3),
      });
    }
  return { rows };
}
