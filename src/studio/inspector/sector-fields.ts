import { HAND_LIMITS } from '../commands/hand-limits.ts';
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
  { key: 'azimuthDeg', label: 'Azimuth', unit: '°', ...HAND_LIMITS.azimuthDeg, step: 1, verb: 'Turn' },
  { key: 'downtiltDeg', label: 'Downtilt', unit: '°', ...HAND_LIMITS.downtiltDeg, step: 0.5, verb: 'Tilt' },
  { key: 'heightM', label: 'Height', unit: 'm', ...HAND_LIMITS.heightM, step: 0.5, verb: 'Change height of' },
  { key: 'powerDbm', label: 'Power', unit: 'dBm', ...HAND_LIMITS.powerDbm, step: 0.5, verb: 'Change power of' },
  { key: 'lossesDb', label: 'Losses', unit: 'dB', ...HAND_LIMITS.lossesDb, step: 0.5, verb: 'Change losses of' },
];
