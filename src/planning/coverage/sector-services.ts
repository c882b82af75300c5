import type { CoverageNetwork, CoverageQuestion } from './coverage-score.ts';

/** What one sector serves, as shares [0..1] of the weight of all cells that count. */
export interface SectorService {
  /** Where it is the strongest. */
  readonly served: number;
  /** And meets the target of RSRP, or of SINR. */
  readonly rsrpMet: number;
  readonly sinrMet: number;
}

/** What each sector of a network serves; the shares of all sectors add up to those of `coverageScore`. */
export function sectorServices(network: CoverageNetwork, question: CoverageQuestion): SectorService[] {
  const { levelMw, carrier, noiseMw } = network;
  const { cells, weight, totalWeight, leastMw, leastSinr, targets } = question;
  const sums = levelMw.map(() => ({ served: 0, rsrpMet: 0, sinrMet: 0 }));
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    let best = -1;
    let signal = 0;
    for (let k = 0; k < levelMw.length; k++) {
      const level = levelMw[k]![cell]!;
      if (level > signal) {
        signal = level;
        best = k;
      }
    }
    if (best < 0) continue;
    let against = 0;
    for (let k = 0; k < levelMw.length; k++)
      if (k !== best && carrier[k] === carrier[best]) against += levelMw[k]![cell]!;
    const sum = sums[best]!;
    const share = weight[cell]! / totalWeight;
    sum.served += share;
    if (signal >= leastMw) sum.rsrpMet += share;
    if (signal >= leastSinr * (noiseMw[best]! + targets.load * against)) sum.sinrMet += share;
  }
  return sums;
}
