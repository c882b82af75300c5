import type { NumberKey } from '../commands/site-edits.ts';

/** A number of a sector as it is edited. */
export interface SectorField {
  readonly key: Exclude<NumberKey, 'x' | 'y'>;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What is done, before the name of whom: "Turn". */
  readonly verb: string;
}

export const SECTOR_FIELDS: readonly SectorField[] = [
  { key: 'azimuthDeg', label: 'Azimuth', unit: '°', min: 0, max: 359, step: 1, verb: 'Turn' },
  { key: 'downtiltDeg', label: 'Downtilt', unit: '°', min: -10, max: 30, step: 0.5, verb: 'Tilt' },
  { key: 'heightM', label: 'Height', unit: 'm', min: 1, max: 120, step: 0.5, verb: 'Change height of' },
  { key: 'powerDbm', label: 'Power', unit: 'dBm', min: 0, max: 60, step: 0.5, verb: 'Change power of' },
  // Below zero: a gain, as a calibrated offset of level may be.
  { key: 'lossesDb', label: 'Losses', unit: 'dB', min: -40, max: 60, step: 0.5, verb: 'Change losses of' },
];
