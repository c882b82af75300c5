import { cellErrors, coveredMae } from './cell-errors.ts';
import type { FitStep } from './fit/problem.ts';
import type { CellErrors, ConvergencePoint, HeldOutErrors } from './report.ts';
import type { CaseSplit } from './sector-case.ts';

/** Follows a fit step by step and keeps what the three ways of choosing an iteration need. */
export class ConvergenceTrace {
  readonly points: ConvergencePoint[] = [];
  readonly #observed: Float64Array;
  readonly #split: CaseSplit;
  readonly #choosesEnd: boolean;
  readonly #onPoint: (point: ConvergencePoint) => void;
  #minimum: { mae: number; errors: CellErrors; levels: Float64Array | null } | null = null;
  #selected: { mae: number; levels: Float64Array } | null = null;
  #last: Float64Array | null = null;

  /** @param choosesEnd for a method whose last iteration is its choice */
  constructor(
    observed: Float64Array,
    split: CaseSplit,
    onPoint: (point: ConvergencePoint) => void = () => undefined,
    choosesEnd = false,
  ) {
    this.#observed = observed;
    this.#choosesEnd = choosesEnd;
    this.#split = split;
    this.#onPoint = onPoint;
  }

  /** Takes a step; those that were taken back do not count as iterations. */
  add(step: Pick<FitStep, 'accepted'>, predicted: Float64Array | null): void {
    if (!step.accepted || predicted === null) return;
    const { fit, inner, validation } = this.#split;
    const levels = predicted.slice();
    const heldOut = cellErrors(levels, this.#observed, validation);
    const innerMaeDb = inner.length > 0 ? coveredMae(levels, this.#observed, inner) : null;
    this.#tell({
      iteration: this.points.length,
      trainMaeDb: coveredMae(levels, this.#observed, fit),
      validationMaeDb: heldOut.covered ?? Number.NaN,
      validationAllMaeDb: heldOut.all ?? Number.NaN,
      ...(innerMaeDb === null ? {} : { innerMaeDb }),
    });
    this.#last = levels;
    this.#least(heldOut, levels);
    // Without inner cells the end of the fit is chosen.
    const innerMae = innerMaeDb ?? -this.points.length;
    if (!this.#selected || innerMae < this.#selected.mae) this.#selected = { mae: innerMae, levels };
  }

  /** Takes the iterations of a fit that goes on from where it was stopped, all of whose cells are covered. */
  resume(points: readonly ConvergencePoint[]): void {
    const cells = this.#split.validation.length;
    for (const point of points) {
      const { validationMaeDb, validationAllMaeDb } = point;
      this.#tell(point);
      this.#least({ covered: validationMaeDb, all: validationAllMaeDb, coveredCells: cells, allCells: cells }, null);
    }
  }

  #tell(point: ConvergencePoint): void {
    this.points.push(point);
    this.#onPoint(point);
  }

  #least(errors: CellErrors, levels: Float64Array | null): void {
    const mae = errors.covered ?? Number.NaN;
    if (!this.#minimum || mae < this.#minimum.mae) this.#minimum = { mae, errors, levels };
  }

  /**
   * Levels of the three choices of an iteration [dBm]; `end` stands for all where a method has no iterations, and for a minimum of which
   * only the error was kept.
   */
  chosen(end: Float64Array): Record<keyof HeldOutErrors, Float64Array> {
    return {
      minimum: this.#minimum?.levels ?? end,
      last: this.#last ?? end,
      selected: this.#choosesEnd ? end : (this.#selected?.levels ?? end),
    };
  }

  /** Their held-out errors. */
  errors(end: Float64Array): HeldOutErrors {
    const of = (levels: Float64Array): CellErrors => cellErrors(levels, this.#observed, this.#split.validation);
    const { last, selected } = this.chosen(end);
    return { minimum: this.#minimum?.errors ?? of(end), last: of(last), selected: of(selected) };
  }
}
