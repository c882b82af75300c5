import type { NetworkCase, TuningKeeper } from '../calibration/fit-network.ts';
import { isPhysical } from '../calibration/fit-sector-physics.ts';
import type { CalibratedSector, CalibrationOptions } from '../calibration/report.ts';
import type { SectorCase } from '../calibration/sector-case.ts';
import type { LevelRaster } from '../calibration/tuned/level-features.ts';
import { planRun } from '../learning/models/run-grid.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import { withoutInaudible } from '../propagation/select-paths.ts';
import type { SolveSettings } from '../propagation/solve-request.ts';
import { rsrpMap } from '../radio/link-budget.ts';
import type { MaterialOverrides } from '../radio/materials.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { applyCalibration } from './apply-calibration.ts';
import { measuredCase, type PlacedMeasurements } from './calibration-case.ts';
import type { Engine, EngineName } from './engine.ts';

/** What the cases of all sectors have in common. */
export interface CaseSource {
  readonly scene: Scene;
  readonly measurements: PlacedMeasurements;
  /** z of the receivers in the scene frame [m]. */
  readonly receiverZM: number;
  readonly settings: SolveSettings;
  readonly materials: MaterialOverrides;
}

export interface RecordedCase {
  readonly of: SectorCase;
  /** What recording the paths took [ms]. */
  readonly pathsMs: number;
}

export interface RecordHooks {
  onProgress?(fraction: number): void;
  /** See `NetworkCase`. */
  readonly onTuned?: ((tuned: TunedModel) => void) | undefined;
  readonly keeper?: TuningKeeper | undefined;
  readonly signal?: AbortSignal;
}

/** Runs with the same key are fitted to the same case. */
export function caseKey({ cellSizeM, deviceOffsets }: CalibrationOptions): string {
  return `${cellSizeM} ${deviceOffsets}`;
}

/**
 * A sector's measurements by cell and the paths to them, ready for any fit.
 * @param withPaths false where no method asks for them
 * @throws UserError: bad-input (see `measuredCase`), over-budget, device-lost, aborted
 */
export async function recordCase(
  engine: Engine,
  source: CaseSource,
  sector: Sector,
  options: CalibrationOptions,
  withPaths: boolean,
  hooks: RecordHooks = {},
): Promise<RecordedCase> {
  const { scene, measurements, receiverZM, settings, materials } = source;
  const measured = measuredCase(measurements, scene, sector, options.cellSizeM, options);
  const { grid, cell } = measured.observations;
  const began = performance.now();
  const recording = withPaths
    ? await engine.recordPaths(
        { scene, sector, grid, receiverZM, settings, materials, cells: cell, keep: 'materials' },
        hooks,
      )
    : null;
  const paths = recording && withoutInaudible(recording, LEAST_HEARD_GAIN);
  const solved = (calibrated: CalibratedSector | null) =>
    levelRaster(engine, source, sector, grid, calibrated, hooks.signal);
  let asListed: Promise<LevelRaster> | null = null;
  const networks = new Map<string, Promise<NetworkCase>>();
  return {
    of: {
      scene,
      sector,
      ...measured,
      receiverZM,
      wallThicknessM: settings.wallThicknessM,
      materials,
      paths,
      levelRaster: (calibrated) => {
        if (calibrated) return solved(calibrated);
        // The same for every run.
        asListed ??= solved(null);
        return asListed;
      },
      network: (id) => {
        const known = networks.get(id) ?? networkCase(engine, source, sector, grid, id, hooks);
        networks.set(id, known);
        return known;
      },
    },
    pathsMs: performance.now() - began,
  };
}

export function needsPaths({ method }: CalibrationOptions): boolean {
  return isPhysical(method) || method === 'offset';
}

/** A predictor and what it sees about the measured cells, on a grid of its own cells that is no smaller than its network. */
async function networkCase(
  engine: Engine,
  { scene, receiverZM }: CaseSource,
  sector: Sector,
  grid: LevelRaster['grid'],
  id: string,
  { signal, onTuned, keeper }: RecordHooks,
): Promise<NetworkCase> {
  const hooks = signal ? { signal } : {};
  const model = await engine.tuning(id, hooks);
  const { run } = planRun(grid, model.card.cellSizeM, model.facts.size);
  const features = await engine.features({ scene, sector, grid: run, receiverZM }, hooks);
  return { model, features, onTuned, keeper };
}

/** A path gain of -170 dB is -130 dBm or less of any sector: below what phones report. */
const LEAST_HEARD_GAIN = 1e-17;

/** Width of the strip about the measured cells that a tuned level averages over [m]. */
const STRIP_M = 150;

/** An engine's RSRP about the measured cells, as the sector stands or as a calibration has found it. Rejects as `Engine.solve` does. */
export async function levelRaster(
  engine: Engine,
  { scene, receiverZM, settings, materials }: CaseSource,
  sector: Sector,
  grid: LevelRaster['grid'],
  calibrated: CalibratedSector | null,
  signal: AbortSignal | undefined,
  by: EngineName = 'sweep',
): Promise<LevelRaster> {
  const strip = Math.ceil(STRIP_M / grid.cellSizeM);
  const wide = {
    ...grid,
    westM: grid.westM - strip * grid.cellSizeM,
    northM: grid.northM + strip * grid.cellSizeM,
    columns: grid.columns + 2 * strip,
    rows: grid.rows + 2 * strip,
  };
  const asked = calibrated ? applyCalibration(scene, sector, calibrated, materials) : { scene, sector, materials };
  const map = await engine.solve(by, { ...asked, grid: wide, receiverZM, settings }, signal ? { signal } : {});
  return { grid: wide, levelDbm: rsrpMap(map.pathGain, map.validity, asked.sector) };
}
