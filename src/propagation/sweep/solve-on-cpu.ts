import { cellCount } from '../../raster/raster-grid.ts';
import type { RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { PLANES } from './accumulator.ts';
import { depositor } from './deposit.ts';
import { followLaunches, SlicedWork } from './drive-on-cpu.ts';
import { finishMap } from './finish-map.ts';
import type { FollowCounts } from './follow-beam.ts';
import { azimuthLaunches, cornerLaunches } from './launches.ts';
import { addRooftopDiffraction, indoorCells } from './rooftop-profile.ts';
import { sweepProblem } from './sweep-problem.ts';
import { BEAMS_PER_CORNER, visibleCorners } from './visible-corners.ts';

const PARTIAL_EVERY_MS = 400;

/** The sweep in float64 on the CPU: the shader's twin, and the engine where there is no WebGPU. */
export function createSweepSolverCpu(): RadioMapSolver {
  return { name: 'sweep', solve, dispose() {} };
}

async function solve(request: SolveRequest, hooks: SolveHooks = {}): Promise<RadioMap> {
  const began = performance.now();
  const work = new SlicedWork(hooks);
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

  let lastPartial = packed;
  const pause = (fraction: number, stage: string, share: number) =>
    work.pause(fraction, stage, () => {
      const now = performance.now();
      if (!hooks.onPartial || now - lastPartial <= PARTIAL_EVERY_MS) return;
      lastPartial = now;
      hooks.onPartial(map(share));
    });

  const azimuths = azimuthLaunches(p);
  await followLaunches(p, azimuths, depositor(p, azimuths, sink), counts, (done) => {
    const share = done / azimuths.count;
    return pause(0.9 * share, 'sweep', share);
  });
  if (request.settings.diffraction) {
    const corners = cornerLaunches(p, visibleCorners(p), BEAMS_PER_CORNER);
    await followLaunches(p, corners, depositor(p, corners, sink), counts, (done) =>
      pause(0.9 + (0.05 * done) / corners.count, 'corner diffraction', 1),
    );
    const indoor = indoorCells(request.scene, p.grid, p.rxHeight);
    for (let row = 0; row < p.grid.rows; row++) {
      addRooftopDiffraction(p, sink, indoor, row);
      await pause(0.95 + (0.05 * row) / p.grid.rows, 'rooftop diffraction', 1);
    }
  }
  hooks.onProgress?.(1, 'done');
  return map(1);
}
