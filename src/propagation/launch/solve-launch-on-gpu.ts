import type { Gpu } from '../../gpu/gpu.ts';
import type { Scene } from '../../scene/scene.ts';
import { checkMeshOnGpu } from '../mesh/mesh-budget.ts';
import { checkRequest, type TraceGeometry, traceGeometry } from '../mesh/prepare-trace.ts';
import type { RadioMap, SolveStats } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { addDiffraction } from './add-diffraction.ts';
import { DiffractOnGpu } from './diffract-on-gpu.ts';
import { type Diffraction, launchProgress } from './diffraction.ts';
import { isEnough } from './good-enough.ts';
import { BATCHES_OF_GROUP } from './launch-batches.ts';
import { LaunchOnGpu, type MeshOnGpu, meshOnGpu } from './launch-on-gpu.ts';
import { launchProblem } from './launch-problem.ts';
import { type LaunchSums, launchMap } from './launch-sums.ts';

/** Shortest time between two partial maps [ms]: reading one back holds up the launch. */
const PARTIAL_EVERY_MS = 400;

interface KnownScene {
  readonly scene: Scene;
  readonly geometry: TraceGeometry;
  mesh: MeshOnGpu | null;
}

/**
 * The launch engine on a GPU: rays on the triangles of any scene, every mechanism of Sionna RT's RadioMapSolver, sums of integers, so
 * that a seed gives the same bits however the work is sliced. Maps on the way come after whole batches, each with its standard error.
 */
export function createLaunchSolverGpu(gpu: Gpu): RadioMapSolver {
  let known: KnownScene | null = null;
  const forget = () => {
    if (known?.mesh) gpu.free(known.mesh.nodes, known.mesh.triangles);
    known = null;
  };
  return {
    name: 'launch',
    async solve(request, hooks = {}) {
      const began = performance.now();
      checkRequest(request);
      if (known?.scene !== request.scene) {
        forget();
        known = { scene: request.scene, geometry: geometryOnGpu(gpu, request.scene), mesh: null };
      }
      const problem = launchProblem(request, known.geometry);
      known.mesh ??= meshOnGpu(gpu, problem);
      const launch = new LaunchOnGpu(gpu, problem, known.mesh, hooks.signal);
      try {
        return await run(gpu, launch, request, hooks, began);
      } finally {
        launch.free();
      }
    },
    dispose: forget,
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
  between: (share: number) => void,
): Promise<Diffraction | null> {
  const { problem, mesh } = launch;
  if (!problem.wedges) return null;
  const gather = new DiffractOnGpu(gpu, problem, mesh, problem.wedges);
  try {
    await gather.run((share) => {
      launch.throwIfAborted();
      between(share);
    });
    return await gather.read();
  } finally {
    gather.free();
  }
}

async function run(
  gpu: Gpu,
  launch: LaunchOnGpu,
  request: SolveRequest,
  hooks: SolveHooks,
  began: number,
): Promise<RadioMap> {
  const { problem } = launch;
  const { batches, raysOfBatch } = problem.plan;
  launch.throwIfAborted();
  await launch.prepare();
  const packed = performance.now();
  let diffraction: Diffraction | null = null;
  const progress = launchProgress(problem, hooks);
  let readbackMs = 0;
  let lastPartial = packed;
  const mapOf = async (done: number): Promise<RadioMap> => {
    const start = performance.now();
    const sums: LaunchSums = await launch.read(done);
    readbackMs += performance.now() - start;
    const stats: SolveStats = {
      engine: 'launch',
      adapter: gpu.adapterName,
      timingsMs: { pack: packed - began, solve: performance.now() - packed - readbackMs, readback: readbackMs },
      launched: done * raysOfBatch,
      traced: sums.segments,
      dropped: 0,
      droppedBound: 0,
      warnings: problem.warnings,
    };
    return addDiffraction(launchMap(problem.grid, sums, request.settings.lineOfSight, stats), diffraction);
  };
  for (let batch = 0; batch < batches; batch++) {
    await launch.trace(batch, (share) => progress((batch + share) / batches, batch === 0 ? 0 : 1));
    launch.fold();
    if (batch === 0) diffraction = await gatherDiffraction(gpu, launch, (share) => progress(1 / batches, share));
    const done = batch + 1;
    if (done === batches) break;
    const endsGroup = done % BATCHES_OF_GROUP === 0;
    const shows = hooks.onPartial && (done === 1 || performance.now() - lastPartial > PARTIAL_EVERY_MS);
    if (!endsGroup && !shows) continue;
    const map = await mapOf(done);
    // The first group alone cannot tell how much better than its batches it is.
    const { enough } = request.settings;
    if (enough && endsGroup && done > BATCHES_OF_GROUP && isEnough(map, enough, performance.now() - packed)) return map;
    if (!shows) continue;
    hooks.onPartial?.(map);
    lastPartial = performance.now();
  }
  const map = await mapOf(batches);
  hooks.onProgress?.(1, 'done');
  return map;
}
