import { bestServer } from '../../radio/link-budget.ts';
import { overlapMap, pilotPollutionMap, throughputMap } from '../../radio/server-overlap.ts';
import { resourceElementNoiseDbm, sinrMap } from '../../radio/sinr.ts';
import type { PlannedSector } from '../network-gains.ts';
import type { CoverageTargets } from './coverage-targets.ts';

/** A network in the cells of a grid. */
export interface NetworkLayers {
  /** Index of the strongest sector, -1 where nothing arrives. */
  readonly server: Int32Array;
  /** Of the strongest [dBm], its SINR under the targets' load [dB], what one user alone could get of it [Mbit/s]; NaN where nothing arrives. */
  readonly rsrpDbm: ArrayLike<number>;
  readonly sinrDb: ArrayLike<number>;
  readonly throughputMbps: ArrayLike<number>;
  /** Sectors near the strongest, and those beyond three where it is strong (radio/server-overlap.ts); NaN likewise. */
  readonly overlap: ArrayLike<number>;
  readonly pollution: ArrayLike<number>;
}

/** The layers of a network from the RSRP of its sectors [dBm by cell, NaN = no data]. */
export function networkLayers(
  sectors: readonly Pick<PlannedSector, 'frequencyHz' | 'bandwidthHz'>[],
  rsrp: readonly ArrayLike<number>[],
  { rsrpDbm: leastDbm, load, noiseFigureDb }: CoverageTargets,
): NetworkLayers {
  const carriersHz = sectors.map(({ frequencyHz }) => frequencyHz);
  const bandwidthsHz = sectors.map(({ bandwidthHz }) => bandwidthHz);
  const { sector: server, rsrpDbm } = bestServer(rsrp);
  const noiseDbm = bandwidthsHz.map((bandwidthHz) => resourceElementNoiseDbm(bandwidthHz, noiseFigureDb));
  const sinrDb = sinrMap(rsrp, { noiseDbm, carriersHz, load, serving: server });
  return {
    server,
    rsrpDbm,
    sinrDb,
    throughputMbps: throughputMap(sinrDb, server, bandwidthsHz),
    overlap: overlapMap(rsrp, server, carriersHz),
    pollution: pilotPollutionMap(rsrp, server, carriersHz, leastDbm),
  };
}

/** Coverage of some places; shares [0..1] of their weight, all of them NaN without a place. */
export interface CoverageFigures {
  /** Sum of the weights: m2, persons, or users relative to one another. */
  readonly weight: number;
  readonly noData: number;
  /** Where the strongest sector meets the RSRP target, and the SINR target. */
  readonly rsrpMet: number;
  readonly sinrMet: number;
  /** Where one, two, three, or more sectors arrive within 6 dB of the strongest. */
  readonly overlap: readonly [number, number, number, number];
  /** Where more than three do though the strongest meets the RSRP target. */
  readonly polluted: number;
  /** What one user alone could get, over the places with data [Mbit/s]: mean, and what 95 % of the weight have or more. NaN where nothing arrives. */
  readonly meanMbps: number;
  readonly edgeMbps: number;
}

/** @param weight of every cell, [>= 0] */
export function coverageFigures(
  layers: NetworkLayers,
  weight: ArrayLike<number>,
  targets: CoverageTargets,
): CoverageFigures {
  const { server, rsrpDbm, sinrDb, throughputMbps, overlap, pollution } = layers;
  const sum = { all: 0, noData: 0, rsrp: 0, sinr: 0, polluted: 0, rate: 0 };
  const byOverlap: [number, number, number, number] = [0, 0, 0, 0];
  const served: number[] = [];
  for (let cell = 0; cell < server.length; cell++) {
    const w = weight[cell]!;
    if (!(w > 0)) continue;
    sum.all += w;
    if (server[cell]! < 0) {
      sum.noData += w;
      continue;
    }
    served.push(cell);
    if (rsrpDbm[cell]! >= targets.rsrpDbm) sum.rsrp += w;
    if (sinrDb[cell]! >= targets.sinrDb) sum.sinr += w;
    if (pollution[cell]! > 0) sum.polluted += w;
    byOverlap[Math.min(4, overlap[cell]!) - 1]! += w;
    sum.rate += w * throughputMbps[cell]!;
  }
  const share = (part: number) => part / sum.all;
  return {
    weight: sum.all,
    noData: share(sum.noData),
    rsrpMet: share(sum.rsrp),
    sinrMet: share(sum.sinr),
    overlap: [share(byOverlap[0]), share(byOverlap[1]), share(byOverlap[2]), share(byOverlap[3])],
    polluted: share(sum.polluted),
    meanMbps: sum.rate / (sum.all - sum.noData),
    edgeMbps: weightedQuantile(served, throughputMbps, weight, EDGE),
  };
}

/** Share of the weight that has less than what is called the edge. */
const EDGE = 0.05;

/** The least value of the cells that more than a share p of their weight lies at or below; NaN without cells. */
function weightedQuantile(
  cells: readonly number[],
  values: ArrayLike<number>,
  weight: ArrayLike<number>,
  p: number,
): number {
  const rising = [...cells].sort((a, b) => values[a]! - values[b]!);
  const total = cells.reduce((sum, cell) => sum + weight[cell]!, 0);
  let below = 0;
  for (const cell of rising) {
    below += weight[cell]!;
    if (below > p * total) return values[cell]!;
  }
  return Number.NaN;
}

/** The weight of the cells of one class; 0 elsewhere. */
export function weightOfClass(weight: Float64Array, classes: ArrayLike<number>, of: number): Float64Array {
  return weight.map((w, cell) => (classes[cell] === of ? w : 0));
}
