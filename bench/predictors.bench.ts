import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { nodeModels } from '../src/io/node-models.ts';
import { drawCity } from '../src/learning/dataset/draw-city.ts';
import { featureMaps } from '../src/learning/features/feature-maps.ts';
import { featureMapsOnGpu } from '../src/learning/features/feature-maps-on-gpu.ts';
import { ModelSession } from '../src/learning/models/model-session.ts';
import { nodeRuntime } from '../src/learning/models/node-runtime.ts';
import { createPredictorSolver } from '../src/learning/predict/predictor-solver.ts';
import type { RadioMap } from '../src/propagation/radio-map.ts';
import { DEFAULT_SETTINGS, type RadioMapSolver, type SolveRequest } from '../src/propagation/solve-request.ts';
import { createSweepSolverGpu } from '../src/propagation/sweep/solve-on-gpu.ts';
import { gridCentredOn } from '../src/raster/raster-grid.ts';
import { dbFromLinear } from '../src/units/decibel.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { quantile, timed, timedMedian } from './stopwatch.ts';

export const title = 'Learned predictors against the sweep: error to a converged map, and time';

/** Seeds beyond those of the training data. */
const SEEDS = [9001, 9002, 9003];
const YARDSTICK_AZIMUTHS = 16_384;
const AZIMUTHS = [64, 128, 256, 512, 1024];
/** RSRP of 43 dBm over 20 MHz falls below any phone's sensitivity, -140 dBm, here [dB]. */
const FLOOR_DB = -152.2;

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const gpu = await nodeGpu();
  const sweep = createSweepSolverGpu(gpu);
  const requests = (quick ? SEEDS.slice(0, 1) : SEEDS).map(requestOf);
  const features = requests.map((request) => featureMaps(request));
  const yardsticks: RadioMap[] = [];
  for (const request of requests) {
    log(`converged map of ${request.scene.name}`);
    yardsticks.push(await sweep.solve(withAzimuths(request, quick ? 2048 : YARDSTICK_AZIMUTHS)));
  }
  const rows: BenchResult['rows'] = [];
  const compare = async (what: string, solver: RadioMapSolver, change: (r: SolveRequest) => SolveRequest) => {
    log(what);
    const errors: number[] = [];
    const wall: number[] = [];
    const cpu: number[] = [];
    for (const [i, request] of requests.entries()) {
      if (i === 0) await solver.solve(change(request));
      const took = await timedMedian(quick ? 1 : 3, () => solver.solve(change(request)));
      wall.push(1000 * took.wallS);
      cpu.push(1000 * took.cpuS);
      errors.push(...errorsOf(took.value, yardsticks[i]!, features[i]!.outdoor));
    }
    rows.push({
      what,
      'MAE [dB]': mean(errors),
      'median [dB]': quantile(errors, 0.5),
      'p95 [dB]': quantile(errors, 0.95),
      'wall [ms]': quantile(wall, 0.5),
      'CPU [ms]': quantile(cpu, 0.5),
      'memory [MiB]': process.memoryUsage().rss / 2 ** 20,
    });
  };
  for (const azimuths of AZIMUTHS)
    await compare(`sweep, ${azimuths} azimuths`, sweep, (request) => withAzimuths(request, azimuths));
  for (const source of await nodeModels()) {
    const session = new ModelSession(source, nodeRuntime());
    const { backend, adapter } = await session.prepare(source.card.files[0]!.size);
    const solver = createPredictorSolver(source.card.id, {
      open: async () => session,
      features: async (request) => featureMaps(request),
      sweep: (request) => sweep.solve(request),
    });
    await compare(`${source.card.id}, ${backend} (${adapter})`, solver, (request) => request);
    await session.dispose();
  }
  const [first] = requests;
  const onCpu = await timed(async () => featureMaps(first!));
  await featureMapsOnGpu(gpu, first!);
  const onGpu = await timed(() => featureMapsOnGpu(gpu, first!));
  gpu.dispose();
  return {
    rows,
    notes: [
      `Held-out synthetic cities ${SEEDS.join(', ')}, one sector each, 256 x 256 cells of 5 m, reflection to depth 5 and diffraction, no transmission. Outdoor cells; levels below ${FLOOR_DB} dB (-140 dBm of a 43 dBm carrier) count as that, cells without data too.`,
      `The yardstick is the sweep with ${quick ? 2048 : YARDSTICK_AZIMUTHS} azimuths. Times of a model include its features: ${(1000 * onCpu.wallS).toFixed(0)} ms on the CPU, ${(1000 * onGpu.wallS).toFixed(0)} ms on the adapter named above. Memory is the process's when the row was measured, and never shrinks.`,
    ],
  };
}

function requestOf(seed: number): SolveRequest {
  const city = drawCity(seed, 1, 256, 5);
  const { sector } = city.sectors[0]!;
  const settings = { ...DEFAULT_SETTINGS, refraction: false, maxDepth: 5 };
  return {
    scene: city.scene,
    sector,
    grid: gridCentredOn(sector.x, sector.y, 256, 256, 5),
    receiverZM: 1.5,
    settings,
  };
}

function withAzimuths(request: SolveRequest, azimuths: number): SolveRequest {
  return { ...request, settings: { ...request.settings, azimuths } };
}

function errorsOf(map: RadioMap, yardstick: RadioMap, outdoor: Uint8Array): number[] {
  const level = (gain: number) => (gain > 0 ? Math.max(FLOOR_DB, dbFromLinear(gain)) : FLOOR_DB);
  const errors: number[] = [];
  outdoor.forEach((open, i) => {
    if (open) errors.push(Math.abs(level(map.pathGain[i]!) - level(yardstick.pathGain[i]!)));
  });
  return errors;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
