import { createEmpiricalSolver } from '../propagation/empirical/solve-empirical.ts';
import type { RadioMap } from '../propagation/radio-map.ts';
import { createReferenceSolver } from '../propagation/reference/solve-by-reference.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../propagation/solve-request.ts';
import { createSweepSolverCpu } from '../propagation/sweep/solve-on-cpu.ts';
import { type EngineName, isRayEngine } from './engine-names.ts';

/** What the commands ask of the engine. */
export interface EngineDoor {
  readonly adapter: { readonly name: string; readonly kind: string };
  solve(engine: EngineName, request: SolveRequest, hooks: SolveHooks): Promise<RadioMap>;
  dispose(): void;
}

export async function openEngine(_adapter: 'cpu' | 'gpu' | 'auto'): Promise<EngineDoor> {
  const solvers = new Map<EngineName, RadioMapSolver>();
  return {
    adapter: { name: 'cpu (float64)', kind: 'cpu' },
    solve(engine, request, hooks) {
      let solver = solvers.get(engine);
      if (!solver) {
        solver = isRayEngine(engine)
          ? engine === 'sweep'
            ? createSweepSolverCpu()
            : createReferenceSolver()
          : createEmpiricalSolver(engine);
        solvers.set(engine, solver);
      }
      return solver.solve(request, hooks);
    },
    dispose() {
      for (const solver of solvers.values()) solver.dispose();
    },
  };
}
