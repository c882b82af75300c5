import { median } from '../../metrics/cdf.ts';
import { LaunchMemory } from '../launch-memory.ts';
import type { RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveRequest } from '../solve-request.ts';

/** All of a map that must not depend on how it came about. */
export function figuresOf({ pathGain, spreadDb, samples, provenance, validity, stats }: RadioMap) {
  const { launched, traced } = stats;
  return { pathGain, spreadDb, samples, provenance, validity, launched, traced };
}

/** The map of a solve that is held at every so manieth slice, for a turn of the event loop, and how often it was. */
export async function pausedMap(solver: RadioMapSolver, request: SolveRequest, everySlice: number) {
  let slices = 0;
  let pauses = 0;
  const map = await solver.solve(request, {
    held: () => {
      if (slices++ % everySlice !== 0) return null;
      pauses++;
      return new Promise((resume) => setTimeout(resume, 2));
    },
  });
  return { map, pauses };
}

/** A launch that is finished, then goes on to the error; the same at once; and both errors as they were when they stopped. */
export async function continuedMaps(
  solver: RadioMapSolver,
  request: SolveRequest,
  medianErrorDb: number,
  upToRays: number,
) {
  const memory = new LaunchMemory();
  const further = { ...request, settings: { ...request.settings, enough: { medianErrorDb, upToRays } } };
  const first = await solver.solve(request, { memory });
  const shares: number[] = [];
  const continued = await solver.solve(further, { memory, onProgress: (share) => shares.push(share) });
  const atOnce = await solver.solve(further);
  const again = await solver.solve(request, { memory: new LaunchMemory() });
  return { first, continued, atOnce, again, shares };
}

export function medianErrorOf({ spreadDb, validity }: RadioMap): number {
  return median(spreadDb!.filter((_, cell) => validity[cell] === 1));
}
