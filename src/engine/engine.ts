import type { Gpu } from '../gpu/gpu.ts';
import { type FeatureMaps, featureMapsInSlices } from '../learning/features/feature-maps.ts';
import { featureMapsOnGpu } from '../learning/features/feature-maps-on-gpu.ts';
import type { FeatureRequest } from '../learning/features/sight-line.ts';
import type { ModelFacts, ModelLibrary } from '../learning/models/model-library.ts';
import { createPredictorSolver } from '../learning/predict/predictor-solver.ts';
import type { TunableModel } from '../learning/tuning/open-tuning.ts';
import { createEmpiricalSolver, type FormulaName } from '../propagation/empirical/solve-empirical.ts';
import { type ExplainRequest, explainCell } from '../propagation/explain/explain-cell.ts';
import type { CellExplanation } from '../propagation/explain/explained-path.ts';
import { lazySolver } from '../propagation/lazy-solver.ts';
import type { PathCache } from '../propagation/path-cache.ts';
import type { PathRecorder, PathRequest } from '../propagation/path-request.ts';
import type { RadioMap } from '../propagation/radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../propagation/solve-request.ts';
import { createPathRecorderCpu } from '../propagation/sweep/record-on-cpu.ts';
import { createPathRecorderGpu } from '../propagation/sweep/record-on-gpu.ts';
import { createSweepSolverCpu } from '../propagation/sweep/solve-on-cpu.ts';
import { createSweepSolverGpu } from '../propagation/sweep/solve-on-gpu.ts';
import { badInput } from '../units/errors.ts';

/** `model:<id>` is a learned predictor of the engine's library. */
export type EngineName = 'sweep' | 'launch' | 'reference' | FormulaName | ModelEngineName;
export type ModelEngineName = `model:${string}`;

export function isModelEngine(name: EngineName): name is ModelEngineName {
  return name.startsWith('model:');
}

/** What computes: a GPU, a software rasteriser that poses as one, or the float64 code on the CPU. */
export interface EngineAdapter {
  readonly name: string;
  readonly kind: 'gpu' | 'software' | 'cpu';
}

/** The one door between the faces and the physics. One engine serves a whole session; solvers are made when first asked for. */
export interface Engine {
  readonly adapter: EngineAdapter;
  /** One sector's radio map. Rejects with UserError: bad-input, over-budget, device-lost or aborted. */
  solve(engine: EngineName, request: SolveRequest, hooks?: SolveHooks): Promise<RadioMap>;
  /**
   * One sector's paths to some cells, for antenna, power and materials to be changed without tracing again (see PathCache). Only the
   * sweep records: asking for the paths of another engine is for the caller to refuse. Rejects as `solve` does.
   */
  recordPaths(request: PathRequest, hooks?: SolveHooks): Promise<PathCache>;
  /**
   * The paths to one cell, each with its budget: of a city of upright prisms by the physics of the sweep, or among triangles. Works on the CPU whatever the
   * adapter. Rejects with UserError: bad-input or aborted.
   */
  explain(request: ExplainRequest, hooks?: SolveHooks): Promise<CellExplanation>;
  /** What a predictor sees of a sector. Rejects with UserError: over-budget, device-lost or aborted. */
  features(request: FeatureRequest, hooks?: SolveHooks): Promise<FeatureMaps>;
  /** The learned predictors that can be asked. Rejects with UserError('bad-input') where their list cannot be read. */
  models(): Promise<readonly ModelFacts[]>;
  /** What trains a learned predictor to a site. Rejects with UserError('bad-input') for a model that has nothing of the kind. */
  tuning(id: string, hooks?: { readonly signal?: AbortSignal }): Promise<TunableModel>;
  /** Gives device, buffers and models back. */
  dispose(): void;
}

/** An engine on `gpu`, or on the CPU where it is null; without a library it has no learned predictors. */
export function createEngine(gpu: Gpu | null, library: ModelLibrary | null = null): Engine {
  const solvers = new Map<EngineName, RadioMapSolver>();
  const solverOf = (name: EngineName): RadioMapSolver => {
    const known = solvers.get(name);
    if (known) return known;
    const made = isModelEngine(name) ? predictor(name) : makeSolver(name, gpu);
    solvers.set(name, made);
    return made;
  };
  // A device that rasterises in software walks no faster than the processor itself.
  const features = (request: FeatureRequest, hooks: SolveHooks = {}) =>
    gpu && !gpu.software ? featureMapsOnGpu(gpu, request, hooks) : featureMapsInSlices(request, hooks);
  const predictor = (name: ModelEngineName) => {
    if (!library) throw badInput(`${name}: this engine was opened without learned predictors.`);
    return createPredictorSolver(name, {
      open: (hooks, sectorId) => library.open(name.slice('model:'.length), hooks, sectorId),
      features,
      sweep: (request, hooks) => solverOf('sweep').solve(request, hooks),
    });
  };
  let recorder: PathRecorder | null = null;
  let onMesh: typeof explainCell | null = null;
  return {
    adapter: gpu
      ? { name: gpu.adapterName, kind: gpu.software ? 'software' : 'gpu' }
      : { name: 'cpu (float64)', kind: 'cpu' },
    solve: (name, request, hooks) => solverOf(name).solve(request, hooks),
    recordPaths(request, hooks) {
      recorder ??= gpu ? createPathRecorderGpu(gpu) : createPathRecorderCpu();
      return recorder.record(request, hooks);
    },
    explain: async (request, hooks) => {
      if (request.among !== 'triangles') return explainCell(request, hooks);
      onMesh ??= (await import('../propagation/explain-mesh/explain-on-mesh.ts')).createMeshExplainer();
      return onMesh(request, hooks);
    },
    features,
    tuning: async (id, hooks) => {
      if (!library) throw badInput(`${id}: this engine was opened without learned predictors.`);
      return library.tuning(id, hooks);
    },
    models: async () => (library ? library.facts() : []),
    dispose() {
      void library?.dispose();
      for (const solver of solvers.values()) solver.dispose();
      solvers.clear();
      gpu?.dispose();
    },
  };
}

function makeSolver(name: Exclude<EngineName, ModelEngineName>, gpu: Gpu | null): RadioMapSolver {
  if (name === 'sweep') return gpu ? createSweepSolverGpu(gpu) : createSweepSolverCpu();
  if (name === 'launch')
    return lazySolver(name, async () =>
      gpu
        ? (await import('../propagation/launch/solve-launch-on-gpu.ts')).createLaunchSolverGpu(gpu)
        : (await import('../propagation/launch/solve-launch-on-cpu.ts')).createLaunchSolverCpu(),
    );
  if (name === 'reference')
    return lazySolver(name, async () =>
      (await import('../propagation/reference/solve-by-reference.ts')).createReferenceSolver(),
    );
  return createEmpiricalSolver(name);
}
