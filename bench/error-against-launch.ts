import { nodeGpu } from '../src/gpu/node-gpu.ts';
import type { RadioMapSolver } from '../src/propagation/solve-request.ts';
import { createSweepSolverCpu } from '../src/propagation/sweep/solve-on-cpu.ts';
import { createSweepSolverGpu } from '../src/propagation/sweep/solve-on-gpu.ts';
import { dbFromLinear } from '../src/units/decibel.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, firstSectorRequest, mapOver } from './demo-city.ts';
import { LEAST_GAIN, levelDifference } from './level-difference.ts';
import { launchReference } from './reference-launch.ts';
import { type Took, timed, timedMedian } from './stopwatch.ts';

/** Share of its own mean below which a cell's standard error in the reference launch counts as small. */
const SMALL_ERROR = 0.02;

export interface LaunchComparison {
  readonly cells: number;
  readonly refraction: boolean;
  /** Azimuths of the yardstick, and those that are compared with it. */
  readonly yardstickAzimuths: number;
  readonly azimuths: readonly number[];
  readonly twinAzimuths: number;
  readonly rays: number;
}

/** Error and time of sweeps and of a launch of the reference physics, on the demo's city at depth 7 without diffraction. */
export async function compareWithLaunch(asked: LaunchComparison, log: BenchContext['log']): Promise<BenchResult> {
  const { cells, refraction, rays } = asked;
  const scene = demoCity();
  const grid = mapOver(scene, cells);
  const gpu = await nodeGpu();
  const onGpu = createSweepSolverGpu(gpu);
  const rows: BenchResult['rows'] = [];
  const request = (azimuths: number) =>
    firstSectorRequest(scene, grid, { azimuths, refraction, diffraction: false, maxDepth: 7 });
  // Compiles the shaders.
  await onGpu.solve(request(64));
  const most = asked.yardstickAzimuths;
  log(`yardstick, ${most} azimuths`);
  const best = await timed(() => onGpu.solve(request(most)));
  const yardstick = best.value.pathGain;
  const row = (engine: string, launched: number, took: Took, gain: Float64Array) => {
    const difference = levelDifference(gain, yardstick);
    rows.push({
      engine,
      launched,
      'wall [s]': took.wallS,
      'CPU [s]': took.cpuS,
      'median [dB]': difference.medianDb,
      '95 % [dB]': difference.p95Db,
      'missing [%]': difference.missingPercent,
    });
    return { engine, launched, took, difference };
  };
  const sweep = async (solver: RadioMapSolver, engine: string, azimuths: number, times: number) => {
    log(`  ${engine}, ${azimuths} azimuths`);
    const solved = await timedMedian(times, () => solver.solve(request(azimuths)));
    return row(engine, azimuths, solved, solved.value.pathGain);
  };
  const sweeps = [];
  for (const azimuths of asked.azimuths) sweeps.push(await sweep(onGpu, 'sweep', azimuths, azimuths <= 4096 ? 3 : 1));
  row('sweep', most, best, yardstick);
  await sweep(createSweepSolverCpu(), 'float64 twin', asked.twinAzimuths, 1);

  log(`  reference, ${rays} rays`);
  const reference = await timed(() => launchReference(request(0), rays));
  const launch = row('reference', rays, reference, reference.value.gain);
  const { gain, standardError } = reference.value;
  const steady = (cell: number) => gain[cell]! > 0 && standardError[cell]! < SMALL_ERROR * gain[cell]!;
  const check = levelDifference(gain, yardstick, steady);
  const steadyShare = gain.filter((_, cell) => steady(cell)).length / gain.length;
  const notes = [
    `${scene.name}, ${scene.buildings.length} buildings, ${cells} x ${cells} cells, depth 7, transmission ${refraction ? 'on' : 'off'}, no diffraction. Errors are against the sweep at ${most} azimuths, over its cells from ${dbFromLinear(LEAST_GAIN)} dB path gain.`,
    `Where the launch's standard error is under ${100 * SMALL_ERROR} % (${(100 * steadyShare).toFixed(1)} % of the cells), sweep and reference differ by ${check.medianDb.toFixed(3)} dB (median) and ${check.p95Db.toFixed(3)} dB (95 %).`,
  ];
  const equal = sweeps.find(
    ({ difference }) =>
      difference.medianDb <= launch.difference.medianDb &&
      difference.p95Db <= launch.difference.p95Db &&
      difference.missingPercent <= launch.difference.missingPercent,
  );
  if (equal)
    notes.push(
      `The fewest azimuths with no more error than the launch (median, 95 % and missing): ${equal.launched}, in 1/${(launch.took.cpuS / equal.took.cpuS).toFixed(0)} of its CPU time and 1/${(launch.took.wallS / equal.took.wallS).toFixed(0)} of its wall time.`,
    );
  gpu.dispose();
  return { rows, notes };
}
