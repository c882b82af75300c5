import type { RadioMapSolver } from './solve-request.ts';

/** A solver whose code is read when it is first asked, so that a page that never asks for it never reads it. */
export function lazySolver(name: string, load: () => Promise<RadioMapSolver>): RadioMapSolver {
  let loading: Promise<RadioMapSolver> | null = null;
  return {
    name,
    async solve(request, hooks) {
      loading ??= load();
      const asked = loading;
      try {
        return await (await asked).solve(request, hooks);
      } catch (error) {
        // Code that could not be read is asked for again.
        if (
          await asked.then(
            () => false,
            () => true,
          )
        )
          loading = null;
        throw error;
      }
    },
    dispose() {
      void loading?.then(
        (solver) => solver.dispose(),
        () => undefined,
      );
      loading = null;
    },
  };
}
