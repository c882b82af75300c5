/** Gain of a half-wave dipole over an isotropic antenna [dB]: what turns dBd into dBi. */
export const DIPOLE_DBI = 2.15;

/** Tabulated antenna (MSI and the like): attenuation below the peak gain, in dB >= 0, every whole degree of two cuts. */
export interface TabulatedPattern {
  readonly kind: 'table';
  readonly name: string;
  readonly peakGainDbi: number;
  /** 360 values: index = degrees clockwise from boresight. */
  readonly horizontalLossDb: Float64Array;
  /** 360 values: index 0 = boresight (horizon), 90 = straight down, 270 = straight up. */
  readonly verticalLossDb: Float64Array;
}

/** Stands for a pattern that is in a file of its own until that is read: 0 dBi in every direction, under its name. */
export function unreadPattern(name: string): TabulatedPattern {
  const [horizontalLossDb, verticalLossDb] = [new Float64Array(360), new Float64Array(360)];
  return { kind: 'table', name, peakGainDbi: 0, horizontalLossDb, verticalLossDb };
}

/**
 * The element of TR 38.901 table 7.3-1 with its numbers free: A = peak - min(min(12 (phi/horizontal)^2, frontToBack) +
 * min(12 (theta'/vertical)^2, sideLobe), frontToBack) [dBi]. What calibration fits; `tr38901` is 65, 65, 30, 30 with 8 dBi.
 */
export interface ParametricPattern {
  readonly kind: 'parametric';
  readonly name: string;
  readonly peakGainDbi: number;
  /** Half-power beamwidths [deg]. */
  readonly horizontalBeamwidthDeg: number;
  readonly verticalBeamwidthDeg: number;
  /** Greatest attenuation in all [dB > 0]. */
  readonly frontToBackDb: number;
  /** Greatest attenuation of the vertical cut [dB > 0]. */
  readonly sideLobeDb: number;
}

export type NamedPattern = 'iso' | 'dipole' | 'hw_dipole' | 'tr38901';

/** A named pattern of TR 38.901 / Sionna RT, a tabulated one, or one by its beamwidths. */
export type AntennaPattern = NamedPattern | TabulatedPattern | ParametricPattern;

/** Ports of an antenna: vertical, horizontal, both, or +-45 degrees. */
export type Polarisation = 'V' | 'H' | 'VH' | 'cross';
