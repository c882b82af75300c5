import { cellCount } from '../../raster/raster-grid.ts';
import type { StoppedLaunch } from '../launch-memory.ts';
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
import { type RunningDiffraction, startDiffraction } from './diffract-on-cpu.ts';
import { launchProgress } from './diffraction.ts';
import { HeldSolve } from './held-solve.ts';
import { BATCHES_OF_GROUP, batchTurn, launchDirectionInto, rayKey } from './launch-batches.ts';
import { LaunchGoal } from './launch-goal.ts';
import { type LaunchGroups, noGroups, withGroup } from './launch-groups.ts';
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
  const { raysOfBatch } = plan;
  const { lineOfSight } = request.settings;
  const goal = new LaunchGoal(plan, request.settings);
  const stopped = hooks.memory?.of<LaunchOnCpu>(FORM, request);
  const state = stopped ? copied(stopped) : startLaunch(request, problem);
  const { totals, diffraction } = state;
  const packed = performance.now();
  let lastPartial = packed;
  const solve = new HeldSolve(hooks);
  const progress = launchProgress(problem, hooks);
  const macrotask = createMacrotask();
  const between = async () => {
    await macrotask.turn();
    await solve.between();
  };
  const elapsedMs = () => performance.now() - packed - solve.heldMs;
  const mapOf = (done: number, more: readonly string[] = []): RadioMap => {
    const launched = launchMap(grid, { ...totals, batches: done }, lineOfSight, {
      engine: 'launch',
      adapter: 'cpu',
      timingsMs: { pack: packed - began, solve: elapsedMs(), readback: 0 },
      launched: done * raysOfBatch,
      traced: totals.segments + (diffraction?.cast ?? 0),
      dropped: 0,
      droppedBound: 0,
      warnings: [...warnings, ...more],
    });
    return addDiffraction(launched, diffraction);
  };
  const reached = () =>
    goal.looksAt(totals.batches) && goal.isReached(mapOf(totals.batches), totals.batches, elapsedMs());
  try {
    let sliceBegan = performance.now();
    while (totals.batches < goal.batches && !reached()) {
      const batch = totals.batches;
      const deposits = createDeposits(grid, request.settings.moments);
      const follow = createBatch(problem, batch, deposits);
      let traced = 0;
      for (let first = 0; first < raysOfBatch; first += CHUNK_RAYS) {
        const end = Math.min(raysOfBatch, first + CHUNK_RAYS);
        for (let n = first; n < end; n++) traced += follow(n);
        if (performance.now() - sliceBegan < sliceMs) continue;
        progress(goal.share(batch + end / raysOfBatch), batch === 0 ? 0 : 1);
        await between();
        sliceBegan = performance.now();
      }
      fold(totals, deposits, problem);
      totals.segments += traced;
      while (batch === 0 && diffraction?.advance(sliceMs)) {
        progress(goal.share(1), diffraction.done / cellCount(grid));
        await between();
      }
      const done = batch + 1;
      totals.batches = done;
      if (done % BATCHES_OF_GROUP === 0)
        totals.groups = withGroup(totals.groups, wholeGain(totals, totals.squares.length, lineOfSight));
      if (hooks.onPartial && done < goal.batches && performance.now() - lastPartial > PARTIAL_EVERY_MS) {
        hooks.onPartial(mapOf(done));
        lastPartial = performance.now();
      }
    }
  } finally {
    macrotask.close();
  }
  hooks.memory?.keep(FORM, request, state);
  if (totals.batches === goal.batches) hooks.onProgress?.(1, 'done');
  return mapOf(totals.batches, goal.shortfall(totals.batches));
}

/** What a launch is kept under in a LaunchMemory. */
const FORM = 'float64';

/** A launch as far as it is. */
interface LaunchOnCpu extends StoppedLaunch {
  readonly totals: CpuSums;
  readonly diffraction: RunningDiffraction | null;
}

function startLaunch(request: SolveRequest, { grid, wedges, geometry, tracer }: LaunchProblem): LaunchOnCpu {
  const totals = emptySums(cellCount(grid), request.settings.moments === true);
  const diffraction = wedges && startDiffraction(request, wedges, geometry.bvh, tracer.slabs);
  const { gain, squares, rays, groups, moments } = totals;
  const arrays = [gain, squares, rays, groups.squares, groups.whole, ...(moments ? [moments] : [])];
  return { totals, diffraction, bytes: arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) };
}

/** To go on from, while what is kept stays as it is: a launch that is cancelled leaves nothing behind. */
function copied({ totals, ...rest }: LaunchOnCpu): LaunchOnCpu {
  const { gain, squares, rays, moments } = totals;
  return {
    ...rest,
    totals: {
      ...totals,
      gain: gain.slice(),
      squares: squares.slice(),
      rays: rays.slice(),
      ...(moments ? { moments: moments.slice() } : {}),
    },
  };
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

interface CpuSums extends LaunchSums {
  batches: number;
  segments: number;
  groups: LaunchGroups;
}

function emptySums(cells: number, moments: boolean): CpuSums {
  return {
    batches: 0,
    gain: new Float64Array(LAUNCH_PLANES.length * cells),
    squares: new Float64Array(cells),
    rays: new Uint32Array(cells),
    groups: noGroups(cells),
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
