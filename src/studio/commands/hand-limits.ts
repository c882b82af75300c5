export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** What can be set by hand, in panels and on the map alike. A script may go farther (embedding/settable.ts), and files farther still. */
export const HAND_LIMITS = {
  azimuthDeg: { min: 0, max: 359 },
  downtiltDeg: { min: -10, max: 30 },
  /** Of an antenna. */
  heightM: { min: 1, max: 120 },
  powerDbm: { min: 0, max: 60 },
  /** Below zero: a gain, as a calibrated offset of level may be. */
  lossesDb: { min: -40, max: 60 },
  buildingHeightM: { min: 1, max: 300 },
  noiseFigureDb: { min: 0, max: 30 },
} as const satisfies Readonly<Record<string, Limits>>;

/** What engines are asked for, by hand, in the address and by scripts. */
export const SOLVE_LIMITS = {
  maxDepth: { min: 0, max: 7 },
  azimuths: { min: 64, max: 65_536 },
  rays: { min: 10_000, max: 1_000_000_000 },
  /** 0: as the rays give. */
  targetErrorDb: { min: 0, max: 10 },
} as const satisfies Readonly<Record<string, Limits>>;

export function within({ min, max }: Limits, value: number): number {
  return Math.min(max, Math.max(min, value));
}
