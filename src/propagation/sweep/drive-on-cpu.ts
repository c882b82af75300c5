import { breathe } from '../../units/breathe.ts';
import { UserError } from '../../units/errors.ts';
import type { SolveHooks } from '../solve-request.ts';
import type { PieceSink } from './deposit.ts';
import { BeamStack, type FollowCounts, followTopBeam } from './follow-beam.ts';
import { type Launches, startBeam } from './launches.ts';
import type { DepositRecorder } from './record-deposit.ts';
import type { SweepProblem } from './sweep-problem.ts';

/** The longest slice before control is given back [ms]. */
const SLICE_MS = 30;

/** Gives control back when a slice is over: between two of them progress is told, `between` runs and a cancel takes effect. */
export class SlicedWork {
  readonly #hooks: SolveHooks;
  #slice = performance.now();

  constructor(hooks: SolveHooks) {
    this.#hooks = hooks;
    this.#throwIfAborted();
  }

  async pause(fraction: number, stage: string, between?: () => void): Promise<void> {
    if (performance.now() - this.#slice < SLICE_MS) return;
    this.#hooks.onProgress?.(fraction, stage);
    between?.();
    await breathe();
    this.#throwIfAborted();
    this.#slice = performance.now();
  }

  #throwIfAborted() {
    if (this.#hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
  }
}

/** Follows all launches and their descendants to their end; `afterEach` runs after every launch with its number. */
export async function followLaunches(
  p: SweepProblem,
  launches: Launches,
  onPiece: PieceSink,
  counts: FollowCounts,
  afterEach: (done: number) => Promise<void>,
): Promise<void> {
  const stack = new BeamStack();
  for (let k = 0; k < launches.count; k++) {
    startBeam(p, launches, k, stack.values, stack.push());
    while (stack.size > 0) followTopBeam(p, launches, stack, onPiece, counts);
    await afterEach(k + 1);
  }
}

/** Rooftop profiles between two looks at the clock. */
const ROOFTOPS_AT_ONCE = 64;

/** Paths over the roofs to all `cells` recorded cells; progress runs from `fraction` to 1. */
export async function recordRooftops(
  recorder: DepositRecorder,
  cells: number,
  work: SlicedWork,
  fraction: number,
): Promise<void> {
  for (let from = 0; from < cells; from += ROOFTOPS_AT_ONCE) {
    recorder.addRooftops(from, Math.min(cells, from + ROOFTOPS_AT_ONCE));
    await work.pause(fraction + ((1 - fraction) * from) / cells, 'paths over roofs');
  }
  recorder.checkBudget();
}
