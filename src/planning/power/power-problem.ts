import { resourceElementDbm, resourceGrid, thermalNoiseDbm } from '../../radio/link-budget.ts';
import { linearFromDb } from '../../units/decibel.ts';
import { badInput } from '../../units/errors.ts';
import type { PlannedSector } from '../network-gains.ts';

/**
 * Least transmit powers that serve users of given rates (paper, eqs 21-22, with the quantifier of (21d) mended: a user is served by one
 * sector, not by all). Powers and noise are of one resource block; all blocks of a sector have the same power.
 */
export interface PowerProblem {
  /** Number of users and of sectors. */
  readonly users: number;
  readonly sectors: number;
  /** Link gain [linear], users x sectors; 0 = no signal. */
  readonly gain: Float64Array;
  /** Rate that each user asks for [bit/s >= 0]. */
  readonly demandBps: Float64Array;
  /** By sector: bandwidth in use [Hz], resource blocks, noise of a block at the receiver [W], most power of a block [W]. */
  readonly bandwidthHz: Float64Array;
  readonly blocks: Float64Array;
  readonly noiseW: Float64Array;
  readonly mostW: Float64Array;
  /** Sectors with the same number interfere. */
  readonly carrier: Int32Array;
}

/**
 * What the sectors say of a problem; gains and demands are the users'. Power per block is what the sector's level gives at the antenna
 * port, 12 subcarriers wide; bandwidth is that of its resource blocks.
 * @throws UserError('bad-input') where sectors of one carrier have different bandwidths: their blocks would not line up
 */
export function carriersOf(
  sectors: readonly PlannedSector[],
  noiseFigureDb: number,
): Omit<PowerProblem, 'users' | 'gain' | 'demandBps'> {
  const carriers = [...new Set(sectors.map(({ frequencyHz }) => frequencyHz))];
  for (const frequencyHz of carriers) {
    const own = sectors.filter((sector) => sector.frequencyHz === frequencyHz);
    const other = own.find(({ bandwidthHz }) => bandwidthHz !== own[0]!.bandwidthHz);
    if (other)
      throw badInput(
        `Sectors ${own[0]!.id} (${own[0]!.bandwidthHz / 1e6} MHz) and ${other.id} (${other.bandwidthHz / 1e6} MHz) share the carrier at ${frequencyHz / 1e6} MHz but not its bandwidth; give them one bandwidth.`,
      );
  }
  const grids = sectors.map(({ bandwidthHz }) => resourceGrid(bandwidthHz));
  const blockHz = grids.map(({ subcarrierSpacingHz }) => 12 * subcarrierSpacingHz);
  const perSector = (of: (k: number) => number) => Float64Array.from(sectors, (_, k) => of(k));
  return {
    sectors: sectors.length,
    bandwidthHz: perSector((k) => grids[k]!.resourceBlocks * blockHz[k]!),
    blocks: perSector((k) => grids[k]!.resourceBlocks),
    noiseW: perSector((k) => linearFromDb(thermalNoiseDbm(blockHz[k]!, noiseFigureDb) - 30)),
    mostW: perSector((k) => 12 * linearFromDb(resourceElementDbm(sectors[k]!) + sectors[k]!.lossesDb - 30)),
    carrier: Int32Array.from(sectors, ({ frequencyHz }) => carriers.indexOf(frequencyHz)),
  };
}

/** The sector that every user hears best at full power, in watts of a resource element; -1 for users without signal. */
export function strongestSectors({ users, sectors, gain, mostW }: PowerProblem): Int32Array {
  return Int32Array.from({ length: users }, (_, i) => {
    let best = -1;
    for (let k = 0; k < sectors; k++) {
      const level = gain[i * sectors + k]! * mostW[k]!;
      if (level > (best < 0 ? 0 : gain[i * sectors + best]! * mostW[best]!)) best = k;
    }
    return best;
  });
}

/** Signal to interference and noise of user i at sector k, when the sectors send `powerW` a block each. */
export function blockSinr(problem: PowerProblem, powerW: ArrayLike<number>, i: number, k: number): number {
  const { sectors, gain, noiseW, carrier } = problem;
  const row = i * sectors;
  let interference = noiseW[k]!;
  for (let m = 0; m < sectors; m++) {
    if (m !== k && carrier[m] === carrier[k]) interference += powerW[m]! * gain[row + m]!;
  }
  return (powerW[k]! * gain[row + k]!) / interference;
}

/** Share of sector k's bandwidth that user i needs; 0 without demand, infinite without signal. */
export function neededShare(problem: PowerProblem, powerW: ArrayLike<number>, i: number, k: number): number {
  const demand = problem.demandBps[i]!;
  if (demand === 0) return 0;
  return (demand * Math.LN2) / (problem.bandwidthHz[k]! * Math.log1p(blockSinr(problem, powerW, i, k)));
}

/** Share of its bandwidth that each sector needs for the users that it serves; above 1 it cannot serve them. */
export function sectorLoads(
  problem: PowerProblem,
  serving: ArrayLike<number>,
  powerW: ArrayLike<number>,
): Float64Array {
  const load = new Float64Array(problem.sectors);
  for (let i = 0; i < problem.users; i++) {
    const k = serving[i]!;
    if (k >= 0) load[k]! += neededShare(problem, powerW, i, k);
  }
  return load;
}
