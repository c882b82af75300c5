import { breathe } from './breathe.ts';

/** Longest work between two breaths of the page [ms]; a piece that takes longer is not cut. */
const SLICE_MS = 8;

/** Does all the pieces of a work, one after the other. */
export function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/**
 * Does a work that yields between its pieces, and breathes where some of them took long.
 *
 * @param goesOn asked after every breath: where it says no, the rest is left undone and the result is null
 */
export async function inPieces<Result>(
  work: Generator<void, Result>,
  goesOn: () => boolean = () => true,
): Promise<Result | null> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < SLICE_MS) continue;
    await breathe();
    if (!goesOn()) return null;
    began = performance.now();
  }
}
