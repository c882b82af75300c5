import { cellCount } from '../../raster/raster-grid.ts';
import { UserError } from '../../units/errors.ts';
import { createDeposits, type Deposits } from '../mesh/deposits.ts';
import { createLaunchField } from '../mesh/launch-field.ts';
import { createMacrotask } from '../mesh/macrotask.ts';
import { checkRequest, type TraceGeometry, traceGeometry } from '../mesh/prepare-trace.ts';
import { DIRECTION, ORIGIN, RAY_STATE_LENGTH, WEIGHT } from '../mesh/ray-state.ts';
import { createRayTracer } from '../mesh/ray-tracer.ts';
import { MOMENT_PLANES } from '../path-moments.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { addDiffraction } from './add-diffraction.ts';
import { startDiffraction } from './diffract-on-cpu.ts';
import { launchProgress } from './diffraction.ts';
import { isEnough } from './good-enough.ts';
import { BATCHES_OF_GROUP, batchTurn, launchDirectionInto, rayKey } from './launch-batches.ts';
import { type LaunchProblem, launchProblem } from './launch-problem.ts';
import { LAUNCH_PLANES, type LaunchSums, launchMap, wholeGain } from './launch-sums.ts';

/** Time between two turns of the event loop [ms], and rays between two looks at the clock. */
const SLICE_MS = 30;
const CHUNK_RAYS = 1024;
const PARTIAL_EVERY_MS = 1000;

/** The launch engine in float64 on the CPU: the same rays with the same choices as on the GPU, followed by the reference engine's tracer. */
export function createLaunchSolverCpu(sliceMs = SLICE_MS): RadioMapSolver {
  let geometry: TraceGeometry | null = null;
  return {
    name: 'launch',
    solve: async (request, hooks = {}) => {
      const began = performance.now();
      checkRequest(request);
      if (geometry?.scene !== request.scene) geometry = traceGeometry(request.scene);
      return run(request, hooks, launchProblem(request, geometry), began, sliceMs);
    },
    dispose: () => {
      geometry = null;
    },
  };
}

async function run(
  request: SolveRequest,
  hooks: SolveHooks,
  problem: LaunchProblem,
  began: number,
  sliceMs: number,
): Promise<RadioMap> {
  const { plan, grid, warnings } = problem;
  const { batches, raysOfBatch } = plan;
  const totals = emptySums(cellCount(grid), request.settings.moments === true);
  const packed = performance.now();
  let lastPartial = packed;
  let traced = 0;
  const diffraction =
    problem.wedges && startDiffraction(request, problem.wedges, problem.geometry.bvh, problem.tracer.slabs);
  const progress = launchProgress(problem, hooks);
  const mapOf = (done: number): RadioMap => {
    const launched = launchMap(grid, { ...totals, batches: done, segments: traced }, request.settings.lineOfSight, {
      engine: 'launch',
      adapter: 'cpu',
      timingsMs: { pack: packed - began, solve: performance.now() - packed, readback: 0 },
      launched: done * raysOfBatch,
      traced: traced + (diffraction?.cast ?? 0),
      dropped: 0,
      droppedBound: 0,
      warnings,
    });
    return addDiffraction(launched, diffraction);
  };
  const macrotask = createMacrotask();
  try {
    let sliceBegan = performance.now();
    for (let batch = 0; batch < batches; batch++) {
      const deposits = createDeposits(grid, request.settings.moments);
      const follow = createBatch(problem, batch, deposits);
      for (let first = 0; first < raysOfBatch; first += CHUNK_RAYS) {
        const end = Math.min(raysOfBatch, first + CHUNK_RAYS);
        for (let n = first; n < end; n++) traced += follow(n);
        if (performance.now() - sliceBegan < sliceMs) continue;
        progress((batch + end / raysOfBatch) / batches, batch === 0 ? 0 : 1);
        await macrotask.turn();
        if (hooks.signal?.aborted) throw new UserError('aborted', 'The computation was cancelled.');
        sliceBegan = performance.now();
      }
      fold(totals, deposits, problem);
      while (batch === 0 && diffraction?.advance(sliceMs)) {
        progress(1 / batches, diffraction.done / cellCount(grid));
        await macrotask.turn();
        if (hooks.signal?.aborted) throw new UserError('aborted', 'The computation was cancelled.');
      }
      const done = batch + 1;
      if (done % BATCHES_OF_GROUP === 0) keepGroup(totals, request.settings.lineOfSight);
      const { enough } = request.settings;
      if (enough && done > BATCHES_OF_GROUP && done % BATCHES_OF_GROUP === 0) {
        const map = mapOf(done);
        if (isEnough(map, enough, performance.now() - packed)) return map;
      }
      if (hooks.onPartial && done < batches && performance.now() - lastPartial > PARTIAL_EVERY_MS) {
        hooks.onPartial(mapOf(done));
        lastPartial = performance.now();
      }
    }
  } finally {
    macrotask.close();
  }
  hooks.onProgress?.(1, 'done');
  return mapOf(batches);
}

/** Returns the function that follows ray n of a batch and gives the number of segments traced. */
function createBatch(problem: LaunchProblem, batch: number, deposits: Deposits): (n: number) => number {
  const { plan, knots, sector, tracer } = problem;
  const ray = new Float64Array(RAY_STATE_LENGTH);
  const turn = batchTurn(plan, batch);
  const setField = createLaunchField(sector, ray);
  const follow = createRayTracer(tracer, ray, deposits);
  return (n) => {
    ray[WEIGHT] = launchDirectionInto(ray, DIRECTION, n, plan, turn, knots);
    ray[ORIGIN] = sector.x;
    ray[ORIGIN + 1] = sector.y;
    ray[ORIGIN + 2] = sector.z;
    setField();
    return follow(rayKey(plan, batch, n));
  };
}

/** The group that is complete now: all that was summed less the groups before. */
function keepGroup(totals: CpuSums, lineOfSight: boolean): void {
  const before = totals.groups.slice();
  const whole = wholeGain(totals, totals.squares.length, lineOfSight);
  totals.groups.push(
    whole.map((sum, cell) => sum / BATCHES_OF_GROUP - before.reduce((known, group) => known + group[cell]!, 0)),
  );
}

interface CpuSums extends LaunchSums {
  readonly groups: Float64Array[];
}

function emptySums(cells: number, moments: boolean): CpuSums {
  return {
    batches: 0,
    gain: new Float64Array(LAUNCH_PLANES.length * cells),
    squares: new Float64Array(cells),
    rays: new Uint32Array(cells),
    groups: [],
    segments: 0,
    ...(moments ? { moments: new Float64Array(MOMENT_PLANES * cells) } : {}),
  };
}

function fold(totals: LaunchSums, deposits: Deposits, { grid, wavelengthM, request }: LaunchProblem): void {
  const { gain, squares, rays, moments } = totals;
  const cells = squares.length;
  const scale = (wavelengthM / (4 * Math.PI) / grid.cellSizeM) ** 2;
  const parts = [deposits.direct, deposits.reflected, deposits.transmitted, deposits.diffuse];
  for (let cell = 0; cell < cells; cell++) {
    let sum = 0;
    parts.forEach((power, plane) => {
      const part = power[cell]! * scale;
      gain[plane * cells + cell] = gain[plane * cells + cell]! + part;
      if (LAUNCH_PLANES[plane] !== PROVENANCE.direct || request.settings.lineOfSight) sum += part;
    });
    squares[cell] = squares[cell]! + sum * sum;
    rays[cell] = rays[cell]! + deposits.samples[cell]!;
  }
  deposits.moments?.forEach((sum, i) => {
    moments![i] = moments![i]! + sum * scale;
  });
}
