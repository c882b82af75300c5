import { badInput, UserError } from '../../units/errors.ts';
import type { DeviceGraph } from '../models/inference-backend.ts';
import { StepDevice, type StepSettings } from './step-device.ts';
import type { TuneProblem, TuneTile } from './tune-problem.ts';
import { freshState, type TunePoint, type TuneState } from './tune-state.ts';
import { siteLength, type TuningFacts, weightLength } from './tuning-facts.ts';

export interface TuneOptions extends StepSettings {
  /** Most iterations. */
  readonly iterations: number;
  /** Over so many iterations the rate rises to its own: the first steps of AdamW are of full length, whichever way they go. */
  readonly warmUp: number;
  /** Ends after so many iterations without a gain on the inner cells. */
  readonly patience: number;
}

export const DEFAULT_TUNING: TuneOptions = {
  rate: 1e-3,
  decay: 5e-2,
  clip: 10,
  warmUp: 10,
  iterations: 60,
  patience: 20,
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
  /** The state every ten iterations, to be stored. */
  onState?(state: TuneState): void;
  /** True ends the training after the iteration under way, to go on later from the state. */
  shouldPause?(): boolean;
  /** Aborting rejects with UserError('aborted'). */
  readonly signal?: AbortSignal;
}

export interface TuneOutcome {
  readonly state: TuneState;
  readonly ended: 'iterations' | 'no further gain' | 'paused';
}

/** Iterations between two copies of the state, from which a lost device is made good. */
const KEEP_EVERY = 10;
/** A device may be lost this often. */
const MOST_LOSSES = 2;
/** By how much the loss of the device may differ from that in float64 from its own answer, as a share. */
const LOSS_TOLERANCE = 1e-4;

/**
 * Trains a model to a site: AdamW on the mean absolute error over the trained cells, until the inner cells gain no more. The same state
 * goes on in the same way, whether it was stored in between or not.
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

/** What the model says of the measured cells before it is trained: the residual of each [dB]. @throws UserError as `tune` */
export async function zeroShot(problem: TuneProblem, source: StepSource): Promise<Float64Array> {
  const { facts, base } = source;
  const fresh = freshState(weightLength(facts) + siteLength(facts), 0);
  const device = new StepDevice(await source.open(0), facts, base, problem, fresh);
  const residualDb = new Float64Array(problem.cells.cell.length);
  try {
    for (const tile of problem.tiles) {
      const out = await device.run(tile, null);
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
    const { iterations, patience } = this.#options;
    const curve = [...start.curve];
    let { iteration, steps, best } = start;
    const stateNow = async (): Promise<TuneState> => ({
      ...(await device.read()),
      iteration,
      steps,
      offsetDb: start.offsetDb,
      best,
      curve: curve.slice(),
    });
    for (; ; iteration++) {
      if (this.#hooks.signal?.aborted) throw new UserError('aborted', 'The training was cancelled.');
      const idle = iteration - best.iteration >= patience;
      if (iteration > iterations || idle)
        return { state: await stateNow(), ended: idle ? 'no further gain' : 'iterations' };
      if (iteration > start.iteration && this.#hooks.shouldPause?.())
        return { state: await stateNow(), ended: 'paused' };
      if (iteration % KEEP_EVERY === 0) {
        this.kept = await stateNow();
        this.#hooks.onState?.(this.kept);
      }
      const before = await device.readDelta();
      const residualDb = await this.#pass(device, iteration, steps);
      steps += this.#problem.tiles.filter(({ trained }) => trained > 0).length;
      const point = this.#point(iteration, residualDb);
      curve.push(point);
      if (point.innerMaeDb < best.maeDb) best = { iteration, maeDb: point.innerMaeDb, delta: before };
      if (iteration > this.#told) {
        this.#told = iteration;
        this.#hooks.onPoint?.(point, residualDb);
      }
    }
  }

  /** A step on every tile. */
  async #pass(device: StepDevice, iteration: number, stepsDone: number): Promise<Float64Array> {
    const { tiles, cells, offsetDb } = this.#problem;
    const residualDb = new Float64Array(cells.cell.length);
    const rate = this.#options.rate * Math.min(1, (iteration + 1) / this.#options.warmUp);
    let step = stepsDone;
    for (const tile of tiles) {
      const out = await device.run(tile, tile.trained > 0 ? { ...this.#options, rate, step: ++step } : null);
      checkLoss(this.#source.facts.model, tile, out.residualDb, out.lossDb);
      tile.own.forEach((k, i) => {
        residualDb[k] = out.residualDb[tile.at[i]!]! + offsetDb;
      });
    }
    return residualDb;
  }

  #point(iteration: number, residualDb: Float64Array): TunePoint {
    const { cells } = this.#problem;
    const mae = (of: ArrayLike<number>) => {
      let sum = 0;
      for (let k = 0; k < of.length; k++) sum += Math.abs(residualDb[of[k]!]! - cells.targetDb[of[k]!]!);
      return sum / of.length;
    };
    return { iteration, trainMaeDb: mae(cells.fit), innerMaeDb: mae(cells.inner) };
  }
}

/** Holds the device's loss to that of its own answer in float64. */
function checkLoss(model: string, tile: TuneTile, residualDb: Float32Array, lossDb: number): void {
  if (tile.trained === 0) return;
  let sum = 0;
  for (let k = 0; k < residualDb.length; k++)
    if (tile.weight[k]! > 0) sum += Math.abs(residualDb[k]! - tile.target[k]!);
  const wanted = sum / tile.trained;
  if (Math.abs(lossDb - wanted) <= LOSS_TOLERANCE * Math.max(1, wanted)) return;
  throw badInput(
    `Training ${model} goes wrong on this device: it finds a loss of ${lossDb} dB where its own levels give ${wanted.toFixed(4)} dB. Use another backend.`,
  );
}
