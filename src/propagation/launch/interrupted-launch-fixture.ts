import { describe, expect, it } from 'vitest';
import { median } from '../../metrics/cdf.ts';
import { LaunchMemory } from '../launch-memory.ts';
import type { RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveRequest } from '../solve-request.ts';

/** All of a map that must not depend on how it came about. */
function figuresOf({ pathGain, spreadDb, samples, provenance, validity, stats }: RadioMap) {
  const { launched, traced } = stats;
  return { pathGain, spreadDb, samples, provenance, validity, launched, traced };
}

/** The map of a solve that is held at every so manieth slice, for a turn of the event loop, and how often it was. */
async function pausedMap(solver: RadioMapSolver, request: SolveRequest, everySlice: number) {
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
async function continuedMaps(solver: RadioMapSolver, request: SolveRequest, medianErrorDb: number, upToRays: number) {
  const memory = new LaunchMemory();
  const further = { ...request, settings: { ...request.settings, enough: { medianErrorDb, upToRays } } };
  const first = await solver.solve(request, { memory });
  const shares: number[] = [];
  const continued = await solver.solve(further, { memory, onProgress: (share) => shares.push(share) });
  const atOnce = await solver.solve(further);
  const again = await solver.solve(request, { memory: new LaunchMemory() });
  return { first, continued, atOnce, again, shares };
}

function medianErrorOf({ spreadDb, validity }: RadioMap): number {
  return median(spreadDb!.filter((_, cell) => validity[cell] === 1));
}

interface InterruptedLaunch {
  readonly solver: () => RadioMapSolver;
  /** One whose slices are short. */
  readonly sliced: () => RadioMapSolver;
  readonly request: () => SolveRequest;
  /** Less than the request comes to. */
  readonly medianErrorDb: number;
}

/** Launches that are paused, cancelled while they are, and taken up again: the same of every solver. */
export function describeInterruptedLaunch({ solver, sliced, request: make, medianErrorDb }: InterruptedLaunch): void {
  describe('a launch that is interrupted', () => {
    it('gives the same bits when it is paused on the way, and stops while it is paused', async () => {
      const request = make();
      const whole = await solver().solve(request);
      const { map, pauses } = await pausedMap(sliced(), request, 3);
      expect(pauses).toBeGreaterThan(3);
      expect(figuresOf(map)).toEqual(figuresOf(whole));
      const controller = new AbortController();
      const running = sliced().solve(request, {
        signal: controller.signal,
        held: () =>
          new Promise<void>((resume) => {
            controller.abort();
            setTimeout(resume, 5);
          }),
      });
      await expect(running).rejects.toMatchObject({ code: 'aborted' });
    });

    it('goes on from where it stopped to a smaller error, to the bits of one launch', async () => {
      const request = make();
      const upToRays = 100 * request.settings.rays;
      const { first, continued, atOnce, again, shares } = await continuedMaps(
        solver(),
        request,
        medianErrorDb,
        upToRays,
      );
      expect(figuresOf(again)).toEqual(figuresOf(first));
      expect(medianErrorOf(first)).toBeGreaterThan(medianErrorDb);
      expect(medianErrorOf(continued)).toBeLessThanOrEqual(medianErrorDb);
      expect(continued.stats.launched).toBeGreaterThan(1.5 * first.stats.launched);
      expect(continued.stats.warnings).toEqual(first.stats.warnings);
      expect(figuresOf(continued)).toEqual(figuresOf(atOnce));
      expect(shares[0]!).toBeGreaterThan(0.02);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
    });

    it('says so where it may not go on as far as the error asks for', async () => {
      const request = make();
      const { rays } = request.settings;
      const enough = { medianErrorDb: 0.001, upToRays: 2.5 * rays };
      const map = await solver().solve({ ...request, settings: { ...request.settings, enough } });
      expect(map.stats.launched).toBeLessThanOrEqual(2.5 * rays);
      expect(map.stats.launched).toBeGreaterThanOrEqual(1.5 * rays);
      expect(map.stats.warnings.at(-1)).toMatch(
        /median standard error is 0\.\d+ dB after [\d,]+ rays, and not 0\.001 dB/,
      );
    });
  });
}
