import { type Association, associationOf, bestAssociation } from './associate-users.ts';
import { neededShare, type PowerProblem, strongestSectors } from './power-problem.ts';

export const ASSOCIATION_RULES = ['search', 'best-server'] as const;
/** `best-server`: the strongest at full power; `search`: from there, the moves that save power. */
export type AssociationRule = (typeof ASSOCIATION_RULES)[number];

/** Why users cannot be served. */
export interface Shortfall {
  /**
   * `user`: asks for more than any sector could give it with all of its bandwidth and power and no interference; `load`: the users of a
   * sector ask for more than it could give them without interference; `interference`: together the sectors drown one another.
   */
  readonly reason: 'user' | 'load' | 'interference';
  /** The sector that gives in first. */
  readonly sector: number;
  /** The user that needs the greatest part of it. */
  readonly user: number;
  /** Share of the sector's bandwidth that this user needs, and that all of its users need, at full power: of its own alone, or of all. */
  readonly userShare: number;
  readonly load: number;
  /** The greatest share of all demands that can be served [0..1), to a hundredth. */
  readonly servable: number;
}

export interface PowerPlan {
  /** Null where not all can be served. */
  readonly found: Association | null;
  readonly shortfall: Shortfall | null;
  /** Users that no sector reaches: they are left out. */
  readonly unreached: number;
}

/** How finely the share of the demands that can be served is found. */
const SERVABLE_STEP = 0.01;

/** The least powers that serve all users that a sector reaches, or why there are none. */
export function planPowers(problem: PowerProblem, rule: AssociationRule): PowerPlan {
  const start = strongestSectors(problem);
  const unreached = start.reduce((count, k) => count + (k < 0 ? 1 : 0), 0);
  const improve = rule === 'search' ? bestAssociation : associationOf;
  const found = improve(problem, start);
  if (found) return { found, shortfall: null, unreached };
  const eased = easeIn(problem, start, improve);
  if (eased.found) return { found: eased.found, shortfall: null, unreached };
  return { found: null, shortfall: { ...shortfallOf(problem, start), servable: eased.servable }, unreached };
}

/**
 * Bisects the share of the demands that can be served, each time from the best association so far: a search that starts where there are
 * powers may lead to one that serves all.
 */
function easeIn(problem: PowerProblem, start: Int32Array, improve: typeof associationOf) {
  let low = 0;
  let high = 1;
  let serving = start;
  while (high - low > SERVABLE_STEP) {
    const share = (low + high) / 2;
    const found = improve({ ...problem, demandBps: problem.demandBps.map((bps) => share * bps) }, serving);
    if (!found) {
      high = share;
      continue;
    }
    low = share;
    serving = found.serving;
    const whole = improve(problem, serving);
    if (whole) return { found: whole, servable: 1 };
  }
  return { found: null, servable: low };
}

type Bottleneck = Omit<Shortfall, 'servable'>;

function shortfallOf(problem: PowerProblem, serving: Int32Array): Bottleneck {
  const hopeless = hopelessUser(problem);
  if (hopeless) return hopeless;
  const quiet = mostLoaded(problem, serving, (sector) => alone(problem, sector));
  if (quiet.load > 1) return { reason: 'load', ...quiet };
  return { reason: 'interference', ...mostLoaded(problem, serving, () => problem.mostW) };
}

/** The user that asks most beyond what any sector could give it; null where each could be served alone. */
function hopelessUser(problem: PowerProblem): Bottleneck | null {
  let worst: Bottleneck | null = null;
  for (let user = 0; user < problem.users; user++) {
    const shares = Array.from({ length: problem.sectors }, (_, k) => neededShare(problem, alone(problem, k), user, k));
    const userShare = Math.min(...shares);
    if (userShare > 1 && userShare < Number.POSITIVE_INFINITY && userShare > (worst?.userShare ?? 1)) {
      const sector = shares.indexOf(userShare);
      worst = { reason: 'user', sector, user, userShare, load: userShare };
    }
  }
  return worst;
}

/** Full power at sector k and none elsewhere. */
function alone({ mostW }: PowerProblem, k: number): Float64Array {
  const powerW = new Float64Array(mostW.length);
  powerW[k] = mostW[k]!;
  return powerW;
}

/** The sector that needs the most of its bandwidth, at the powers that `powersOf` gives for judging it. */
function mostLoaded(
  problem: PowerProblem,
  serving: Int32Array,
  powersOf: (sector: number) => Float64Array,
): Omit<Bottleneck, 'reason'> {
  let worst = { sector: -1, user: -1, userShare: 0, load: -1 };
  for (let sector = 0; sector < problem.sectors; sector++) {
    const powerW = powersOf(sector);
    const own = { sector, user: -1, userShare: -1, load: 0 };
    for (let user = 0; user < problem.users; user++) {
      if (serving[user] !== sector) continue;
      const share = neededShare(problem, powerW, user, sector);
      own.load += share;
      if (share <= own.userShare) continue;
      own.user = user;
      own.userShare = share;
    }
    if (own.load > worst.load) worst = own;
  }
  return worst;
}
