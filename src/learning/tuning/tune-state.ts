/** One iteration: a step on every tile. MAE [dB] over measured cells by what they are in for, before the steps. */
export interface TunePoint {
  readonly iteration: number;
  readonly trainMaeDb: number;
  readonly innerMaeDb: number;
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
  /** The iteration that the inner cells like best. */
  readonly best: { readonly iteration: number; readonly maeDb: number; readonly delta: Float32Array };
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
    best: { iteration: 0, maeDb: Number.POSITIVE_INFINITY, delta: zeros() },
    curve: [],
  };
}
