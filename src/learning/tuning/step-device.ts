import type { DeviceGraph, GraphValue } from '../models/inference-backend.ts';
import { nodeWeights, SITE_SCALE_DB, transposed } from './site-grids.ts';
import type { TrainedCells, TuneProblem, TuneTile } from './tune-problem.ts';
import type { TuneState } from './tune-state.ts';
import { type TuningFacts, weightLength } from './tuning-facts.ts';

/** AdamW's decay rates, as the step has them built in. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;

/** How a step is made. */
export interface StepSettings {
  readonly rate: number;
  /** Draws weights back to the model's. */
  readonly decay: number;
  /** Longest gradient, of the loss in decibels. */
  readonly clip: number;
}

/** Before the training settles, when some cells are kept apart, and from then on. */
export type Phase = 'search' | 'settle';

/** Outputs that never need to leave the device. */
export const KEPT_OUTPUTS = ['delta_next', 'moment1_next', 'moment2_next'];

type Moving = Pick<TuneState, 'delta' | 'moment1' | 'moment2'>;
type OnDevice = Record<keyof Moving, GraphValue>;

/** A training step on a device, with its state there. */
export class StepDevice {
  readonly #graph: DeviceGraph;
  readonly #tiles: ReadonlyMap<TuneTile, Readonly<Record<'values' | Phase, Readonly<Record<string, GraphValue>>>>>;
  #state: OnDevice;

  constructor(graph: DeviceGraph, facts: TuningFacts, base: Float32Array, problem: TuneProblem, from: Moving) {
    this.#graph = graph;
    const weights = graph.floats(base, [weightLength(facts)]);
    this.#tiles = new Map(
      problem.tiles.map((tile) => [
        tile,
        {
          values: { base: weights, ...tileValues(graph, facts, problem, tile) },
          search: { weight: weightOf(graph, tile.search, problem.size) },
          settle: { weight: weightOf(graph, tile.settle, problem.size) },
        },
      ]),
    );
    this.#state = this.#put(from);
  }

  /**
   * One step on a tile; without settings the state stays as it is.
   * @param phase which of the tile's cells count
   * @returns what the network said before it [dB, size x size], and the loss over the tile's trained cells [dB], NaN where none is
   */
  async run(tile: TuneTile, phase: Phase, settings: (StepSettings & { readonly step: number }) | null) {
    const { rate, decay, clip, step } = settings ?? { rate: 0, decay: 0, clip: 1, step: 1 };
    const corrections = [1 - BETA_1 ** step, 1 - BETA_2 ** step];
    const out = await this.#graph.run({
      ...this.#tiles.get(tile)!.values,
      ...this.#tiles.get(tile)![phase],
      ...this.#state,
      settings: this.#graph.floats(Float32Array.of(rate, decay, clip, ...corrections), [5]),
    });
    const next: OnDevice = { delta: out.delta_next!, moment1: out.moment1_next!, moment2: out.moment2_next! };
    const [residual, loss] = [await this.#graph.read(out.residual!), await this.#graph.read(out.loss!)];
    for (const value of Object.values(settings ? this.#state : next)) this.#graph.dispose(value);
    if (settings) this.#state = next;
    return { residualDb: residual, lossDb: tile[phase].count > 0 ? loss[0]! : Number.NaN };
  }

  /** Copies of the state. */
  async read(): Promise<Moving> {
    const { delta, moment1, moment2 } = this.#state;
    const copy = async (value: GraphValue) => (await this.#graph.read(value)).slice();
    return { delta: await copy(delta), moment1: await copy(moment1), moment2: await copy(moment2) };
  }

  async readDelta(): Promise<Float32Array> {
    return (await this.#graph.read(this.#state.delta)).slice();
  }

  /** Goes back to other weights, with no momentum. */
  restart(delta: Float32Array): void {
    for (const value of Object.values(this.#state)) this.#graph.dispose(value);
    const zeros = () => new Float32Array(delta.length);
    this.#state = this.#put({ delta, moment1: zeros(), moment2: zeros() });
  }

  release(): Promise<void> {
    return this.#graph.release();
  }

  #put({ delta, moment1, moment2 }: Moving): OnDevice {
    const put = (values: Float32Array) => this.#graph.floats(values.slice(), [values.length]);
    return { delta: put(delta), moment1: put(moment1), moment2: put(moment2) };
  }
}

/** A tile with nothing to train on is only predicted; a weight keeps its mean a number. */
function weightOf(graph: DeviceGraph, { weight, count }: TrainedCells, size: number): GraphValue {
  return graph.floats(count > 0 ? weight : new Float32Array(size * size).fill(1), [1, 1, size, size]);
}

function tileValues(graph: DeviceGraph, { siteSides }: TuningFacts, problem: TuneProblem, tile: TuneTile) {
  const { size, rows, columns } = problem;
  const wide = siteSides.reduce((sum, side) => sum + side, 0);
  const channels = tile.input.features.length / size ** 2;
  const down = nodeWeights(tile.tile.row, size, rows, siteSides, SITE_SCALE_DB);
  const across = nodeWeights(tile.tile.column, size, columns, siteSides);
  return {
    features: graph.floats(tile.input.features, [1, channels, size, size]),
    land_use: graph.integers(tile.input.landUse, [1, size, size]),
    target: graph.floats(tile.target, [1, 1, size, size]),
    site_rows: graph.floats(down, [size, wide]),
    site_columns: graph.floats(transposed(across, size), [wide, size]),
  };
}
