import { cellErrors, coveredMae } from './cell-errors.ts';
import type { FitStep } from './fit/problem.ts';
import type { CellErrors, ConvergencePoint, HeldOutErrors } from './report.ts';
import type { CaseSplit } from './sector-case.ts';

/** Follows a fit step by step and keeps what the three ways of choosing an iteration need. */
export class ConvergenceTrace {
  readonly points: ConvergencePoint[] = [];
  readonly #observed: Float64Array;
  readonly #split: CaseSplit;
  readonly #onPoint: (point: ConvergencePoint) => void;
  #minimum: { mae: number; levels: Float64Array } | null = null;
  #selected: { mae: number; levels: Float64Array } | null = null;
  #last: Float64Array | null = null;

  constructor(observed: Float64Array, split: CaseSplit, onPoint: (point: ConvergencePoint) => void = () => undefined) {
    this.#observed = observed;
    this.#split = split;
    this.#onPoint = onPoint;
  }

  /** Takes a step; those that were taken back do not count as iterations. */
  add(step: Pick<FitStep, 'accepted'>, predicted: Float64Array | null): void {
    if (!step.accepted || predicted === null) return;
    const { fit, inner, validation } = this.#split;
    const levels = predicted.slice();
    const heldOut = cellErrors(levels, this.#observed, validation);
    const point = {
      iteration: this.points.length,
      trainMaeDb: coveredMae(levels, this.#observed, fit),
      validationMaeDb: heldOut.covered ?? Number.NaN,
      validationAllMaeDb: heldOut.all ?? Number.NaN,
    };
    this.points.push(point);
    this.#last = levels;
    // Without inner cells the end of the fit is chosen.
    const innerMae = inner.length > 0 ? coveredMae(levels, this.#observed, inner) : -this.points.length;
    if (!this.#minimum || point.validationMaeDb < this.#minimum.mae)
      this.#minimum = { mae: point.validationMaeDb, levels };
    if (!this.#selected || innerMae < this.#selected.mae) this.#selected = { mae: innerMae, levels };
    this.#onPoint(point);
  }

  /** Levels of the three choices of an iteration [dBm]; `end` stands for all where a method has no iterations. */
  chosen(end: Float64Array): Record<keyof HeldOutErrors, Float64Array> {
    return {
      minimum: this.#minimum?.levels ?? end,
      last: this.#last ?? end,
      selected: this.#selected?.levels ?? end,
    };
  }

  /** Their held-out errors. */
  errors(end: Float64Array): HeldOutErrors {
    const of = (levels: Float64Array): CellErrors => cellErrors(levels, this.#observed, this.#split.validation);
    const { minimum, last, selected } = this.chosen(end);
    return { minimum: of(minimum), last: of(last), selected: of(selected) };
  }
}
