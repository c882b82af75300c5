import { Random } from '../../units/random.ts';
import { type Decider, type SlotView, type SwitchingCost, strongestIn } from './decider.ts';
import { projectOntoSimplex } from './project-simplex.ts';

export const ROUNDINGS = ['argmax', 'coupling'] as const;
/**
 * How a fractional association becomes one sector a user. `argmax`: the greatest share, the serving sector at a tie. `coupling`: drawn, so
 * that the probability of a handover is the least that the change of the shares allows.
 */
export type Rounding = (typeof ROUNDINGS)[number];

export interface MetaSettings {
  /** Slots that are to come: step sizes and the number of experts follow from it. */
  readonly slots: number;
  readonly rounding: Rounding;
  /** Of the drawn rounding. */
  readonly seed: number;
}

/** A load is taken as at least this in a gradient. */
const LEAST_LOAD = 1e-3;

/**
 * Smoothed online meta-learner: experts of projected gradient ascent with step sizes a factor of 2 apart, weighed by exponential weights of
 * their linearised losses and switching costs (Ader, Zhang et al., NeurIPS 2018, with the switching cost in the meta-loss as in its smoothed
 * form, Zhang et al., NeurIPS 2021; constants of Scream, Zhao et al., JMLR 2023). The paper's [33] follows this pattern; that it is the same
 * in every constant cannot be checked.
 *
 * Associations are relaxed to the product of simplices; the utility of a slot, sum x ln c - sum y ln y with y the loads, is concave there.
 * With I users, J sectors, D^2 = 2 I, lambda = gamma max(a) sqrt(I J) / 2 (the Lipschitz constant of the switching cost) and G the norm of the
 * first gradient, eta_k = 2^(k-1) sqrt(D^2 / (G (lambda + G) T)) up to sqrt(D^2 (1 + 2 T) / (G (lambda + G) T)), and
 * beta_t = sqrt(2 / ((2 lambda + G) (lambda + G) D^2 (t + 1))). Users begin at the strongest sector.
 */
export function metaDecider(cost: SwitchingCost, settings: MetaSettings): Decider {
  let learner: Learner | null = null;
  return {
    next(seen) {
      learner ??= new Learner(seen, cost, settings);
      return learner.next(seen);
    },
  };
}

/** Number of experts for T slots: 8 for 5,000. */
export function expertCount(slots: number): number {
  return Math.ceil(0.5 * Math.log2(1 + 2 * slots)) + 1;
}

class Learner {
  readonly #cost: SwitchingCost;
  readonly #settings: MetaSettings;
  readonly #random: Random;
  /** Shares of every expert, and what they were a slot before: users x sectors. */
  readonly #shares: Float64Array[];
  readonly #before: Float64Array[];
  readonly #logWeight: Float64Array;
  /** The weighted mean of the experts, and what it was a slot before. */
  #mixed: Float64Array;
  #mixedBefore: Float64Array;
  readonly #gradient: Float64Array;
  readonly #serving: Int32Array;
  #steps = new Float64Array(0);
  #lambda = 0;
  #bound = 0;
  #slot = 0;

  constructor(seen: SlotView, cost: SwitchingCost, settings: MetaSettings) {
    const { users, sectors } = seen;
    this.#cost = cost;
    this.#settings = settings;
    this.#random = new Random(settings.seed);
    this.#serving = strongestIn(seen, new Int32Array(users));
    this.#mixed = new Float64Array(users * sectors);
    this.#serving.forEach((k, i) => {
      this.#mixed[i * sectors + k] = 1;
    });
    this.#mixedBefore = this.#mixed.slice();
    this.#gradient = new Float64Array(users * sectors);
    const experts = expertCount(settings.slots);
    this.#shares = Array.from({ length: experts }, () => this.#mixed.slice());
    this.#before = Array.from({ length: experts }, () => this.#mixed.slice());
    this.#logWeight = Float64Array.from({ length: experts }, (_, k) => -Math.log((k + 1) * (k + 2)));
  }

  next(seen: SlotView): Int32Array {
    const { users, sectors } = seen;
    const norm = this.#takeGradient(seen);
    if (this.#slot === 0) this.#setSteps(norm, users, sectors);
    this.#slot++;
    this.#weigh(users, sectors);
    for (const [k, shares] of this.#shares.entries()) this.#ascend(k, shares, users, sectors);
    this.#mix();
    if (this.#settings.rounding === 'argmax') this.#roundToGreatest(users, sectors);
    else this.#roundByCoupling(users, sectors);
    return this.#serving;
  }

  /** Gradient of the loss at the mixed shares, centred user by user; its norm. */
  #takeGradient({ users, sectors, lnRate }: SlotView): number {
    const gradient = this.#gradient;
    const load = new Float64Array(sectors);
    for (let at = 0; at < this.#mixed.length; at++) load[at % sectors]! += this.#mixed[at]!;
    const crowd = load.map((y) => Math.log(Math.max(y, LEAST_LOAD)) + 1);
    let squares = 0;
    for (let i = 0; i < users; i++) {
      const row = i * sectors;
      let mean = 0;
      for (let k = 0; k < sectors; k++) {
        gradient[row + k] = crowd[k]! - lnRate[row + k]!;
        mean += gradient[row + k]!;
      }
      mean /= sectors;
      for (let k = 0; k < sectors; k++) {
        gradient[row + k]! -= mean;
        squares += gradient[row + k]! ** 2;
      }
    }
    return Math.sqrt(squares);
  }

  #setSteps(norm: number, users: number, sectors: number): void {
    const { weight, ofUser } = this.#cost;
    const dearest = ofUser.reduce((most, value) => Math.max(most, value), 0);
    this.#bound = Math.max(norm, Number.MIN_VALUE);
    this.#lambda = (weight * dearest * Math.sqrt(users * sectors)) / 2;
    const first = Math.sqrt((2 * users) / (this.#bound * (this.#lambda + this.#bound) * this.#settings.slots));
    this.#steps = Float64Array.from(this.#shares, (_, k) => 2 ** k * first);
  }

  /** Every expert pays its linearised loss and its switching cost of the slot that has passed. */
  #weigh(users: number, sectors: number): void {
    const beta = Math.sqrt(
      2 / ((2 * this.#lambda + this.#bound) * (this.#lambda + this.#bound) * 2 * users * (this.#slot + 1)),
    );
    for (const [k, shares] of this.#shares.entries()) {
      let loss = 0;
      for (let at = 0; at < shares.length; at++) loss += this.#gradient[at]! * shares[at]!;
      this.#logWeight[k]! -= beta * (loss + this.#switching(shares, this.#before[k]!, sectors));
    }
    const most = this.#logWeight.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    for (let k = 0; k < this.#logWeight.length; k++) this.#logWeight[k]! -= most;
  }

  /** gamma times half the sum of a |x - x'|: one handover costs its user's a. */
  #switching(now: Float64Array, before: Float64Array, sectors: number): number {
    const { weight, ofUser } = this.#cost;
    let sum = 0;
    for (let i = 0, at = 0; i < ofUser.length; i++) {
      let moved = 0;
      for (let k = 0; k < sectors; k++, at++) moved += Math.abs(now[at]! - before[at]!);
      sum += ofUser[i]! * moved;
    }
    return (weight * sum) / 2;
  }

  #ascend(k: number, shares: Float64Array, users: number, sectors: number): void {
    this.#before[k]!.set(shares);
    const step = this.#steps[k]!;
    for (let at = 0; at < shares.length; at++) shares[at]! -= step * this.#gradient[at]!;
    for (let i = 0; i < users; i++) projectOntoSimplex(shares, i * sectors, sectors);
  }

  #mix(): void {
    const weights = this.#logWeight.map(Math.exp);
    const sum = weights.reduce((a, b) => a + b);
    [this.#mixed, this.#mixedBefore] = [this.#mixedBefore, this.#mixed];
    this.#mixed.fill(0);
    for (const [k, shares] of this.#shares.entries()) {
      const weight = weights[k]! / sum;
      for (let at = 0; at < shares.length; at++) this.#mixed[at]! += weight * shares[at]!;
    }
  }

  #roundToGreatest(users: number, sectors: number): void {
    for (let i = 0; i < users; i++) {
      const row = i * sectors;
      let best = this.#serving[i]!;
      for (let k = 0; k < sectors; k++) if (this.#mixed[row + k]! > this.#mixed[row + best]! + 1e-12) best = k;
      this.#serving[i] = best;
    }
  }

  /** Stays with probability min(1, x / x'), else goes where shares have grown, by how much they have. */
  #roundByCoupling(users: number, sectors: number): void {
    for (let i = 0; i < users; i++) {
      const row = i * sectors;
      const own = this.#serving[i]!;
      const stay = this.#mixed[row + own]! / this.#mixedBefore[row + own]!;
      if (this.#random.unit() < stay) continue;
      const grown = (k: number) => Math.max(0, this.#mixed[row + k]! - this.#mixedBefore[row + k]!);
      let sum = 0;
      for (let k = 0; k < sectors; k++) sum += grown(k);
      let left = this.#random.unit() * sum;
      for (let k = 0; k < sectors; k++) {
        left -= grown(k);
        if (grown(k) > 0) this.#serving[i] = k;
        if (left < 0) break;
      }
    }
  }
}
