import type { MethodCase } from '../calibration/study/method-case.ts';
import { SHARED } from '../calibration/study/method-case.ts';
import type { StudyMethodId } from '../calibration/study/method-id.ts';
import type { MethodOutcome, PolicyErrors, SectorStudy, SplitKind, StudyOptions } from '../calibration/study/study.ts';
import { studyNeedsPaths } from '../calibration/study/study-methods.ts';
import { studySector } from '../calibration/study/study-sector.ts';
import type { LevelRaster } from '../calibration/tuned/level-features.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput, UserError } from '../units/errors.ts';
import type { Engine } from './engine.ts';
import { type OtherSectors, otherSectors } from './other-sectors.ts';
import { type CaseSource, levelRaster, recordCase } from './record-case.ts';

export interface StudyRequest extends CaseSource {
  readonly sectors: readonly Sector[];
  /** What others tell each sector, where there are more than those studied or what is learned from them serves several studies; made of those studied unless given. */
  readonly others?: OtherSectors;
  /** Maps of another source by sector. */
  readonly given?: ReadonlyMap<string, LevelRaster>;
  readonly study: StudyOptions;
}

export interface StudyStage {
  readonly sectorId: string;
  readonly index: number;
  readonly of: number;
  /** Null while paths are recorded. */
  readonly split: SplitKind | null;
  readonly method: StudyMethodId | null;
  /** 0..1 of everything. */
  readonly fraction: number;
}

export interface StudyHooks {
  onStage?(stage: StudyStage): void;
  /** What a method came to in a sector, as soon as it is known; null where it is missing. */
  onOutcome?(sectorId: string, split: SplitKind, outcome: MethodOutcome, errors: PolicyErrors | null): void;
  /** A sector that its data cannot carry. */
  onRefused?(refused: StudyResult['refused'][number]): void;
  /** Each sector as it is complete: what a run can be resumed from. */
  onSector?(study: SectorStudy): void;
  readonly signal?: AbortSignal;
}

export interface StudyResult {
  readonly studies: readonly SectorStudy[];
  /** Sectors that their data cannot carry at all, each with the reason and the cure. */
  readonly refused: readonly { readonly sectorId: string; readonly message: string }[];
}

/** Share of a sector's work that recording the paths takes, for progress. */
const PATHS_SHARE = 0.3;

/**
 * Holds methods against one another on measurements: every method of the study fitted to the same training cells of each sector and
 * judged on the same held-out ones. Summaries over sectors: `summariseStudy`. Deterministic by the seeds of the splits, but for the
 * seconds.
 * @throws UserError: bad-input where no sector can be judged, over-budget, device-lost, aborted
 */
export async function studyMethods(
  engine: Engine,
  request: StudyRequest,
  hooks: StudyHooks = {},
): Promise<StudyResult> {
  const { sectors, study } = request;
  const others = request.others ?? otherSectors(request);
  const studies: SectorStudy[] = [];
  const refused: StudyResult['refused'][number][] = [];
  for (const [index, sector] of sectors.entries()) {
    const tell = (share: number, split: SplitKind | null, method: StudyMethodId | null) =>
      hooks.onStage?.({
        sectorId: sector.id,
        index,
        of: sectors.length,
        split,
        method,
        fraction: (index + share) / sectors.length,
      });
    try {
      const alone = await methodCase(engine, request, sector, hooks, (fraction) =>
        tell(PATHS_SHARE * fraction, null, null),
      );
      const of = { ...alone, ...others(sector), givenMap: request.given?.get(sector.id) ?? null };
      const one = await studySector(of, study, {
        onMethod: (split, method, share) => tell(PATHS_SHARE + (1 - PATHS_SHARE) * share, split, method),
        onOutcome: (split, outcome, errors) => hooks.onOutcome?.(sector.id, split, outcome, errors),
        ...(hooks.signal ? { signal: hooks.signal } : {}),
      });
      studies.push(one);
      hooks.onSector?.(one);
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'bad-input') throw error;
      const one = { sectorId: sector.id, message: error.message };
      refused.push(one);
      hooks.onRefused?.(one);
    }
  }
  if (studies.length === 0) throw badInput(refused[0]?.message ?? 'There is no sector to judge methods on.');
  return { studies, refused };
}

/**
 * A sector's measurements by cell, with the paths and maps that methods stand on, each made when first asked for.
 * @throws UserError: bad-input (see `measuredCase`), over-budget, device-lost, aborted
 */
export async function methodCase(
  engine: Engine,
  request: CaseSource & Pick<StudyRequest, 'study'>,
  sector: Sector,
  { signal }: Pick<StudyHooks, 'signal'> = {},
  onProgress: (fraction: number) => void = () => undefined,
): Promise<MethodCase> {
  const { study } = request;
  const options = { ...study.fit, method: 'A', split: study.splits[0]! } as const;
  const withPaths = studyNeedsPaths(study.methods);
  const { of, pathsMs } = await recordCase(engine, request, sector, options, withPaths, {
    onProgress,
    ...(signal ? { signal } : {}),
  });
  const sharedSeconds = new Map<string, number>(withPaths ? [[SHARED.paths, pathsMs / 1000]] : []);
  const shared = new Map<string, Promise<LevelRaster>>();
  const once = (name: string, make: () => Promise<LevelRaster>) => {
    const known = shared.get(name) ?? timed(name, make);
    shared.set(name, known);
    return known;
  };
  const timed = async (name: string, make: () => Promise<LevelRaster>) => {
    const began = performance.now();
    const raster = await make();
    sharedSeconds.set(name, (performance.now() - began) / 1000);
    return raster;
  };
  const { grid } = of.observations;
  return {
    of: {
      ...of,
      levelRaster: (calibrated) =>
        calibrated ? of.levelRaster!(calibrated) : once(SHARED.sweepMap, () => of.levelRaster!(null)),
    },
    learnedMap: (model) =>
      once(SHARED.modelMap(model), () => levelRaster(engine, request, sector, grid, null, signal, `model:${model}`)),
    sharedSeconds,
  };
}
