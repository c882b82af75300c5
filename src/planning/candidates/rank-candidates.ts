import { breathe } from '../../units/breathe.ts';
import { badInput, UserError } from '../../units/errors.ts';
import {
  type CoverageNetwork,
  type CoverageQuestion,
  type CoverageScore,
  coverageScore,
} from '../coverage/coverage-score.ts';

/** A place that a site may be built at, with the levels that its sectors would have. */
export interface Candidate {
  readonly id: string;
  readonly sectors: CoverageNetwork;
}

/** What one candidate adds. */
export interface CandidateGain {
  readonly id: string;
  /** Of the network with the candidate. */
  readonly score: CoverageScore;
  /** By how much its objective is above that without it; below 0 where it interferes more than it serves. */
  readonly gain: number;
}

export interface RankedCandidates {
  /** The network as it stands. */
  readonly before: CoverageScore;
  /** Every candidate beside the network alone, the best first. */
  readonly alone: readonly CandidateGain[];
  /** The best one, then the best beside it, and so on: as many as were asked for, fewer where no more gains anything. */
  readonly chosen: readonly CandidateGain[];
}

export interface RankHooks {
  readonly signal?: AbortSignal;
  /** 0..1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Objectives nearer than this are equal: sums in another order. */
const LEAST_GAIN = 1e-12;

/**
 * Ranks candidates by what they add to the coverage objective of a network (coverage-score.ts): each alone, then greedily, the next best given
 * those that are chosen. At a tie the first of the list counts. Greedy choice is not always the best set: two sites may be worth more together
 * than what each is worth after the best.
 * @param choose most candidates to choose, [>= 1]
 * @throws UserError('bad-input') without a candidate and for ids that are taken, 'aborted' when the signal says so
 */
export async function rankCandidates(
  network: CoverageNetwork,
  candidates: readonly Candidate[],
  question: CoverageQuestion,
  choose: number,
  hooks: RankHooks = {},
): Promise<RankedCandidates> {
  if (candidates.length === 0) throw badInput('There is no candidate to rank; give at least one.');
  const twice = candidates.find(({ id }, i) => candidates.findIndex((other) => other.id === id) !== i);
  if (twice) throw badInput(`Two candidates are called ${twice.id}; give each an id of its own.`);
  const before = coverageScore(network, question);
  const rounds = Math.min(choose, candidates.length);
  const chosen: CandidateGain[] = [];
  let alone: CandidateGain[] = [];
  let built = network;
  let score = before;
  let left = candidates;
  for (let round = 0; round < rounds; round++) {
    const gains: CandidateGain[] = [];
    for (const [i, candidate] of left.entries()) {
      await breathe();
      if (hooks.signal?.aborted) throw new UserError('aborted', 'Ranking was cancelled.');
      const added = coverageScore(together(built, candidate.sectors), question);
      gains.push({ id: candidate.id, score: added, gain: added.objective - score.objective });
      hooks.onProgress?.((round + (i + 1) / left.length) / rounds);
    }
    if (round === 0) alone = [...gains].sort((a, b) => b.gain - a.gain);
    const best = gains.reduce((a, b) => (b.gain > a.gain + LEAST_GAIN ? b : a));
    if (best.gain <= LEAST_GAIN) break;
    chosen.push(best);
    score = best.score;
    built = together(built, left.find(({ id }) => id === best.id)!.sectors);
    left = left.filter(({ id }) => id !== best.id);
  }
  hooks.onProgress?.(1);
  return { before, alone, chosen };
}

function together(a: CoverageNetwork, b: CoverageNetwork): CoverageNetwork {
  return {
    levelMw: [...a.levelMw, ...b.levelMw],
    carrier: [...Array.from(a.carrier), ...Array.from(b.carrier)],
    noiseMw: [...Array.from(a.noiseMw), ...Array.from(b.noiseMw)],
  };
}
