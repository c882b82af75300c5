import { breathe } from '../../units/breathe.ts';
import { badInput, UserError } from '../../units/errors.ts';
import type { DeviceGraph } from '../models/inference-backend.ts';
import { type Phase, StepDevice, type StepSettings } from './step-device.ts';
import type { TuneProblem, TuneTile } from './tune-problem.ts';
import { freshState, type TunePoint, type TuneState } from './tune-state.ts';
import { siteLength, type TuningFacts, weightLength } from './tuning-facts.ts';

export interface TuneOptions extends StepSettings {
  /** In all. */
  readonly iterations: number;
  /** Over so many iterations the rate rises to its own: the first steps of AdamW are of full length, whichever way they go. */
  readonly warmUp: number;
  /** For this share of the iterations the rate stays; then it falls to nothing. */
  readonly hold: number;
  /** Over so many at the end the inner cells are trained on as well. */
  readonly settle: number;
}

export const DEFAULT_TUNING: TuneOptions = {
  rate: 2e-3,
  decay: 5e-2,
  clip: 10,
  warmUp: 10,
  hold: 0.5,
  iterations: 60,
  settle: 30,
};

/** What runs the step: opened again after a device was lost. */
export interface StepSource {
  readonly facts: TuningFacts;
  /** The model's weights as they were shipped. */
  readonly base: Float32Array;
  /** @param losses how often a device was lost so far */
  open(losses: number): Promise<DeviceGraph>;
}

export interface TuneHooks {
  /** Levels as the iteration found them: the residual of every measured cell with the offset [dB]. */
  onPoint?(point: TunePoint, residualDb: Float64Array): void;
  /** The state every ten iterations and at a pause, to be stored. */
  onState?(state: TuneState): void;
  /** True ends the training after the iteration under way, to go on later from the state. */
  shouldPause?(): boolean;
  /** Aborting rejects with UserError('aborted'). */
  readonly signal?: AbortSignal;
}

export interface TuneOutcome {
  readonly state: TuneState;
  readonly ended: 'iterations' | 'inner cells worse' | 'paused';
}

/** Before this one a training is too unsteady to be compared with itself. */
const STEADY_FROM = 20;
/** With fewer blocks apart nothing is told of their scatter. */
const FEWEST_BLOCKS = 4;
/** Standard errors that make a loss sure; it is looked for at every iteration. */
const SURE = 3;
/** Iterations between two copies of the state, from which a lost device is made good. */
const KEEP_EVERY = 10;
/** A device may be lost this often. */
const MOST_LOSSES = 2;
/** By how much the loss of the device may differ from that in float64 from its own answer, as a share. */
const LOSS_TOLERANCE = 1e-4;

/**
 * Trains a model to a site: AdamW on the mean absolute error over the trained cells, at a rate that in the end falls to nothing (half a cosine),
 * so that the last iteration is the one to keep. Over the last ones the inner cells are trained on, too; sooner, from where they were
 * best, when they get surely worse. The same state goes on in the same way, whether it was stored in between or not.
 * @param from a state of the same model and cells; null begins
 * @throws UserError: 'bad-input' where the device computes wrongly, 'device-lost' the third time, 'aborted'
 */
export async function tune(
  problem: TuneProblem,
  source: StepSource,
  options: TuneOptions,
  from: TuneState | null = null,
  hooks: TuneHooks = {},
): Promise<TuneOutcome> {
  const length = weightLength(source.facts) + siteLength(source.facts);
  const start = from ?? freshState(length, problem.offsetDb);
  requireSame(start, length, problem);
  const run = new TuneRun(problem, source, options, hooks);
  let state = start;
  for (let losses = 0; ; losses++) {
    try {
      return await run.from(state, losses);
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'device-lost' || losses >= MOST_LOSSES) throw error;
      state = run.kept ?? start;
    }
  }
}

/**
 * What the model says of the problem's cells: the residual of each [dB], without the offset.
 * @param delta what a training has changed in it; null for the model as it was shipped
 * @throws UserError as `tune`
 */
export async function residualsOf(
  problem: TuneProblem,
  source: StepSource,
  delta: Float32Array | null = null,
): Promise<Float64Array> {
  const { facts, base } = source;
  const fresh = freshState(weightLength(facts) + siteLength(facts), 0);
  const device = new StepDevice(await source.open(0), facts, base, problem, delta ? { ...fresh, delta } : fresh);
  const residualDb = new Float64Array(problem.cells.cell.length);
  try {
    for (const tile of problem.tiles) {
      await breathe();
      const out = await device.run(tile, 'search', null);
      tile.own.forEach((k, i) => {
        residualDb[k] = out.residualDb[tile.at[i]!]!;
      });
    }
  } finally {
    await device.release();
  }
  return residualDb;
}

function requireSame({ delta, offsetDb }: TuneState, length: number, problem: TuneProblem) {
  if (delta.length !== length)
    throw badInput(
      `The stored training has ${delta.length} values and this model ${length}: it belongs to another model. Begin anew.`,
    );
  if (Math.abs(offsetDb - problem.offsetDb) > 0.01)
    throw badInput(
      `The stored training began from an offset of ${offsetDb.toFixed(2)} dB and these measurements have ${problem.offsetDb.toFixed(2)} dB: it belongs to other cells. Begin anew.`,
    );
}

class TuneRun {
  /** The last copy of the state. */
  kept: TuneState | null = null;
  readonly #problem: TuneProblem;
  readonly #source: StepSource;
  readonly #options: TuneOptions;
  readonly #hooks: TuneHooks;
  /** Iterations that were told of already, so that a device that is lost tells none twice. */
  #told = -1;

  constructor(problem: TuneProblem, source: StepSource, options: TuneOptions, hooks: TuneHooks) {
    this.#problem = problem;
    this.#source = source;
    this.#options = options;
    this.#hooks = hooks;
  }

  async from(start: TuneState, losses: number): Promise<TuneOutcome> {
    const { facts, base } = this.#source;
    const device = new StepDevice(await this.#source.open(losses), facts, base, this.#problem, start);
    try {
      return await this.#iterate(device, start);
    } finally {
      await device.release();
    }
  }

  async #iterate(device: StepDevice, start: TuneState): Promise<TuneOutcome> {
    const { iterations, settle } = this.#options;
    const curve = [...start.curve];
    let { iteration, steps, best, settledFrom } = start;
    const stateNow = async (): Promise<TuneState> => ({
      ...(await device.read()),
      iteration,
      steps,
      offsetDb: start.offsetDb,
      best,
      settledFrom,
      curve: curve.slice(),
    });
    for (; ; iteration++) {
      // A run on WASM leaves no time for what is asked of a Worker meanwhile, such as to stop.
      await breathe();
      if (this.#hooks.signal?.aborted) throw new UserError('aborted', 'The training was cancelled.');
      if (iteration >= iterations - settle) settledFrom ??= iteration;
      const pauses = iteration > start.iteration && (this.#hooks.shouldPause?.() ?? false);
      if (pauses || iteration % KEEP_EVERY === 0) {
        this.kept = await stateNow();
        this.#hooks.onState?.(this.kept);
        if (pauses) return { state: this.kept, ended: 'paused' };
      }
      const last = settledFrom !== null && iteration >= settledFrom + settle;
      const watched = settledFrom === null && iteration >= STEADY_FROM;
      const before = watched ? await device.readDelta() : null;
      const pass = { iteration, steps, settledFrom, train: !last };
      const residualDb = await this.#pass(device, pass);
      const point = this.#point(iteration, residualDb);
      curve.push(point);
      if (iteration > this.#told) {
        this.#told = iteration;
        this.#hooks.onPoint?.(point, residualDb);
      }
      if (last) return { state: await stateNow(), ended: iteration < iterations ? 'inner cells worse' : 'iterations' };
      steps += this.#problem.tiles.filter((tile) => tile[phaseOf(settledFrom)].count > 0).length;
      if (before === null) continue;
      const errorsDb = this.#innerErrors(residualDb);
      if (best === null || point.innerMaeDb < best.maeDb)
        best = { iteration, maeDb: point.innerMaeDb, errorsDb, delta: before };
      else if (surelyWorse(best.errorsDb, errorsDb, this.#problem.cells.innerBlock)) {
        device.restart(best.delta);
        steps = 0;
        settledFrom = iteration + 1;
      }
    }
  }

  /** A step on every tile. */
  async #pass(device: StepDevice, at: Pass): Promise<Float64Array> {
    const { tiles, cells, offsetDb } = this.#problem;
    const residualDb = new Float64Array(cells.cell.length);
    const phase = phaseOf(at.settledFrom);
    const rate = rateAt(this.#options, at);
    let step = at.steps;
    for (const tile of tiles) {
      const trains = at.train && tile[phase].count > 0;
      const out = await device.run(tile, phase, trains ? { ...this.#options, rate, step: ++step } : null);
      checkLoss(this.#source.facts.model, tile, phase, out.residualDb, out.lossDb);
      tile.own.forEach((k, i) => {
        residualDb[k] = out.residualDb[tile.at[i]!]! + offsetDb;
      });
    }
    return residualDb;
  }

  #innerErrors(residualDb: Float64Array): Float64Array {
    const { inner, targetDb } = this.#problem.cells;
    return Float64Array.from(inner, (k) => Math.abs(residualDb[k]! - targetDb[k]!));
  }

  #point(iteration: number, residualDb: Float64Array): TunePoint {
    const { cells } = this.#problem;
    const mae = (of: ArrayLike<number>) => {
      let sum = 0;
      for (let k = 0; k < of.length; k++) sum += Math.abs(residualDb[of[k]!]! - cells.targetDb[of[k]!]!);
      return sum / of.length;
    };
    const { fit, inner, heldOut } = cells;
    return { iteration, trainMaeDb: mae(fit), innerMaeDb: mae(inner), heldOutMaeDb: mae(heldOut) };
  }
}

interface Pass extends Pick<TuneState, 'iteration' | 'steps' | 'settledFrom'> {
  /** False where the state stays as it is. */
  readonly train: boolean;
}

function phaseOf(settledFrom: number | null): Phase {
  return settledFrom === null ? 'search' : 'settle';
}

/** Rises over the warm-up and falls to nothing at the end; a training that settles sooner takes up the end of the schedule. */
function rateAt({ rate, warmUp, hold, iterations, settle }: TuneOptions, { iteration, settledFrom }: Pass): number {
  const at = settledFrom === null ? iteration : iterations - settle + iteration - settledFrom;
  const fallen = Math.max(0, at / iterations - hold) / (1 - hold);
  return rate * Math.min(1, (iteration + 1) / warmUp) * 0.5 * (1 + Math.cos(Math.PI * fallen));
}

/**
 * Whether errors grew by more than three standard errors of the mean, which blocks tell: cells of one block err together, and a few
 * blocks differ from one another by more than a training gains.
 */
export function surelyWorse(before: Float64Array, now: Float64Array, block: ArrayLike<number>): boolean {
  const sums = new Map<number, { cells: number; grown: number }>();
  let total = 0;
  for (let k = 0; k < now.length; k++) {
    const of = sums.get(block[k]!) ?? { cells: 0, grown: 0 };
    const grown = now[k]! - before[k]!;
    sums.set(block[k]!, { cells: of.cells + 1, grown: of.grown + grown });
    total += grown;
  }
  if (sums.size < FEWEST_BLOCKS) return false;
  const mean = total / now.length;
  let square = 0;
  for (const { cells, grown } of sums.values()) square += (grown - mean * cells) ** 2;
  const error = Math.sqrt((square * sums.size) / (sums.size - 1)) / now.length;
  return mean > SURE * error;
}

/** Holds the device's loss to that of its own answer in float64. */
function checkLoss(model: string, tile: TuneTile, phase: Phase, residualDb: Float32Array, lossDb: number): void {
  const { weight, count } = tile[phase];
  if (count === 0) return;
  let sum = 0;
  for (let k = 0; k < residualDb.length; k++) if (weight[k]! > 0) sum += Math.abs(residualDb[k]! - tile.target[k]!);
  const wanted = sum / count;
  if (Math.abs(lossDb - wanted) <= LOSS_TOLERANCE * Math.max(1, wanted)) return;
  throw badInput(
    `Training ${model} goes wrong on this device: it finds a loss of ${lossDb} dB where its own levels give ${wanted.toFixed(4)} dB. Use another backend.`,
  );
}
