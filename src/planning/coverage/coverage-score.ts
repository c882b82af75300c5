import { linearFromDb } from '../../units/decibel.ts';
import { badInput } from '../../units/errors.ts';
import { type CoverageTargets, checkTargets } from './coverage-targets.ts';

/** Levels of a network by cell, all on one grid. */
export interface CoverageNetwork {
  /** Power of one resource element of every sector [mW], 0 = nothing arrives; all of one length. */
  readonly levelMw: readonly ArrayLike<number>[];
  /** Carrier of every sector: sectors of equal numbers interfere. */
  readonly carrier: ArrayLike<number>;
  /** Noise in one resource element of every sector [mW]. */
  readonly noiseMw: ArrayLike<number>;
}

/** How much of the places that count meets the targets. */
export interface CoverageScore {
  /** Mean of both shares by the weights of the targets, [0..1]: what searches maximise. */
  readonly objective: number;
  /** Share [0..1] of the weight of all cells where the strongest sector meets the RSRP target. */
  readonly rsrpShare: number;
  /** Share [0..1] of the weight of all cells where it meets the SINR target. */
  readonly sinrShare: number;
}

/** Targets and places in the numbers that the loops over cells need. */
export interface CoverageQuestion {
  readonly targets: CoverageTargets;
  /** What every cell counts, [>= 0]; 0 leaves it out. */
  readonly weight: Float64Array;
  /** Indices of the cells that count. */
  readonly cells: Int32Array;
  readonly totalWeight: number;
  readonly leastMw: number;
  readonly leastSinr: number;
}

/** @throws UserError('bad-input') for targets out of range, and where no cell counts */
export function coverageQuestion(targets: CoverageTargets, weight: Float64Array): CoverageQuestion {
  checkTargets(targets);
  const cells = Int32Array.from([...weight.keys()].filter((cell) => weight[cell]! > 0));
  const totalWeight = weight.reduce((sum, w) => sum + Math.max(0, w), 0);
  if (!(totalWeight > 0 && Number.isFinite(totalWeight)))
    throw badInput('No place of the map counts: all of its cells have weight 0; choose another area or other weights.');
  return {
    targets,
    weight,
    cells,
    totalWeight,
    leastMw: linearFromDb(targets.rsrpDbm),
    leastSinr: linearFromDb(targets.sinrDb),
  };
}

/** The score of a network. A tie of the strongest goes to the lowest index, as in `bestServer`. */
export function coverageScore(network: CoverageNetwork, question: CoverageQuestion): CoverageScore {
  const none = new Float64Array(question.weight.length);
  const outside: CoverageNetwork = {
    levelMw: network.levelMw.slice(1),
    carrier: Array.from(network.carrier).slice(1),
    noiseMw: Array.from(network.noiseMw).slice(1),
  };
  const first = { carrier: network.carrier[0]!, noiseMw: network.noiseMw[0]! };
  return scoreWith(restOf(outside, first, question), network.levelMw[0] ?? none, question);
}

/** What the other sectors come to in every cell that counts, so that the levels of one can be tried in one pass over the cells. */
export interface RestOfNetwork {
  readonly own: { readonly carrier: number; readonly noiseMw: number };
  /** Strongest of the others [mW]. */
  readonly bestMw: Float64Array;
  /** Sum of the others on its carrier without itself [mW], and its noise [mW]. */
  readonly againstBestMw: Float64Array;
  readonly bestNoiseMw: Float64Array;
  /** 1 where the strongest of the others has the carrier of the sector that is tried. */
  readonly sharesCarrier: Uint8Array;
  /** Sum of the others on the carrier of the sector that is tried [mW]. */
  readonly againstOwnMw: Float64Array;
}

/** The rest of a network for a sector that is not in it. Arrays are by index of `question.cells`. */
export function restOf(
  others: CoverageNetwork,
  own: { readonly carrier: number; readonly noiseMw: number },
  { cells }: CoverageQuestion,
): RestOfNetwork {
  const n = cells.length;
  const bestMw = new Float64Array(n);
  const best = new Int32Array(n).fill(-1);
  const againstOwnMw = new Float64Array(n);
  for (const [k, levels] of others.levelMw.entries()) {
    const shares = others.carrier[k] === own.carrier;
    for (let i = 0; i < n; i++) {
      const level = levels[cells[i]!]!;
      if (shares) againstOwnMw[i]! += level;
      if (level > bestMw[i]!) {
        bestMw[i] = level;
        best[i] = k;
      }
    }
  }
  const againstBestMw = new Float64Array(n);
  for (const [k, levels] of others.levelMw.entries()) {
    for (let i = 0; i < n; i++) {
      const serving = best[i]!;
      if (serving < 0 || serving === k || others.carrier[serving] !== others.carrier[k]) continue;
      againstBestMw[i]! += levels[cells[i]!]!;
    }
  }
  return {
    own,
    bestMw,
    againstBestMw,
    bestNoiseMw: Float64Array.from(best, (k) => (k < 0 ? 0 : others.noiseMw[k]!)),
    sharesCarrier: Uint8Array.from(best, (k) => (k >= 0 && others.carrier[k] === own.carrier ? 1 : 0)),
    againstOwnMw,
  };
}

/** The score of the rest together with one more sector of these levels [mW by cell]. */
export function scoreWith(rest: RestOfNetwork, levelMw: ArrayLike<number>, question: CoverageQuestion): CoverageScore {
  const { cells, weight, leastMw, leastSinr, totalWeight, targets } = question;
  const { bestMw, againstBestMw, bestNoiseMw, sharesCarrier, againstOwnMw, own } = rest;
  let rsrp = 0;
  let sinr = 0;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    const level = levelMw[cell]!;
    const other = bestMw[i]!;
    const serves = level >= other;
    const signal = serves ? level : other;
    if (signal <= 0) continue;
    if (signal >= leastMw) rsrp += weight[cell]!;
    const against = serves ? againstOwnMw[i]! : againstBestMw[i]! + (sharesCarrier[i] === 1 ? level : 0);
    const noise = serves ? own.noiseMw : bestNoiseMw[i]!;
    if (signal >= leastSinr * (noise + targets.load * against)) sinr += weight[cell]!;
  }
  return combined(rsrp / totalWeight, sinr / totalWeight, targets);
}

function combined(rsrpShare: number, sinrShare: number, { rsrpWeight, sinrWeight }: CoverageTargets): CoverageScore {
  const objective = (rsrpWeight * rsrpShare + sinrWeight * sinrShare) / (rsrpWeight + sinrWeight);
  return { objective, rsrpShare, sinrShare };
}
