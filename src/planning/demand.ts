import { badInput } from '../units/errors.ts';
import type { Random } from '../units/random.ts';

/** Rates that users ask for [bit/s]. */
export type DemandModel =
  /** The same for all. */
  | { readonly kind: 'constant'; readonly bps: number }
  /** Lognormal: median [bit/s] and standard deviation of the natural logarithm; draws above `mostBps` are taken as that. */
  | { readonly kind: 'lognormal'; readonly medianBps: number; readonly sigma: number; readonly mostBps: number }
  /** Drawn evenly from a list, e.g. of sessions. */
  | { readonly kind: 'listed'; readonly bps: readonly number[] }
  /** Sessions of services, each of a volume and a duration. */
  | { readonly kind: 'sessions'; readonly services: readonly SessionService[] };

/**
 * One service's sessions: the volume is 10^x bytes with x from a mixture of normals, the duration d [s] follows from the volume by
 * v = a d^b, and the rate is 8 v / d.
 */
export interface SessionService {
  /** Share among the sessions, [> 0], relative. */
  readonly share: number;
  readonly volumes: readonly { readonly weight: number; readonly mean: number; readonly sd: number }[];
  readonly a: number;
  readonly b: number;
}

/**
 * The default, of our own choosing: median 40 kbit/s with a heavy tail (mean about 195 kbit/s), at most 2 Mbit/s. Close to what sessions
 * of between a second and an hour have in the published mixtures of mobile traffic.
 */
export const DEFAULT_DEMAND: DemandModel = { kind: 'lognormal', medianBps: 40e3, sigma: 2, mostBps: 2e6 };

/** Sessions shorter and longer than this [s] are drawn again: the power law of the duration explodes there. */
const SESSION_S = [1, 3600] as const;
/** Draws until a service is taken as one without sessions of such durations. */
const MOST_DRAWS = 10_000;

/**
 * The rates [bit/s] of `count` users, drawn one by one, so that the first n of more are the same n.
 * @throws UserError('bad-input') for services none of whose sessions lasts between a second and an hour
 */
export function demandsBps(count: number, model: DemandModel, random: Random): Float64Array {
  const draw = drawOf(model, random);
  return Float64Array.from({ length: count }, draw);
}

function drawOf(model: DemandModel, random: Random): () => number {
  switch (model.kind) {
    case 'constant':
      return () => model.bps;
    case 'lognormal':
      return () => Math.min(model.mostBps, model.medianBps * Math.exp(model.sigma * random.normal()));
    case 'listed':
      return () => random.pick(model.bps);
    case 'sessions':
      return () => sessionBps(model.services, random);
  }
}

function sessionBps(services: readonly SessionService[], random: Random): number {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const { volumes, a, b } = random.weighted(services, ({ share }) => share);
    const { mean, sd } = random.weighted(volumes, ({ weight }) => weight);
    const bytes = 10 ** (mean + sd * random.normal());
    const seconds = (bytes / a) ** (1 / b);
    if (seconds >= SESSION_S[0] && seconds <= SESSION_S[1]) return (8 * bytes) / seconds;
  }
  throw badInput(
    `No session of these services lasts between a second and an hour, in ${MOST_DRAWS} draws: volume = a d^b with volumes in bytes and d in seconds; see whether "a", "b" and the means (powers of ten) belong together.`,
  );
}
