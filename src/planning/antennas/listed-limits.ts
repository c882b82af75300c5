import { badInput } from '../../units/errors.ts';
import type { AntennaLimits } from './antenna-lattice.ts';

/** Within what each of some antennas may be turned, as a list has it. */
export interface ListedLimits {
  /** Of the list's file. */
  readonly name: string;
  /** In the order of its rows, each sector once; null where it is as for all others. */
  readonly sectors: readonly {
    readonly id: string;
    /** Least and greatest total downtilt [deg]. */
    readonly tiltDeg: readonly [number | null, number | null];
    /** Either side of how it stands [deg, 0..180]. */
    readonly azimuthRangeDeg: number | null;
  }[];
}

/**
 * The limits of the listed sectors, by id, with what is blank filled in from those of all.
 * @throws UserError('bad-input') with file, row and values where a tilt that is filled in makes no range
 */
export function filledLimits(
  { name, sectors }: ListedLimits,
  ofAll: AntennaLimits,
): ReadonlyMap<string, AntennaLimits> {
  return new Map(
    sectors.map(({ id, tiltDeg, azimuthRangeDeg }, i) => {
      const low = tiltDeg[0] ?? ofAll.tiltDeg[0];
      const high = tiltDeg[1] ?? ofAll.tiltDeg[1];
      if (low > high)
        throw badInput(
          `${name}, row ${i + 1} (${id}): tilts from ${low} to ${high} deg are no range; the ${tiltDeg[0] === null ? 'first' : 'second'} is that of all sectors: fill it in, or change that of all`,
        );
      return [id, { tiltDeg: [low, high], azimuthRangeDeg: azimuthRangeDeg ?? ofAll.azimuthRangeDeg }];
    }),
  );
}
