import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { explainCell } from '../src/propagation/explain/explain-cell.ts';
import { createSweepSolverGpu } from '../src/propagation/sweep/solve-on-gpu.ts';
import { cellCentre } from '../src/raster/raster-grid.ts';
import { buildingAt } from '../src/scene/building-at.ts';
import { dbFromLinear } from '../src/units/decibel.ts';
import { Random } from '../src/units/random.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, firstSectorRequest, mapOver } from './demo-city.ts';
import { LEAST_GAIN } from './level-difference.ts';
import { quantile } from './stopwatch.ts';

export const title = 'How far the sum of the explained paths lies from the cell of the map, and the time that it takes';

const SEED = 3;

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const grid = mapOver(scene, 512);
  const gpu = await nodeGpu();
  const solver = createSweepSolverGpu(gpu);
  const rows: BenchResult['rows'] = [];
  for (const refraction of [false, true]) {
    const azimuths = quick ? 2048 : refraction ? 4096 : 16_384;
    const request = firstSectorRequest(scene, grid, { azimuths, refraction });
    log(`map with ${azimuths} azimuths, transmission ${refraction ? 'on' : 'off'}`);
    const map = await solver.solve(request);
    const random = new Random(SEED);
    const cells = quick ? 10 : refraction ? 20 : 150;
    const apart: number[] = [];
    const times: number[] = [];
    let missing = 0;
    for (let n = 0; n < cells; ) {
      const cell = random.below(map.pathGain.length);
      const { x, y } = cellCentre(grid, cell);
      if (map.pathGain[cell]! < LEAST_GAIN || buildingAt(scene, x, y)) continue;
      n++;
      const found = await explainCell({ ...request, cell });
      times.push(found.timeMs);
      if (found.gain > 0) apart.push(Math.abs(dbFromLinear(found.gain / map.pathGain[cell]!)));
      else missing++;
    }
    rows.push({
      transmission: refraction,
      'azimuths of the map': azimuths,
      cells,
      'median [dB]': quantile(apart, 0.5),
      '90 % [dB]': quantile(apart, 0.9),
      '95 % [dB]': quantile(apart, 0.95),
      'worst [dB]': Math.max(...apart),
      'without a path': missing,
      'median time [s]': quantile(times, 0.5) / 1000,
    });
  }
  gpu.dispose();
  return {
    rows,
    notes: [`Outdoor cells above -150 dB of path gain of the demo's first sector, drawn with seed ${SEED}.`],
  };
}
