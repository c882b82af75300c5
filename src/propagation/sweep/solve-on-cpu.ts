import { cellCount } from '../../raster/raster-grid.ts';
import { UserError } from '../../units/errors.ts';
import type { RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { PLANES } from './accumulator.ts';
import type { DepositSink } from './deposit.ts';
import { finishMap } from './finish-map.ts';
import { BeamStack, type FollowCounts, followTopBeam } from './follow-beam.ts';
import { azimuthLaunches, cornerLaunches, type Launches, startBeam } from './launches.ts';
import { addRooftopDiffraction, indoorCells } from './rooftop-profile.ts';
import { type SweepProblem, sweepProblem } from './sweep-problem.ts';
import { BEAMS_PER_CORNER, visibleCorners } from './visible-corners.ts';

/** The longest slice before control is given back [ms]. */
const SLICE_MS = 30;
const PARTIAL_EVERY_MS = 400;

/** The sweep in float64 on the CPU: the shader's twin, and the engine where there is no WebGPU. */
export function createSweepSolverCpu(): RadioMapSolver {
  return { name: 'sweep', solve, dispose() {} };
}

async function solve(request: SolveRequest, hooks: SolveHooks = {}): Promise<RadioMap> {
  const began = performance.now();
  throwIfAborted(hooks);
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
    throwIfAborted(hooks);
    slice = performance.now();
  };

  const stack = new BeamStack();
  const azimuths = azimuthLaunches(p);
  for (let k = 0; k < azimuths.count; k++) {
    followLaunch(p, azimuths, k, stack, sink, counts);
    const share = (k + 1) / azimuths.count;
    await pause(0.9 * share, 'sweep', share);
  }
  if (request.settings.diffraction) {
    const corners = cornerLaunches(p, visibleCorners(p), BEAMS_PER_CORNER);
    for (let k = 0; k < corners.count; k++) {
      followLaunch(p, corners, k, stack, sink, counts);
      await pause(0.9 + (0.05 * k) / corners.count, 'corner diffraction', 1);
    }
    const indoor = indoorCells(request.scene, p.grid, p.rxHeight);
    for (let row = 0; row < p.grid.rows; row++) {
      addRooftopDiffraction(p, sink, indoor, row);
      await pause(0.95 + (0.05 * row) / p.grid.rows, 'rooftop diffraction', 1);
    }
  }
  hooks.onProgress?.(1, 'done');
  return map(1);
}

function throwIfAborted(hooks: SolveHooks) {
  if (hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
}

function followLaunch(
  p: SweepProblem,
  launches: Launches,
  k: number,
  stack: BeamStack,
  sink: DepositSink,
  counts: FollowCounts,
) {
  startBeam(p, launches, k, stack.values, stack.push());
  while (stack.size > 0) followTopBeam(p, launches, stack, sink, counts);
}
