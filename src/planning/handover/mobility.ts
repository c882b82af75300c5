import type { BoundsM } from '../../raster/raster-grid.ts';
import type { Random } from '../../units/random.ts';
import { type PlacedUsers, withinArea } from '../place-users.ts';

/** How a kind of user moves. */
export interface MobilityProfile {
  readonly name: string;
  /** Share among the users, relative. */
  readonly share: number;
  /** Slowest and fastest [m/s]. */
  readonly speedMps: readonly [number, number];
  /** Memory of the Gauss-Markov process: 0 random from slot to slot, 1 straight on. */
  readonly memory: number;
}

/** The profiles of the paper, section 5.2 and appendix C.2. */
export const MOBILITY_PROFILES: readonly MobilityProfile[] = [
  { name: 'static', share: 0.1, speedMps: [0, 0.2], memory: 0.99 },
  { name: 'pedestrian', share: 0.1, speedMps: [0.8, 1.6], memory: 0.8 },
  { name: 'cyclist', share: 0.3, speedMps: [4, 7], memory: 0.88 },
  { name: 'vehicle', share: 0.5, speedMps: [10, 25], memory: 0.96 },
];

/** Standard deviation of the speed as a share of its range, and of the direction [rad]: the paper says neither. */
const SPEED_SPREAD = 0.25;
const TURN_SPREAD_RAD = 0.8;

/** Users that move, all at once, slot by slot. */
export interface Walk {
  /** Where they are now [m]. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Index of each one's profile. */
  readonly profile: Uint8Array;
  /** Moves everybody on by one slot. */
  step(): void;
}

/**
 * Gauss-Markov mobility (Camp, Boleng and Davies, "A survey of mobility models for ad hoc network research", WCMC 2(5), 2002): speed and
 * direction follow s' = m s + (1 - m) s0 + sqrt(1 - m^2) sd g about means of their own, speeds stay in the profile's range, and who comes
 * to the edge of the area turns its mean direction to the middle. Users go straight through buildings: the model knows no streets.
 *
 * @param starts where users begin [m]; moved to the edge of the area where they lie outside
 * @param slotS length of a slot [s]
 */
export function gaussMarkovWalk(
  starts: PlacedUsers,
  profiles: readonly MobilityProfile[],
  areaM: BoundsM,
  slotS: number,
  random: Random,
): Walk {
  const count = starts.x.length;
  const inside = Array.from(starts.x, (x, i) => withinArea(areaM, x, starts.y[i]!));
  const x = Float64Array.from(inside, (place) => place.x);
  const y = Float64Array.from(inside, (place) => place.y);
  const profile = Uint8Array.from({ length: count }, () =>
    profiles.indexOf(random.weighted(profiles, ({ share }) => share)),
  );
  const range = (i: number) => profiles[profile[i]!]!.speedMps;
  const meanSpeed = Float64Array.from(profile, (_, i) => random.between(range(i)[0], range(i)[1]));
  const meanDirection = Float64Array.from(profile, () => random.between(-Math.PI, Math.PI));
  const speed = meanSpeed.slice();
  const direction = meanDirection.slice();
  const middle = { x: (areaM.minX + areaM.maxX) / 2, y: (areaM.minY + areaM.maxY) / 2 };
  const step = () => {
    for (let i = 0; i < count; i++) {
      const { memory, speedMps } = profiles[profile[i]!]!;
      const wanted = {
        x: x[i]! + speed[i]! * Math.cos(direction[i]!) * slotS,
        y: y[i]! + speed[i]! * Math.sin(direction[i]!) * slotS,
      };
      const place = withinArea(areaM, wanted.x, wanted.y);
      x[i] = place.x;
      y[i] = place.y;
      if (place.x !== wanted.x || place.y !== wanted.y) {
        meanDirection[i] = Math.atan2(middle.y - place.y, middle.x - place.x);
        direction[i] = meanDirection[i]!;
      }
      const fresh = Math.sqrt(1 - memory * memory);
      const [least, most] = speedMps;
      const pace =
        memory * speed[i]! + (1 - memory) * meanSpeed[i]! + fresh * SPEED_SPREAD * (most - least) * random.normal();
      speed[i] = Math.min(most, Math.max(least, pace));
      direction[i] =
        memory * direction[i]! + (1 - memory) * meanDirection[i]! + fresh * TURN_SPREAD_RAD * random.normal();
    }
  };
  return { x, y, profile, step };
}
