import { isFeasible, type LeastPowers, leastPowers, totalPowerW } from './least-powers.ts';
import { blockSinr, neededShare, type PowerProblem } from './power-problem.ts';

/** An association with its least powers. */
export interface Association {
  /** Sector of every user, -1 for those that are left out. */
  readonly serving: Int32Array;
  readonly powers: LeastPowers;
  readonly totalW: number;
}

/** Most users that change their sector in one trial. */
const MOST_MOVED = 32;
/** Single moves that are tried before an association counts as the best nearby. */
const MOST_FAILURES = 4;
/** A gain below this share of the power is none. */
const LEAST_GAIN = 1e-6;

/**
 * Local search over who serves whom: the moves of single users that promise the greatest saving, by what load costs at either sector, are
 * made together and kept where the exact powers agree; fewer at a time where they do not. Never worse than the start; the best of all
 * associations is a mixed-integer problem and not promised.
 *
 * @returns null where the start itself has no powers
 */
export function bestAssociation(problem: PowerProblem, start: Int32Array): Association | null {
  let best = associationOf(problem, start);
  let batch = MOST_MOVED;
  while (best !== null) {
    const moves = promisingMoves(problem, best);
    if (moves.length === 0) break;
    const better: Association | null = tryMoves(problem, best, moves, batch);
    if (better === null) {
      if (batch === 1) break;
      batch = batch >> 1;
    } else {
      best = better;
      batch = Math.min(MOST_MOVED, 2 * batch);
    }
  }
  return best;
}

export function associationOf(problem: PowerProblem, serving: Int32Array): Association | null {
  const powers = leastPowers(problem, serving);
  return isFeasible(powers) ? { serving, powers, totalW: totalPowerW(problem, powers.powerW) } : null;
}

interface Move {
  readonly user: number;
  readonly to: number;
  /** Saving that the first order promises [W]. */
  readonly savingW: number;
}

/** The best move of every user that has one, the most promising first. */
function promisingMoves(problem: PowerProblem, { serving, powers, totalW }: Association): Move[] {
  const { powerW, costW } = powers;
  const moves: Move[] = [];
  for (let user = 0; user < problem.users; user++) {
    const from = serving[user]!;
    if (from < 0 || problem.demandBps[user] === 0) continue;
    const now = costW[from]! * neededShare(problem, powerW, user, from);
    let best: Move | null = null;
    for (let to = 0; to < problem.sectors; to++) {
      if (to === from) continue;
      const savingW =
        now -
        (powerW[to] === 0 ? wakingW(problem, powerW, user, to) : costW[to]! * neededShare(problem, powerW, user, to));
      if (savingW > (best?.savingW ?? LEAST_GAIN * totalW)) best = { user, to, savingW };
    }
    if (best) moves.push(best);
  }
  return moves.sort((a, b) => b.savingW - a.savingW);
}

/** Power [W] at which a sector that serves nobody yet carries one user: all of its bandwidth is his. */
function wakingW(problem: PowerProblem, powerW: Float64Array, user: number, k: number): number {
  const sinrPerW = blockSinr(
    problem,
    Float64Array.from(powerW, (w, m) => (m === k ? 1 : w)),
    user,
    k,
  );
  return (problem.blocks[k]! * (2 ** (problem.demandBps[user]! / problem.bandwidthHz[k]!) - 1)) / sinrPerW;
}

function tryMoves(problem: PowerProblem, from: Association, moves: readonly Move[], batch: number): Association | null {
  const trials = batch === 1 ? Math.min(MOST_FAILURES, moves.length) : 1;
  for (let first = 0; first < trials; first++) {
    const serving = from.serving.slice();
    for (const { user, to } of moves.slice(first, first + batch)) serving[user] = to;
    const found = associationOf(problem, serving);
    if (found && found.totalW < from.totalW * (1 - LEAST_GAIN)) return found;
  }
  return null;
}
