import type { Gpu } from '../../gpu/gpu.ts';
import type { Scene } from '../../scene/scene.ts';
import type { StoppedLaunch } from '../launch-memory.ts';
import { checkMeshOnGpu } from '../mesh/mesh-budget.ts';
import { checkRequest, type TraceGeometry, traceGeometry } from '../mesh/prepare-trace.ts';
import type { RadioMap, SolveStats } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { addDiffraction } from './add-diffraction.ts';
import { DiffractOnGpu } from './diffract-on-gpu.ts';
import { type Diffraction, launchProgress } from './diffraction.ts';
import { HeldSolve } from './held-solve.ts';
import { BATCHES_OF_GROUP } from './launch-batches.ts';
import { LaunchGoal } from './launch-goal.ts';
import { LaunchOnGpu, type MeshOnGpu, meshOnGpu, type StoppedSums } from './launch-on-gpu.ts';
import { launchProblem } from './launch-problem.ts';
import { type LaunchSums, launchMap } from './launch-sums.ts';

/** Shortest time between two partial maps [ms]: reading one back holds up the launch. */
const PARTIAL_EVERY_MS = 400;

interface KnownScene {
  readonly scene: Scene;
  readonly geometry: TraceGeometry;
  mesh: MeshOnGpu | null;
  /** Solves in it that are under way: one that is held may be overtaken by one in another scene. */
  solves: number;
}

/**
 * The launch engine on a GPU: rays on the triangles of any scene, every mechanism of Sionna RT's RadioMapSolver, sums of integers, so
 * that a seed gives the same bits however the work is sliced. Maps on the way come after whole batches, each with its standard error.
 */
export function createLaunchSolverGpu(gpu: Gpu): RadioMapSolver {
  let known: KnownScene | null = null;
  const letGo = (scene: KnownScene) => {
    if (scene === known || scene.solves > 0 || !scene.mesh) return;
    gpu.free(scene.mesh.nodes, scene.mesh.triangles);
    scene.mesh = null;
  };
  const know = (next: KnownScene | null) => {
    const before = known;
    known = next;
    if (before) letGo(before);
    return next;
  };
  return {
    name: 'launch',
    async solve(request, hooks = {}) {
      const began = performance.now();
      checkRequest(request);
      if (known?.scene !== request.scene) {
        know(null);
        know({ scene: request.scene, geometry: geometryOnGpu(gpu, request.scene), mesh: null, solves: 0 });
      }
      const scene = known!;
      scene.solves++;
      let launch: LaunchOnGpu | null = null;
      try {
        const problem = launchProblem(request, scene.geometry);
        scene.mesh ??= meshOnGpu(gpu, problem);
        launch = new LaunchOnGpu(gpu, problem, scene.mesh);
        return await run(gpu, launch, request, hooks, began);
      } finally {
        launch?.free();
        scene.solves--;
        letGo(scene);
      }
    },
    dispose: () => void know(null),
  };
}

function geometryOnGpu({ limits }: Gpu, scene: Scene): TraceGeometry {
  const bindable = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  return traceGeometry(scene, (triangles) => checkMeshOnGpu(triangles, bindable));
}

/** The diffracted part of the map, or null where none was asked for. Comes after the first batch, so that a coarse map is not long in coming. */
async function gatherDiffraction(
  gpu: Gpu,
  launch: LaunchOnGpu,
  between: (share: number) => Promise<void>,
): Promise<Diffraction | null> {
  const { problem, mesh } = launch;
  if (!problem.wedges) return null;
  const gather = new DiffractOnGpu(gpu, problem, mesh, problem.wedges);
  try {
    await gather.run(between);
    return await gather.read();
  } finally {
    gather.free();
  }
}

/** What a launch is kept under in a LaunchMemory: its sums are integers. */
const FORM = 'fixed point';

/** A launch as far as it is. */
interface StoppedOnGpu extends StoppedLaunch {
  readonly batches: number;
  readonly sums: StoppedSums;
  readonly diffraction: Diffraction | null;
}

async function run(
  gpu: Gpu,
  launch: LaunchOnGpu,
  request: SolveRequest,
  hooks: SolveHooks,
  began: number,
): Promise<RadioMap> {
  const { problem } = launch;
  const { raysOfBatch } = problem.plan;
  const goal = new LaunchGoal(problem.plan, request.settings);
  const solve = new HeldSolve(hooks);
  solve.throwIfAborted();
  await launch.prepare();
  const stopped = hooks.memory?.of<StoppedOnGpu>(FORM, request) ?? null;
  if (stopped) launch.goOnFrom(stopped.sums);
  const packed = performance.now();
  let diffraction: Diffraction | null = stopped?.diffraction ?? null;
  const progress = launchProgress(problem, hooks);
  let readbackMs = 0;
  let lastPartial = packed;
  const elapsedMs = () => performance.now() - packed - solve.heldMs;
  const mapOf = async (done: number): Promise<RadioMap> => {
    const start = performance.now();
    const sums: LaunchSums = await launch.read(done);
    readbackMs += performance.now() - start;
    const stats: SolveStats = {
      engine: 'launch',
      adapter: gpu.adapterName,
      timingsMs: { pack: packed - began, solve: elapsedMs() - readbackMs, readback: readbackMs },
      launched: done * raysOfBatch,
      traced: sums.segments,
      dropped: 0,
      droppedBound: 0,
      warnings: problem.warnings,
    };
    return addDiffraction(launchMap(problem.grid, sums, request.settings.lineOfSight, stats), diffraction);
  };
  let done = stopped?.batches ?? 0;
  let map: RadioMap | null = done > 0 ? await mapOf(done) : null;
  const reached = () => map !== null && goal.looksAt(done) && goal.isReached(map, done, elapsedMs());
  while (done < goal.batches && !reached()) {
    const batch = done;
    await launch.trace(batch, async (share) => {
      progress(goal.share(batch + share), batch === 0 ? 0 : 1);
      await solve.between();
    });
    launch.fold();
    if (batch === 0)
      diffraction = await gatherDiffraction(gpu, launch, async (share) => {
        progress(goal.share(1), share);
        await solve.between();
      });
    done = batch + 1;
    const shows = hooks.onPartial && (done === 1 || performance.now() - lastPartial > PARTIAL_EVERY_MS);
    map = null;
    // Every complete group is read, which counts it.
    if (done % BATCHES_OF_GROUP !== 0 && !shows && done < goal.batches) continue;
    map = await mapOf(done);
    if (!shows || done === goal.batches) continue;
    hooks.onPartial?.(map);
    lastPartial = performance.now();
  }
  if (hooks.memory) {
    const sums = launch.stopped();
    const bytes = sums.words.byteLength + sums.groups.squares.byteLength + sums.groups.whole.byteLength;
    const stands: StoppedOnGpu = { batches: done, sums, diffraction, bytes };
    hooks.memory.keep(FORM, request, stands);
  }
  if (done === goal.batches) hooks.onProgress?.(1, 'done');
  const last = map ?? (await mapOf(done));
  const warnings = [...last.stats.warnings, ...goal.shortfall(done)];
  return { ...last, stats: { ...last.stats, warnings } };
}
