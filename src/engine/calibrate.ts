import { calibrateSector } from '../calibration/calibrate-sector.ts';
import { isPhysical } from '../calibration/fit-sector-physics.ts';
import type { CalibratedSector, CalibrationOptions, ConvergencePoint, SectorReport } from '../calibration/report.ts';
import type { LevelRaster } from '../calibration/tuned/level-features.ts';
import type { PathCache } from '../propagation/path-cache.ts';
import { withoutInaudible } from '../propagation/select-paths.ts';
import type { SolveSettings } from '../propagation/solve-request.ts';
import { rsrpMap } from '../radio/link-budget.ts';
import type { MaterialOverrides } from '../radio/materials.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput, UserError } from '../units/errors.ts';
import { applyCalibration } from './apply-calibration.ts';
import { type MeasuredCase, measuredCase, type PlacedMeasurements } from './calibration-case.ts';
import type { Engine } from './engine.ts';

export interface CalibrationRequest {
  readonly scene: Scene;
  readonly sectors: readonly Sector[];
  readonly measurements: PlacedMeasurements;
  /** z of the receivers in the scene frame [m]. */
  readonly receiverZM: number;
  readonly settings: SolveSettings;
  readonly materials: MaterialOverrides;
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
  readonly signal?: AbortSignal;
}

export interface CalibrationResult {
  readonly reports: readonly SectorReport[];
  readonly refused: readonly { readonly sectorId: string; readonly message: string }[];
}

/** Share of the work that recording the paths takes, for progress. */
const PATHS_SHARE = 0.7;

/**
 * Calibrates sectors one after the other. A sector that its data cannot carry is refused with the reason and the others go on; where all
 * are refused, the first reason is thrown.
 * @throws UserError: bad-input, over-budget, device-lost, aborted
 */
export async function calibrate(
  engine: Engine,
  request: CalibrationRequest,
  hooks: CalibrationHooks = {},
): Promise<CalibrationResult> {
  const reports: SectorReport[] = [];
  const refused: { sectorId: string; message: string }[] = [];
  const of = request.sectors.length;
  for (const [index, sector] of request.sectors.entries()) {
    const tell = (stage: CalibrationStage['stage'], share: number, point?: ConvergencePoint) =>
      hooks.onStage?.({
        sectorId: sector.id,
        index,
        of,
        stage,
        fraction: (index + share) / of,
        ...(point ? { point } : {}),
      });
    try {
      for await (const report of oneSector(engine, request, sector, tell, hooks)) {
        reports.push(report);
        hooks.onReport?.(report);
      }
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'bad-input') throw error;
      refused.push({ sectorId: sector.id, message: error.message });
    }
  }
  if (reports.length === 0) throw badInput(refused[0]?.message ?? 'There is no sector to calibrate.');
  return { reports, refused };
}

async function* oneSector(
  engine: Engine,
  request: CalibrationRequest,
  sector: Sector,
  tell: (stage: CalibrationStage['stage'], share: number, point?: ConvergencePoint) => void,
  hooks: CalibrationHooks,
): AsyncGenerator<SectorReport> {
  const { scene, measurements, receiverZM, settings, materials, runs } = request;
  let recorded: { measured: MeasuredCase; paths: PathCache | null; cellSizeM: number; tookMs: number } | null = null;
  for (const [k, options] of runs.entries()) {
    if (!recorded || recorded.cellSizeM !== options.cellSizeM) {
      const measured = measuredCase(measurements, scene, sector, options.cellSizeM);
      const began = performance.now();
      const needed = runs.some((run) => needsPaths(run));
      const recording = needed
        ? await engine.recordPaths(
            {
              scene,
              sector,
              grid: measured.observations.grid,
              receiverZM,
              settings,
              materials,
              cells: measured.observations.cell,
              keep: 'materials',
            },
            {
              onProgress: (fraction) => tell('paths', PATHS_SHARE * fraction),
              ...(hooks.signal ? { signal: hooks.signal } : {}),
            },
          )
        : null;
      const paths = recording && withoutInaudible(recording, LEAST_HEARD_GAIN);
      recorded = { measured, paths, cellSizeM: options.cellSizeM, tookMs: performance.now() - began };
    }
    const done = PATHS_SHARE + ((1 - PATHS_SHARE) * k) / runs.length;
    await breathe();
    if (hooks.signal?.aborted) throw new UserError('aborted', 'The calibration was cancelled.');
    yield await calibrateSector(
      {
        scene,
        sector,
        ...recorded.measured,
        receiverZM,
        wallThicknessM: settings.wallThicknessM,
        materials,
        paths: recorded.paths,
        levelRaster: (calibrated) => levelRaster(engine, request, sector, recorded!.measured, calibrated, hooks),
      },
      options,
      recorded.tookMs,
      {
        onPoint: (point) => tell('fit', done, point),
        onStage: (stage) => tell(stage, done),
        shouldStop: () => hooks.signal?.aborted ?? false,
      },
    );
  }
}

/** A path gain of -170 dB is -130 dBm or less of any sector: below what phones report. */
const LEAST_HEARD_GAIN = 1e-17;
/** Width of the strip about the measured cells that a tuned level averages over [m]. */
const STRIP_M = 150;

/** The engine's RSRP about the measured cells, as the sector stands or as a calibration has found it. */
async function levelRaster(
  engine: Engine,
  { scene, receiverZM, settings, materials }: CalibrationRequest,
  sector: Sector,
  { observations }: MeasuredCase,
  calibrated: CalibratedSector | null,
  hooks: CalibrationHooks,
): Promise<LevelRaster> {
  const { grid } = observations;
  const strip = Math.ceil(STRIP_M / grid.cellSizeM);
  const wide = {
    ...grid,
    westM: grid.westM - strip * grid.cellSizeM,
    northM: grid.northM + strip * grid.cellSizeM,
    columns: grid.columns + 2 * strip,
    rows: grid.rows + 2 * strip,
  };
  const asked = calibrated ? applyCalibration(scene, sector, calibrated, materials) : { scene, sector, materials };
  const map = await engine.solve(
    'sweep',
    { ...asked, grid: wide, receiverZM, settings },
    hooks.signal ? { signal: hooks.signal } : {},
  );
  return { grid: wide, levelDbm: rsrpMap(map.pathGain, map.validity, asked.sector) };
}

function needsPaths({ method }: CalibrationOptions): boolean {
  return isPhysical(method) || method === 'offset';
}

/** Lets messages in: a cancel, a signal. */
function breathe(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, 0));
}
