import { cellCount } from '../../raster/raster-grid.ts';
import { UserError } from '../../units/errors.ts';
import type { RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { PLANES } from './accumulator.ts';
import { BEAM_WORDS } from './beam.ts';
import { finishMap } from './finish-map.ts';
import { BeamStack, type FollowCounts, followTopBeam } from './follow-beam.ts';
import { azimuthLaunches, cornerLaunches, type Launches } from './launches.ts';
import { addRooftopDiffraction } from './rooftop-profile.ts';
import { type SweepProblem, sweepProblem } from './sweep-problem.ts';
import { BEAMS_PER_CORNER, visibleCorners } from './visible-corners.ts';

/** Azimuths a step before the clock is looked at, and the longest slice before control is given back [ms]. */
const AZIMUTHS_A_STEP = 8;
const SLICE_MS = 30;
const PARTIAL_EVERY_MS = 400;

/** The sweep in float64 on the CPU: the shader's twin, and the engine where there is no WebGPU. */
export function createSweepSolverCpu(): RadioMapSolver {
  return { name: 'sweep', solve, dispose() {} };
}

async function solve(request: SolveRequest, hooks: SolveHooks = {}): Promise<RadioMap> {
  const began = performance.now();
  const p = sweepProblem(request);
  const cells = cellCount(p.grid);
  const gain = new Float64Array(PLANES * cells);
  const sink = { gain, deposits: new Uint32Array(cells) };
  const counts: FollowCounts = { beams: 0, dropped: 0, droppedWeight: 0 };
  const packed = performance.now();
  const map = (share: number) =>
    finishMap(p, { ...sink, ...counts }, share, 'cpu (float64)', {
      pack: packed - began,
      solve: performance.now() - packed,
      readback: 0,
    });

  let slice = performance.now();
  let lastPartial = slice;
  const pause = async (fraction: number, stage: string, share: number) => {
    const now = performance.now();
    if (now - slice < SLICE_MS) return;
    hooks.onProgress?.(fraction, stage);
    if (hooks.onPartial && share > 0 && now - lastPartial > PARTIAL_EVERY_MS) {
      lastPartial = now;
      hooks.onPartial(map(share));
    }
    await new Promise((resume) => setTimeout(resume, 0));
    if (hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
    slice = performance.now();
  };

  const stack = new BeamStack();
  for (let first = 0; first < p.azimuths; first += AZIMUTHS_A_STEP) {
    const count = Math.min(AZIMUTHS_A_STEP, p.azimuths - first);
    followAll(p, azimuthLaunches(p, first, count), stack, sink, counts);
    await pause((0.9 * (first + count)) / p.azimuths, 'sweep', (first + count) / p.azimuths);
  }
  if (request.settings.diffraction) {
    followAll(p, cornerLaunches(p, visibleCorners(p), BEAMS_PER_CORNER), stack, sink, counts);
    await pause(0.95, 'diffraction', 1);
    addRooftopDiffraction(p, sink);
  }
  hooks.onProgress?.(1, 'done');
  return map(1);
}

function followAll(
  p: SweepProblem,
  launches: Launches,
  stack: BeamStack,
  sink: { gain: Float64Array; deposits: Uint32Array },
  counts: FollowCounts,
) {
  for (let k = 0; k < launches.count; k++) {
    stack.pushCopy(launches.beams, k * BEAM_WORDS);
    while (stack.size > 0) followTopBeam(p, launches, stack, sink, counts);
  }
}
