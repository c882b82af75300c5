import { badInput } from '../../units/errors.ts';
import type { Evaluation, FitProblem } from './problem.ts';

/** Which observations take part, fixed by the first evaluation. */
export interface ObservationsInFit {
  /** Checks that the model covers the same observations as at first, and returns their mask. */
  accept(evaluation: Evaluation): Uint8Array;
  mask(): Uint8Array;
}

/**
 * Watches over the set of observations in a fit.
 * @throws UserError('bad-input') from the first `accept` where no observation takes part, or fewer than there are coordinates
 * without a prior
 * @throws Error from `accept` where coverage changes with the coordinates: costs would not compare
 */
export function observationsInFit(problem: FitProblem): ObservationsInFit {
  const { observed, weight, priorSd } = problem;
  let mask: Uint8Array | null = null;
  const covered = (e: Evaluation): Uint8Array =>
    Uint8Array.from(observed, (_, i) => (weight[i]! > 0 && Number.isFinite(e.predicted[i]!) ? 1 : 0));
  return {
    mask: () => mask!,
    accept: (evaluation) => {
      const now = covered(evaluation);
      if (!mask) {
        requireEnough(
          now.reduce((sum, u) => sum + u, 0),
          priorSd.filter((sd) => sd === Infinity).length,
        );
        const gap = now.findIndex((u, i) => u === 1 && !Number.isFinite(observed[i]!));
        if (gap >= 0) throw new Error(`Observation ${gap} is ${observed[gap]} dBm but has weight ${weight[gap]}`);
        mask = now;
      }
      const changed = now.findIndex((u, i) => u !== mask![i]);
      if (changed >= 0) throw new Error(`Coverage of observation ${changed} changes with the parameters of the fit`);
      return mask;
    },
  };
}

function requireEnough(used: number, free: number): void {
  if (used === 0)
    throw badInput('None of the measured cells in the fit is covered by the model, so nothing can be fitted.');
  if (used < free)
    throw badInput(
      `${used} covered measured cell${used === 1 ? '' : 's'} cannot determine ${free} parameters: fit fewer of them, or give them priors.`,
    );
}
