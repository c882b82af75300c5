import { createReferenceSolver } from '../src/propagation/reference/solve-by-reference.ts';
import type { SolveRequest } from '../src/propagation/solve-request.ts';

/** A reference map with what its sampling leaves uncertain. */
export interface ReferenceLaunch {
  /** Linear path gain per cell. */
  readonly gain: Float64Array;
  /** Standard error of `gain` per cell, from the spread of the parts. */
  readonly standardError: Float64Array;
}

/** Parts that a launch is cut into: their spread is the standard error. */
const PARTS = 4;

/**
 * Launches about `rays` rays in four parts. Each part has another number of rays and another seed, so that neither its lattice of
 * directions nor its choices at walls repeat those of another.
 */
export async function launchReference(request: SolveRequest, rays: number): Promise<ReferenceLaunch> {
  const solver = createReferenceSolver();
  const cells = request.grid.columns * request.grid.rows;
  const sum = new Float64Array(cells);
  const squares = new Float64Array(cells);
  for (let part = 0; part < PARTS; part++) {
    const size = Math.round((rays / PARTS) * (1 + 0.001 * part));
    const settings = { ...request.settings, rays: size, seed: 1 + part };
    const { pathGain } = await solver.solve({ ...request, settings });
    for (let cell = 0; cell < cells; cell++) {
      sum[cell]! += pathGain[cell]!;
      squares[cell]! += pathGain[cell]! ** 2;
    }
  }
  const gain = sum.map((total) => total / PARTS);
  const standardError = gain.map((mean, cell) =>
    Math.sqrt(Math.max(0, squares[cell]! / PARTS - mean * mean) / (PARTS - 1)),
  );
  return { gain, standardError };
}
