import { calibrateSector } from '../calibration/calibrate-sector.ts';
import { sharesMaterials } from '../calibration/fit-cluster.ts';
import type { TuningKeeper } from '../calibration/fit-network.ts';
import type { CalibrationOptions, ConvergencePoint, SectorReport } from '../calibration/report.ts';
import { DEFAULT_TUNING } from '../learning/tuning/tune.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import type { Sector } from '../sites/sector.ts';
import { breathe } from '../units/breathe.ts';
import { badInput, UserError } from '../units/errors.ts';
import { calibrateCluster } from './calibrate-cluster.ts';
import type { Engine } from './engine.ts';
import { type CaseSource, caseKey, needsPaths, type RecordedCase, recordCase } from './record-case.ts';

export interface CalibrationRequest extends CaseSource {
  readonly sectors: readonly Sector[];
  /** One or more fits of every sector, on the same paths: methods, splits, draws. */
  readonly runs: readonly CalibrationOptions[];
}

export interface CalibrationStage {
  readonly sectorId: string;
  readonly index: number;
  readonly of: number;
  readonly stage: 'paths' | 'fit' | 'validate';
  /** 0..1 of everything. */
  readonly fraction: number;
  readonly point?: ConvergencePoint;
}

export interface CalibrationHooks {
  onStage?(stage: CalibrationStage): void;
  /** Each report as it is ready. */
  onReport?(report: SectorReport): void;
  /** What a site taught a predictor, of every run of `dl`, before its report. */
  onTuned?(tuned: TunedModel): void;
  /** Keeps the trainings of `dl`, so that they go on where they were stopped. */
  readonly keeper?: TuningKeeper;
  readonly signal?: AbortSignal;
}

export interface CalibrationResult {
  readonly reports: readonly SectorReport[];
  readonly refused: readonly { readonly sectorId: string; readonly message: string }[];
}

/** Share of the work that recording the paths takes, for progress. */
const PATHS_SHARE = 0.7;

/** Share of everything that is done when sectors are recorded and those fits made that share nothing, where others share materials. */
const ALONE_SHARE = 0.7;

/**
 * Calibrates sectors one after the other, and then together for those runs that share materials. A sector that its data cannot carry is
 * refused with the reason and the others go on; where all are refused, the first reason is thrown.
 * @returns reports in the order of the sectors, those of one sector in the order of the runs
 * @throws UserError: bad-input, over-budget, device-lost, aborted
 */
export async function calibrate(
  engine: Engine,
  request: CalibrationRequest,
  hooks: CalibrationHooks = {},
): Promise<CalibrationResult> {
  const { sectors, runs } = request;
  const of = sectors.length;
  const together = runs.filter((run) => of > 1 && sharesMaterials(run));
  const alone = runs.filter((run) => !together.includes(run));
  const ledger = new Ledger(request, hooks);
  const recorded = new Map<string, RecordedCase[]>();
  const scale = together.length > 0 ? ALONE_SHARE : 1;
  for (const [index, sector] of sectors.entries()) {
    const tell = (stage: CalibrationStage['stage'], share: number, point?: ConvergencePoint) =>
      ledger.tell(sector, stage, (scale * (index + share)) / of, point);
    await ledger.refusing(sector, async () => {
      const work = oneSector(engine, request, alone, together, sector, tell, hooks);
      for await (const done of work) {
        if ('report' in done) ledger.add(done.report);
        else if ('refusal' in done) ledger.refuse(sector.id, done.refusal);
        else recorded.set(done.key, [...(recorded.get(done.key) ?? []), done.case]);
      }
    });
  }
  for (const [k, options] of together.entries()) {
    const cases = recorded.get(caseKey(options)) ?? [];
    const reports = calibrateCluster(cases, options, {
      tell: (one, stage, share, point) =>
        ledger.tell(one.of.sector, stage, scale + ((1 - scale) * (k + share)) / together.length, point),
      refuse: (one, message) => ledger.refuse(one.of.sector.id, message),
      ...(hooks.signal ? { signal: hooks.signal } : {}),
    });
    for await (const report of reports) ledger.add(report);
  }
  return ledger.result();
}

/** The reports of the runs in `alone`, then the cases that the runs in `together` need of the sector. */
async function* oneSector(
  engine: Engine,
  request: CalibrationRequest,
  alone: readonly CalibrationOptions[],
  together: readonly CalibrationOptions[],
  sector: Sector,
  tell: (stage: CalibrationStage['stage'], share: number, point?: ConvergencePoint) => void,
  hooks: CalibrationHooks,
): AsyncGenerator<
  | { readonly report: SectorReport }
  | { readonly refusal: string }
  | { readonly key: string; readonly case: RecordedCase }
> {
  const withPaths = request.runs.some(needsPaths);
  let last: { key: string; case: RecordedCase } | null = null;
  const record = async (options: CalibrationOptions): Promise<{ key: string; case: RecordedCase }> => {
    const key = caseKey(options);
    if (last?.key === key) return last;
    const made = await recordCase(engine, request, sector, options, withPaths, {
      onProgress: (fraction) => tell('paths', PATHS_SHARE * fraction),
      onTuned: hooks.onTuned?.bind(hooks),
      keeper: hooks.keeper,
      ...(hooks.signal ? { signal: hooks.signal } : {}),
    });
    last = { key, case: made };
    return last;
  };
  for (const [k, options] of alone.entries()) {
    const { of, pathsMs } = (await record(options)).case;
    const recorded = withPaths ? PATHS_SHARE : 0;
    const span = (1 - recorded) / alone.length;
    const done = recorded + span * k;
    await breathe();
    if (hooks.signal?.aborted) throw new UserError('aborted', 'The calibration was cancelled.');
    const fitting = calibrateSector(of, options, pathsMs, {
      onPoint: (point) => tell('fit', done + span * shareOf(options, point), point),
      onStage: (stage) => tell(stage, done),
      shouldStop: () => hooks.signal?.aborted ?? false,
    });
    // What the data cannot carry in one run they may in the next.
    yield await fitting.then(
      (report) => ({ report }),
      (error: unknown) => {
        if (error instanceof UserError && error.code === 'bad-input') return { refusal: error.message };
        throw error;
      },
    );
  }
  const given = new Set<string>();
  for (const options of together) {
    if (given.has(caseKey(options))) continue;
    given.add(caseKey(options));
    yield await record(options);
  }
}

/** How far a point is within its fit: only trainings know how many iterations they take. */
function shareOf({ method }: CalibrationOptions, { iteration }: ConvergencePoint): number {
  return method === 'dl' ? Math.min(1, iteration / DEFAULT_TUNING.iterations) : 0;
}

/** What becomes of the sectors, as it becomes known. */
class Ledger {
  readonly #reports: SectorReport[] = [];
  readonly #refused: { sectorId: string; message: string }[] = [];
  readonly #request: CalibrationRequest;
  readonly #hooks: CalibrationHooks;

  constructor(request: CalibrationRequest, hooks: CalibrationHooks) {
    this.#request = request;
    this.#hooks = hooks;
  }

  tell(sector: Sector, stage: CalibrationStage['stage'], fraction: number, point?: ConvergencePoint): void {
    const { sectors } = this.#request;
    const [index, of] = [sectors.indexOf(sector), sectors.length];
    this.#hooks.onStage?.({ sectorId: sector.id, index, of, stage, fraction, ...(point ? { point } : {}) });
  }

  add(report: SectorReport): void {
    this.#reports.push(report);
    this.#hooks.onReport?.(report);
  }

  refuse(sectorId: string, message: string): void {
    if (this.#refused.some((known) => known.sectorId === sectorId && known.message === message)) return;
    this.#refused.push({ sectorId, message });
  }

  async refusing(sector: Sector, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'bad-input') throw error;
      this.refuse(sector.id, error.message);
    }
  }

  result(): CalibrationResult {
    if (this.#reports.length === 0) throw badInput(this.#refused[0]?.message ?? 'There is no sector to calibrate.');
    const { sectors, runs } = this.#request;
    const sectorAt = new Map(sectors.map(({ id }, index) => [id, index]));
    const place = ({ sectorId, options }: SectorReport) =>
      sectorAt.get(sectorId)! * runs.length + runs.indexOf(options);
    return { reports: this.#reports.sort((a, b) => place(a) - place(b)), refused: this.#refused };
  }
}
