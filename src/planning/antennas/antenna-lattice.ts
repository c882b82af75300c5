import type { Sector } from '../../sites/sector.ts';
import { badInput } from '../../units/errors.ts';

/** Within what an antenna may be turned. */
export interface AntennaLimits {
  /** Least and greatest total downtilt [deg]: what the mount and the electrical tilt give together. */
  readonly tiltDeg: readonly [number, number];
  /** Either side of how it stands [deg, 0..180]; 0 leaves the bearing. */
  readonly azimuthRangeDeg: number;
}

/** How finely settings are tried [deg > 0]. */
export interface AntennaSteps {
  readonly tiltDeg: number;
  readonly azimuthDeg: number;
}

/** Tilts up to 12 degrees are what remote electrical tilts give; bearings cost a climb, so they stay unless it is asked for. */
export const DEFAULT_LIMITS: AntennaLimits = { tiltDeg: [0, 12], azimuthRangeDeg: 0 };
export const DEFAULT_STEPS: AntennaSteps = { tiltDeg: 1, azimuthDeg: 5 };

/** Settings of one sector beyond which a search is refused. */
const MOST_ANGLES = 361;

/**
 * The tilts [deg] from the lower limit upwards in steps, the upper limit included, and the bearings [deg, 0..360) in steps about the
 * present one.
 * @throws UserError('bad-input') for limits the wrong way round, steps that are not above 0, and steps too fine for the range
 */
export function antennaLattice(
  { id, azimuthDeg }: Pick<Sector, 'id' | 'azimuthDeg'>,
  limits: AntennaLimits,
  steps: AntennaSteps,
): { readonly tiltsDeg: readonly number[]; readonly azimuthsDeg: readonly number[] } {
  const [low, high] = limits.tiltDeg;
  const range = limits.azimuthRangeDeg;
  if (!(low <= high && low >= -90 && high <= 90))
    throw badInput(`${id}: tilts from ${low} to ${high} deg are no range; give the lower first, both from -90 to 90.`);
  if (!(range >= 0 && range <= 180))
    throw badInput(`${id}: an azimuth range of ${range} deg either side; give 0 to 180.`);
  if (!(steps.tiltDeg > 0 && steps.azimuthDeg > 0))
    throw badInput(`Steps of ${steps.tiltDeg} and ${steps.azimuthDeg} deg: give steps above 0.`);
  const tilts = Math.floor((high - low) / steps.tiltDeg + 1e-9) + 1;
  const side = Math.floor(range / steps.azimuthDeg + 1e-9);
  if (tilts > MOST_ANGLES || 2 * side + 1 > MOST_ANGLES)
    throw badInput(
      `${id}: ${Math.max(tilts, 2 * side + 1)} angles of one kind to try, the limit is ${MOST_ANGLES}; take larger steps or a smaller range.`,
    );
  const tiltsDeg = Array.from({ length: tilts }, (_, i) => tidy(low + i * steps.tiltDeg));
  if (tiltsDeg[tiltsDeg.length - 1]! < high - 1e-9) tiltsDeg.push(high);
  const offsets = side === 0 ? [] : Array.from({ length: 2 * side + 1 }, (_, i) => (i - side) * steps.azimuthDeg);
  // Half a turn either way is one bearing.
  const azimuthsDeg = [...new Set(offsets.map((offset) => tidy((((azimuthDeg + offset) % 360) + 360) % 360)))];
  return { tiltsDeg, azimuthsDeg };
}

/** Without the rounding of steps like 0.1. */
const tidy = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
