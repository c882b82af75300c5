import { badInput } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import { type DemandModel, demandsBps } from './demand.ts';
import type { NetworkGains } from './network-gains.ts';
import { type PlacedUsers, placeUsers, type UserDensity } from './place-users.ts';

/** Users with the rates that they ask for [bit/s]. */
export interface RequestedUsers extends PlacedUsers {
  readonly demandBps: Float64Array;
}

/** The first `count` users of a seed: fewer are the first of more. */
export type UsersOfSeed = (count: number, seed: number) => RequestedUsers;

/** Users drawn by density, their rates by a model. */
export function drawnUsers(density: UserDensity, areaM: NetworkGains['areaM'], demand: DemandModel): UsersOfSeed {
  return (count, seed) => {
    const random = new Random(seed);
    const placed = placeUsers(count, density, areaM, random.fork());
    return { ...placed, demandBps: demandsBps(count, demand, random.fork()) };
  };
}

/** Users that a person lists; rates that are not listed (NaN) are drawn by the model. */
export interface ListedUsers extends PlacedUsers {
  readonly name: string;
  /** [bit/s >= 0], NaN where the list has none. */
  readonly demandBps: Float64Array;
}

/**
 * The users of a list, in its order.
 * @throws UserError('bad-input') for users outside every map, which are named by their number, and for more users than the list has
 */
export function listedUsers(list: ListedUsers, gains: NetworkGains, demand: DemandModel): UsersOfSeed {
  const { name, x, y } = list;
  const outside = [...x.keys()].filter((i) => !gains.isOnMap(x[i]!, y[i]!));
  if (outside.length > 0) {
    const first = outside[0]!;
    throw badInput(
      `${name}: ${outside.length} of ${x.length} users lie outside every map, the first is user ${first + 1} at (${x[first]!.toFixed(0)}, ${y[first]!.toFixed(0)}) m; leave them out, or compute maps that reach them.`,
    );
  }
  return (count, seed) => {
    if (count > x.length)
      throw badInput(`${name} lists ${x.length} users, ${count} are asked for; ask for at most ${x.length}.`);
    const drawn = demandsBps(count, demand, new Random(seed));
    return {
      x: x.subarray(0, count),
      y: y.subarray(0, count),
      demandBps: drawn.map((bps, i) => (Number.isNaN(list.demandBps[i]!) ? bps : list.demandBps[i]!)),
    };
  };
}
