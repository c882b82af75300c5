import type { Gpu } from '../gpu/gpu.ts';
import { createEmpiricalSolver, type FormulaName } from '../propagation/empirical/solve-empirical.ts';
import type { PathCache } from '../propagation/path-cache.ts';
import type { PathRecorder, PathRequest } from '../propagation/path-request.ts';
import type { RadioMap } from '../propagation/radio-map.ts';
import { createReferenceSolver } from '../propagation/reference/solve-by-reference.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../propagation/solve-request.ts';
import { createPathRecorderCpu } from '../propagation/sweep/record-on-cpu.ts';
import { createPathRecorderGpu } from '../propagation/sweep/record-on-gpu.ts';
import { createSweepSolverCpu } from '../propagation/sweep/solve-on-cpu.ts';
import { createSweepSolverGpu } from '../propagation/sweep/solve-on-gpu.ts';

export type EngineName = 'sweep' | 'reference' | FormulaName;

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
  /** Gives device and buffers back. */
  dispose(): void;
}

/** An engine on `gpu`, or on the CPU where it is null. */
export function createEngine(gpu: Gpu | null): Engine {
  const solvers = new Map<EngineName, RadioMapSolver>();
  const solverOf = (name: EngineName): RadioMapSolver => {
    const known = solvers.get(name);
    if (known) return known;
    const made = makeSolver(name, gpu);
    solvers.set(name, made);
    return made;
  };
  let recorder: PathRecorder | null = null;
  return {
    adapter: gpu
      ? { name: gpu.adapterName, kind: gpu.software ? 'software' : 'gpu' }
      : { name: 'cpu (float64)', kind: 'cpu' },
    solve: (name, request, hooks) => solverOf(name).solve(request, hooks),
    recordPaths(request, hooks) {
      recorder ??= gpu ? createPathRecorderGpu(gpu) : createPathRecorderCpu();
      return recorder.record(request, hooks);
    },
    dispose() {
      for (const solver of solvers.values()) solver.dispose();
      solvers.clear();
      gpu?.dispose();
    },
  };
}

function makeSolver(name: EngineName, gpu: Gpu | null): RadioMapSolver {
  if (name === 'sweep') return gpu ? createSweepSolverGpu(gpu) : createSweepSolverCpu();
  if (name === 'reference') return createReferenceSolver();
  return createEmpiricalSolver(name);
}
