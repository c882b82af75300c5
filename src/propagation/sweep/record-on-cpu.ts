import type { PathCache } from '../path-cache.ts';
import type { PathRecorder, PathRequest } from '../path-request.ts';
import type { SolveHooks } from '../solve-request.ts';
import type { PieceSink } from './deposit.ts';
import { followLaunches, recordRooftops, SlicedWork } from './drive-on-cpu.ts';
import type { FollowCounts } from './follow-beam.ts';
import { azimuthLaunches, cornerLaunches, type Launches } from './launches.ts';
import { DepositRecorder } from './record-deposit.ts';
import { type SweepProblem, sweepProblem } from './sweep-problem.ts';
import { BEAMS_PER_CORNER, visibleCorners } from './visible-corners.ts';
import { type CellVisit, walkPiece } from './walk-cells.ts';

/** Records the paths of a sweep on the CPU, in float64: what the same sweep would have summed. */
export function createPathRecorderCpu(): PathRecorder {
  return { record };
}

async function record(request: PathRequest, hooks: SolveHooks = {}): Promise<PathCache> {
  const began = performance.now();
  const work = new SlicedWork(hooks);
  const p = sweepProblem(request);
  const recorder = new DepositRecorder(p, request);
  const counts: FollowCounts = { beams: 0, dropped: 0, droppedWeight: 0 };
  const packed = performance.now();
  const azimuths = azimuthLaunches(p);
  await followLaunches(p, azimuths, recorded(p, azimuths, recorder), counts, (done) => {
    recorder.checkBudget();
    return work.pause((0.9 * done) / azimuths.count, 'paths');
  });
  if (request.settings.diffraction) {
    const corners = cornerLaunches(p, visibleCorners(p), BEAMS_PER_CORNER);
    await followLaunches(p, corners, recorded(p, corners, recorder), counts, (done) =>
      work.pause(0.9 + (0.05 * done) / corners.count, 'paths round corners'),
    );
    await recordRooftops(recorder, request.cells?.length ?? recorder.slotOf.length, work, 0.95);
  }
  hooks.onProgress?.(1, 'done');
  return recorder.finish('sweep', 'cpu (float64)', packed - began, performance.now() - packed);
}

function recorded(p: SweepProblem, launches: Launches, recorder: DepositRecorder): PieceSink {
  let beam: Float64Array;
  const visit: CellVisit = (cell, middle, stretch, dh, bounced) =>
    recorder.add(launches, beam, cell, middle, stretch, dh, bounced);
  return (b, from, to) => {
    beam = b;
    walkPiece(p, b, from, to, visit);
  };
}
