/** One iteration: a step on every tile. MAE [dB] over measured cells by what they are in for, before the steps. */
export interface TunePoint {
  readonly iteration: number;
  readonly trainMaeDb: number;
  /** Of the inner cells: kept apart until the training settles, and trained on like the others from then on. */
  readonly innerMaeDb: number;
  /** Of the cells that the training never sees; NaN where there is none. */
  readonly heldOutMaeDb: number;
}

/** Where the inner cells were best, and what each of them erred by there [dB]. */
export interface TuneBest {
  readonly iteration: number;
  readonly maeDb: number;
  readonly errorsDb: Float64Array;
  readonly delta: Float32Array;
}

/** All that a training is made of: it can be stored, and goes on from it as if it had never stopped. */
export interface TuneState {
  /** Iterations done. */
  readonly iteration: number;
  /** Steps done, for the corrections of AdamW. */
  readonly steps: number;
  readonly offsetDb: number;
  readonly delta: Float32Array;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  readonly best: TuneBest | null;
  /** Iteration from which on all training cells are trained on; null before. */
  readonly settledFrom: number | null;
  readonly curve: readonly TunePoint[];
}

/** A training that has not begun. */
export function freshState(length: number, offsetDb: number): TuneState {
  const zeros = () => new Float32Array(length);
  return {
    iteration: 0,
    steps: 0,
    offsetDb,
    delta: zeros(),
    moment1: zeros(),
    moment2: zeros(),
    best: null,
    settledFrom: null,
    curve: [],
  };
}
