import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { explainCell } from '../src/propagation/explain/explain-cell.ts';
import { createMeshExplainer } from '../src/propagation/explain-mesh/explain-on-mesh.ts';
import { createLaunchSolverGpu } from '../src/propagation/launch/solve-launch-on-gpu.ts';
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
/** Cells of a launched map count whose standard error is smaller [dB]: the others are not known better than the paths' sum. */
const SURE_DB = 0.2;

interface Case {
  readonly engine: 'sweep' | 'launch';
  readonly refraction: boolean;
  /** Azimuths or rays of the map, and cells that are explained. */
  readonly launched: number;
  readonly cells: number;
}

const CASES: readonly Case[] = [
  { engine: 'sweep', refraction: false, launched: 16_384, cells: 150 },
  { engine: 'sweep', refraction: true, launched: 4096, cells: 20 },
  { engine: 'launch', refraction: false, launched: 4e6, cells: 60 },
  { engine: 'launch', refraction: true, launched: 4e6, cells: 20 },
];

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const gpu = await nodeGpu();
  const explainAmongTriangles = createMeshExplainer();
  const rows: BenchResult['rows'] = [];
  for (const full of CASES) {
    const { engine, refraction } = full;
    const launched = quick ? full.launched / 8 : full.launched;
    const among = engine === 'sweep' ? 'prisms' : 'triangles';
    const grid = mapOver(scene, engine === 'sweep' ? 512 : 256);
    const settings = engine === 'sweep' ? { azimuths: launched } : { rays: launched, diffraction: false };
    const request = firstSectorRequest(scene, grid, { ...settings, refraction });
    log(`map of the ${engine} with ${launched} launches, transmission ${refraction ? 'on' : 'off'}`);
    const solver = engine === 'sweep' ? createSweepSolverGpu(gpu) : createLaunchSolverGpu(gpu);
    const map = await solver.solve(request);
    const random = new Random(SEED);
    const cells = quick ? 10 : full.cells;
    const apart: number[] = [];
    const times: number[] = [];
    let missing = 0;
    for (let n = 0; n < cells; ) {
      const cell = random.below(map.pathGain.length);
      const { x, y } = cellCentre(grid, cell);
      if (map.pathGain[cell]! < LEAST_GAIN || buildingAt(scene, x, y)) continue;
      if (map.spreadDb && !(map.spreadDb[cell]! < SURE_DB)) continue;
      n++;
      const explain = engine === 'sweep' ? explainCell : explainAmongTriangles;
      const found = await explain({ ...request, cell, among });
      times.push(found.timeMs);
      if (found.gain > 0) apart.push(Math.abs(dbFromLinear(found.gain / map.pathGain[cell]!)));
      else missing++;
    }
    rows.push({
      engine,
      transmission: refraction,
      'azimuths or rays of the map': launched,
      cells,
      'median [dB]': quantile(apart, 0.5),
      '90 % [dB]': quantile(apart, 0.9),
      '95 % [dB]': quantile(apart, 0.95),
      'worst [dB]': Math.max(...apart),
      'without a path': missing,
      'median time [s]': quantile(times, 0.5) / 1000,
    });
    solver.dispose();
  }
  gpu.dispose();
  return {
    rows,
    notes: [
      `Outdoor cells above -150 dB of path gain of the demo's first sector, drawn with seed ${SEED}; of the launch, 256 x 256 cells without diffraction and those with a standard error below ${SURE_DB} dB.`,
    ],
  };
}
