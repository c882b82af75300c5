import { breathe } from '../../units/breathe.ts';
import { UserError } from '../../units/errors.ts';
import { surroundings } from '../place-table.ts';
import { valuesAt } from '../points.ts';
import type { CalibrationOptions } from '../report.ts';
import { type CaseSplit, splitCase } from '../sector-case.ts';
import { blockIndex } from '../validation/splits.ts';
import { heldOutErrors } from './held-out-errors.ts';
import type { MethodCase, MethodLevels, StudyMethod } from './method-case.ts';
import type { StudyMethodId } from './method-id.ts';
import type { MethodOutcome, PolicyErrors, SectorStudy, SplitKind, SplitStudy, StudyOptions } from './study.ts';
import { STUDY_ROWS } from './study-methods.ts';

export interface StudySectorHooks {
  /** Before a method is fitted; `share` 0..1 of the sector's fits are done. */
  onMethod?(split: SplitKind, method: StudyMethodId, share: number): void;
  /** What a method came to, as soon as it is known; null where it is missing. */
  onOutcome?(split: SplitKind, outcome: MethodOutcome, errors: PolicyErrors | null): void;
  readonly signal?: AbortSignal;
}

/** Fits of rows by their ids; those left out are the product's own. */
export type StudyFits = Partial<Readonly<Record<StudyMethodId, StudyMethod>>>;

/**
 * Fits every method of a study to one sector's training cells and keeps what each says of the held-out cells. All methods of a split
 * meet the same cells. What a sector's data cannot carry makes a row missing with its reason, or a split refused, and the rest goes on.
 * Deterministic but for the seconds.
 * @throws UserError('aborted')
 */
export async function studySector(
  of: MethodCase,
  { methods, splits, fit, model, informedModel }: StudyOptions,
  hooks: StudySectorHooks = {},
  fits: StudyFits = {},
): Promise<SectorStudy> {
  const { observations, routeOf, scene, sector } = of.of;
  // Made once a scene: no method's own time.
  surroundings(scene);
  const done: SplitStudy[] = [];
  const seen = new Set<string>();
  const refused: SectorStudy['refusedSplits'][number][] = [];
  for (const [s, split] of splits.entries()) {
    const options: CalibrationOptions = { ...fit, method: 'A', split };
    let cells: CaseSplit;
    try {
      cells = splitCase(observations, routeOf, options);
    } catch (error) {
      refused.push({ split: split.kind, reason: reasonOf(error) });
      continue;
    }
    // A sector has so many routes: with more draws than that they come again, and would count twice.
    const held = cells.validation.join();
    if (seen.has(`${split.kind} ${held}`)) {
      refused.push({ split: split.kind, reason: 'An earlier draw holds the same cells out.' });
      continue;
    }
    seen.add(`${split.kind} ${held}`);
    const outcomes: MethodOutcome[] = [];
    for (const [k, method] of methods.entries()) {
      await breathe();
      stopIf(hooks.signal);
      hooks.onMethod?.(split.kind, method, (s + k / methods.length) / splits.length);
      const shouldStop = () => hooks.signal?.aborted ?? false;
      const run = { of, split: cells, options, model, informedModel, shouldStop };
      const outcome = await judged(method, run, fits[method] ?? STUDY_ROWS[method].fit);
      stopIf(hooks.signal);
      outcomes.push(outcome);
      hooks.onOutcome?.(split.kind, outcome, errorsOf(of, cells, outcome, split.kind));
    }
    const x = valuesAt(observations.x, cells.validation);
    const y = valuesAt(observations.y, cells.validation);
    const { label, count } = blockIndex(x, y, split.blockM, split.seed);
    done.push({
      split,
      trainCells: cells.train.length,
      maskedCells: cells.masked.length,
      x: inHundredths(x),
      y: inHundredths(y),
      measuredDbm: inHundredths(valuesAt(observations.levelDbm, cells.validation)),
      block: label,
      blocks: count,
      methods: outcomes,
    });
  }
  return { sectorId: sector.id, measuredCells: observations.count, splits: done, refusedSplits: refused };
}

async function judged(
  method: StudyMethodId,
  run: Parameters<StudyMethod>[0],
  levelsOf: StudyMethod,
): Promise<MethodOutcome> {
  const { of, split, options } = run;
  const sharedBefore = total(of.sharedSeconds.values());
  const began = performance.now();
  let made: MethodLevels;
  try {
    made = await levelsOf(run);
  } catch (error) {
    return { state: 'missing', method, reason: reasonOf(error) };
  }
  const wall = (performance.now() - began) / 1000;
  const heldOut = (levels: Float64Array) => inHundredths(valuesAt(levels, split.validation));
  const measured = heldOut(of.of.observations.levelDbm);
  const errors = (levels: Float64Array | undefined): PolicyErrors | null =>
    levels ? heldOutErrors(heldOut(levels), measured, options.split.kind) : null;
  return {
    state: 'judged',
    method,
    levelDbm: heldOut(made.levels),
    minimum: lesser(errors(made.minimum), errors(made.levels)),
    last: errors(made.last),
    iterations: made.iterations,
    ownSeconds: Math.max(0, wall - (total(of.sharedSeconds.values()) - sharedBefore)),
    sharedSeconds: total(STUDY_ROWS[method].standsOn(run).map((name) => of.sharedSeconds.get(name) ?? 0)),
  };
}

/**
 * The least error over iterations, under each policy. The one that is kept is an iteration, too: among levels in hundredths it may come out
 * ahead of one that was ahead of it by less.
 */
function lesser(least: PolicyErrors | null, kept: PolicyErrors | null): PolicyErrors | null {
  if (least === null || kept === null) return least;
  const of = (policy: keyof PolicyErrors) =>
    (kept[policy]?.maeDb ?? Number.POSITIVE_INFINITY) < (least[policy]?.maeDb ?? Number.NEGATIVE_INFINITY)
      ? kept[policy]
      : least[policy];
  return { covered: of('covered'), all: of('all') };
}

function errorsOf(of: MethodCase, cells: CaseSplit, outcome: MethodOutcome, split: SplitKind): PolicyErrors | null {
  if (outcome.state === 'missing') return null;
  return heldOutErrors(outcome.levelDbm, valuesAt(of.of.observations.levelDbm, cells.validation), split);
}

/** Rounded to a hundredth, so that a study that was written to a file and read again is the same. */
function inHundredths(values: Float64Array): Float32Array {
  return Float32Array.from(values, (v) => Math.round(100 * v) / 100);
}

/** @throws whatever is not the data's fault */
function reasonOf(error: unknown): string {
  if (error instanceof UserError && error.code === 'bad-input') return error.message;
  throw error;
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new UserError('aborted', 'The comparison of methods was cancelled.');
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
