import { Random } from '../../units/random.ts';
import { pointsWithin } from './points-within.ts';

/** Correlation `share` exp(-distance / `rangeM`) between residuals at different places; what is left to 1 belongs to each alone. */
export interface ResidualCorrelation {
  /** 0..1. */
  readonly share: number;
  /** > 0 [m]. */
  readonly rangeM: number;
}

const BIN_M = 10;
const BINS = 15;
/** Places that pairs are counted from: a million pairs in a town, and an estimate that more would not change. */
const MOST_ANCHORS = 1500;
const SHORTEST_M = 10;
const LONGEST_M = 250;

/**
 * Fits the exponential model of shadowing (Gudmundson, Electronics Letters 27(23), 1991) with a nugget to the correlogram of
 * residuals up to 150 m, by least squares weighted with the pairs of each 10 m bin and towards short distances.
 * @param x,y places [m]
 * @param residual in any unit, about zero; those that are exactly 0 (not in a fit) are left out
 */
export function residualCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  residual: ArrayLike<number>,
  seed: number,
): ResidualCorrelation {
  const members = Array.from({ length: residual.length }, (_, i) => i).filter((i) => residual[i] !== 0);
  const near = pointsWithin(x, y, members, BIN_M * BINS);
  const random = new Random(seed);
  const count = new Float64Array(BINS);
  const product = new Float64Array(BINS);
  const distance = new Float64Array(BINS);
  const anchors =
    members.length <= MOST_ANCHORS ? members : Array.from({ length: MOST_ANCHORS }, () => random.pick(members));
  for (const i of anchors)
    near(x[i]!, y[i]!, (j, apartM) => {
      if (j === i) return;
      const bin = Math.min(BINS - 1, Math.floor(apartM / BIN_M));
      count[bin]! += 1;
      product[bin]! += residual[i]! * residual[j]!;
      distance[bin]! += apartM;
    });
  const variance = members.reduce((sum, i) => sum + residual[i]! ** 2, 0) / members.length;
  let best = { share: 0, rangeM: SHORTEST_M, misfit: Infinity };
  for (let rangeM = SHORTEST_M; rangeM <= LONGEST_M; rangeM *= 1.1) {
    let [cm, mm, cc] = [0, 0, 0];
    for (let bin = 0; bin < BINS; bin++) {
      if (count[bin] === 0) continue;
      const apartM = distance[bin]! / count[bin]!;
      const weight = count[bin]! / (1 + apartM / 20);
      const model = Math.exp(-apartM / rangeM);
      const found = product[bin]! / count[bin]! / variance;
      cm += weight * found * model;
      mm += weight * model * model;
      cc += weight * found * found;
    }
    if (!(mm > 0)) break;
    const share = Math.min(1, Math.max(0, cm / mm));
    const misfit = cc - 2 * share * cm + share * share * mm;
    if (misfit < best.misfit) best = { share, rangeM, misfit };
  }
  return { share: best.share, rangeM: best.rangeM };
}
