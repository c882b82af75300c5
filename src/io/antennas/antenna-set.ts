import type { TabulatedPattern } from '../../radio/antenna-pattern.ts';
import type { Issue } from '../../units/errors.ts';

/** Antennas of one file. */
export interface AntennaSet {
  /** What the file is, e.g. "MSI Planet". */
  readonly format: string;
  readonly antennas: readonly Antenna[];
  readonly rejections: readonly AntennaRejection[];
  readonly issues: readonly Issue[];
}

export interface Antenna {
  readonly pattern: TabulatedPattern;
  /** Where the pattern was taken [Hz]; null where the file does not tell. */
  readonly frequencyHz: number | null;
  /** Already in the vertical cut [deg, positive down]; null where the file does not tell. */
  readonly electricalDowntiltDeg: number | null;
}

/** A row of a table that holds no antenna that can be used. */
export interface AntennaRejection {
  readonly line: number;
  readonly message: string;
}

/** Degrees of a circle that the cuts are kept at. */
export const CUT_DEGREES = 360;
