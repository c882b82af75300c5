import { resourceElementDbm } from '../../radio/link-budget.ts';
import { resourceElementNoiseDbm } from '../../radio/sinr.ts';
import type { Sector } from '../../sites/sector.ts';
import { linearFromDb } from '../../units/decibel.ts';
import type { CoverageNetwork } from './coverage-score.ts';

type Radiated = Pick<Sector, 'frequencyHz' | 'bandwidthHz'>;

/** The carriers and noises of sectors, in their order. @param levelMw see `CoverageNetwork` */
export function coverageNetwork(
  sectors: readonly Radiated[],
  levelMw: readonly ArrayLike<number>[],
  noiseFigureDb: number,
): CoverageNetwork {
  return {
    levelMw,
    carrier: sectors.map(({ frequencyHz }) => frequencyHz),
    noiseMw: sectors.map(({ bandwidthHz }) => linearFromDb(resourceElementNoiseDbm(bandwidthHz, noiseFigureDb))),
  };
}

/** Levels [mW of one resource element, 0 = nothing] from linear path gains; a cell without validity has none. */
export function levelsMw(
  pathGain: ArrayLike<number>,
  validity: ArrayLike<number> | null,
  sector: Pick<Sector, 'powerDbm' | 'powerPer' | 'bandwidthHz' | 'lossesDb'>,
): Float32Array {
  const sentMw = linearFromDb(resourceElementDbm(sector));
  return Float32Array.from(pathGain, (gain, cell) =>
    gain > 0 && (validity === null || validity[cell] !== 0) ? gain * sentMw : 0,
  );
}
