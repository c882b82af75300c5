import { DEFAULT_NOISE_FIGURE_DB } from '../../radio/sinr.ts';
import { badInput } from '../../units/errors.ts';

/** What a network should offer, and what each target counts. */
export interface CoverageTargets {
  /** The strongest sector is to arrive with this or more [dBm, one resource element]. */
  readonly rsrpDbm: number;
  /** And with this SINR or more [dB]. */
  readonly sinrDb: number;
  /** What the share that meets either target counts, [>= 0], not both 0. */
  readonly rsrpWeight: number;
  readonly sinrWeight: number;
  /** Share [0..1] of their resource elements that interfering sectors fill. */
  readonly load: number;
  /** Of the terminals [dB]. */
  readonly noiseFigureDb: number;
}

/** -100 dBm is where an LTE phone still has a fair connection outdoors, 3 dB about 1.6 bit/s/Hz; both our choice. */
export const DEFAULT_TARGETS: CoverageTargets = {
  rsrpDbm: -100,
  sinrDb: 3,
  rsrpWeight: 1,
  sinrWeight: 1,
  load: 1,
  noiseFigureDb: DEFAULT_NOISE_FIGURE_DB,
};

/** @throws UserError('bad-input') for weights that are negative or both 0, and for a load outside 0..1 */
export function checkTargets({ rsrpWeight, sinrWeight, load }: CoverageTargets): void {
  if (!(rsrpWeight >= 0 && sinrWeight >= 0 && rsrpWeight + sinrWeight > 0))
    throw badInput(
      `Weights ${rsrpWeight} of RSRP and ${sinrWeight} of SINR: neither may be below 0, and one must be above.`,
    );
  if (!(load >= 0 && load <= 1)) throw badInput(`Load ${load} is no share; give one between 0 and 1.`);
}
