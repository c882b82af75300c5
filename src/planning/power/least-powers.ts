import { solveLinear } from '../../algebra/solve-linear.ts';
import { type PowerProblem, sectorLoads } from './power-problem.ts';

/** The least powers for a fixed association. */
export interface LeastPowers {
  /** Power of a resource block [W], by sector; 0 for a sector that serves nobody. */
  readonly powerW: Float64Array;
  /** Share of its bandwidth that each sector needs: 1 where it serves, to rounding. */
  readonly load: Float64Array;
  /** Newton steps taken. */
  readonly steps: number;
  /**
   * What one more unit of load on a sector costs [W of total power, all blocks]: the multipliers of the sectors' loads. 0 for sectors that
   * serve nobody.
   */
  readonly costW: Float64Array;
}

/** No powers serve these users. */
export interface NoPowers {
  /** The sector whose power passed its maximum first, or would grow without bound. */
  readonly sector: number;
}

/** Steps until a search is taken as stuck: quadratic convergence needs about ten. */
const MOST_STEPS = 100;
/** Greatest error of a load: a step below it changes nothing that counts. */
const LOAD_TOLERANCE = 1e-10;

/**
 * The componentwise least powers at which every sector can give its users what they ask for, so the optimum of any rising objective.
 *
 * With the bandwidth shares eliminated, sector j needs the load L_j(P) = sum of t_i / (B log2(1 + SINR_i(P))) <= 1. Its least power
 * against given interference is a standard interference function (Yates, "A Framework for Uplink Power Control in Cellular Radio Systems",
 * IEEE JSAC 13(7), 1995), so there is a least solution and all loads are 1 at it (Ho, Yuan and Sun, arXiv 1402.5726). ln L is convex in
 * q = ln P, which makes Newton's method from below monotone: every iterate lies below the solution. So a power above its maximum, or a
 * step that is not upwards, proves that there is none.
 *
 * @param serving sector of every user; -1 for users that are left out. Users without demand ask nothing
 */
export function leastPowers(problem: PowerProblem, serving: ArrayLike<number>): LeastPowers | NoPowers {
  const active = activeSectors(problem, serving);
  const powerW = new Float64Array(problem.sectors);
  if (active.length === 0) return { powerW, load: new Float64Array(problem.sectors), steps: 0, costW: powerW.slice() };
  for (const k of active) {
    const alone = powerAlone(problem, serving, k);
    if (!(alone <= problem.mostW[k]!)) return { sector: k };
    powerW[k] = alone;
  }
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const { logLoad, slope } = linearised(problem, serving, powerW, active);
    if (logLoad.every((value) => Math.abs(value) < LOAD_TOLERANCE)) {
      const load = sectorLoads(problem, serving, powerW);
      return { powerW, load, steps, costW: loadCosts(problem, powerW, active, slope) };
    }
    const step = solveLinear(slope, logLoad);
    // Rounding of the last steps may point down by as much as the loads are wrong.
    const down = step?.findIndex((value) => value < -1e-6) ?? 0;
    if (step === null || down >= 0) return { sector: active[Math.max(0, down)]! };
    for (const [a, k] of active.entries()) powerW[k]! *= Math.exp(step[a]!);
    const over = active.filter((k) => !(powerW[k]! <= problem.mostW[k]!));
    if (over.length > 0)
      return { sector: over.reduce((p, q) => (excess(problem, powerW, q) > excess(problem, powerW, p) ? q : p)) };
  }
  return { sector: active[0]! };
}

function excess({ mostW }: PowerProblem, powerW: Float64Array, k: number): number {
  return powerW[k]! / mostW[k]!;
}

/** Sectors that serve somebody who asks for something. */
function activeSectors(problem: PowerProblem, serving: ArrayLike<number>): number[] {
  const serves = new Uint8Array(problem.sectors);
  for (let i = 0; i < problem.users; i++) {
    if (serving[i]! >= 0 && problem.demandBps[i]! > 0) serves[serving[i]!] = 1;
  }
  return [...serves.keys()].filter((k) => serves[k]);
}

/**
 * The power [W] at which sector k carries its users when nobody else sends; infinite where one of them has no signal from it. ln load is
 * convex and falling in ln power, so that Newton's method rises to the root after the first step.
 */
function powerAlone(problem: PowerProblem, serving: ArrayLike<number>, k: number): number {
  const { users, sectors, gain, demandBps, noiseW, bandwidthHz } = problem;
  const own: number[] = [];
  for (let i = 0; i < users; i++) if (serving[i] === k && demandBps[i]! > 0) own.push(i);
  if (own.some((i) => !(gain[i * sectors + k]! > 0))) return Number.POSITIVE_INFINITY;
  // A start at which the load is at least 1: log2(1 + S) <= S / ln 2.
  let power = own.reduce(
    (sum, i) => sum + (demandBps[i]! * Math.LN2 * noiseW[k]!) / (bandwidthHz[k]! * gain[i * sectors + k]!),
    0,
  );
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    let load = 0;
    let fall = 0;
    for (const i of own) {
      const sinr = (power * gain[i * sectors + k]!) / noiseW[k]!;
      const capacity = Math.log1p(sinr);
      const share = (demandBps[i]! * Math.LN2) / (bandwidthHz[k]! * capacity);
      load += share;
      fall += (share * sinr) / ((1 + sinr) * capacity);
    }
    const step = (Math.log(load) * load) / fall;
    power *= Math.exp(step);
    if (!(Math.abs(step) > 1e-12) || power === Number.POSITIVE_INFINITY) break;
  }
  return power;
}

/** ln load of the active sectors, and minus its derivatives by the logarithms of their powers (row: load, column: power). */
function linearised(
  problem: PowerProblem,
  serving: ArrayLike<number>,
  powerW: Float64Array,
  active: readonly number[],
) {
  const { users, sectors, gain, demandBps, bandwidthHz, noiseW, carrier } = problem;
  const n = active.length;
  const load = new Float64Array(n);
  const slope = new Float64Array(n * n);
  const placeOf = new Int32Array(sectors).fill(-1);
  for (const [a, k] of active.entries()) placeOf[k] = a;
  const heard = new Float64Array(n);
  for (let i = 0; i < users; i++) {
    const k = serving[i]!;
    if (k < 0 || demandBps[i] === 0) continue;
    const own = placeOf[k]!;
    let interference = noiseW[k]!;
    for (let a = 0; a < n; a++) {
      const m = active[a]!;
      heard[a] = m !== k && carrier[m] === carrier[k] ? powerW[m]! * gain[i * sectors + m]! : 0;
      interference += heard[a]!;
    }
    const sinr = (powerW[k]! * gain[i * sectors + k]!) / interference;
    const capacity = Math.log1p(sinr);
    const share = (demandBps[i]! * Math.LN2) / (bandwidthHz[k]! * capacity);
    const fall = (share * sinr) / ((1 + sinr) * capacity);
    load[own]! += share;
    slope[own * n + own]! += fall;
    for (let a = 0; a < n; a++) if (heard[a]! > 0) slope[own * n + a]! -= (fall * heard[a]!) / interference;
  }
  for (let j = 0; j < n; j++) for (let a = 0; a < n; a++) slope[j * n + a]! /= load[j]!;
  return { logLoad: load.map(Math.log), slope };
}

/** Solves slopeᵀ c = blocks x power: a load that is one unit greater raises the powers by the inverse of the slope. */
function loadCosts(
  { sectors, blocks }: PowerProblem,
  powerW: Float64Array,
  active: readonly number[],
  slope: Float64Array,
): Float64Array {
  const n = active.length;
  const turned = Float64Array.from(slope, (_, at) => slope[(at % n) * n + Math.floor(at / n)]!);
  const cost = solveLinear(
    turned,
    Float64Array.from(active, (k) => blocks[k]! * powerW[k]!),
  );
  const costW = new Float64Array(sectors);
  for (const [a, k] of active.entries()) costW[k] = cost?.[a] ?? 0;
  return costW;
}

/** Whether powers were found. */
export function isFeasible(answer: LeastPowers | NoPowers): answer is LeastPowers {
  return 'powerW' in answer;
}

/** Power of all blocks of all sectors [W]. */
export function totalPowerW({ blocks }: PowerProblem, powerW: ArrayLike<number>): number {
  return blocks.reduce((sum, count, k) => sum + count * powerW[k]!, 0);
}
