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

export type NamedPattern = 'iso' | 'dipole' | 'hw_dipole' | 'tr38901';

/** A named pattern of TR 38.901 / Sionna RT, or a tabulated one. */
export type AntennaPattern = NamedPattern | TabulatedPattern;

/** Ports of an antenna: vertical, horizontal, both, or +-45 degrees. */
export type Polarisation = 'V' | 'H' | 'VH' | 'cross';
