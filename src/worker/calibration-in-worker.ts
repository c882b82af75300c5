import type { SplitView } from '../calibration/report.ts';
import { splitCase } from '../calibration/sector-case.ts';
import { calibrate } from '../engine/calibrate.ts';
import { measuredCase, type PlacedMeasurements, rowsBySector } from '../engine/calibration-case.ts';
import type { Engine } from '../engine/engine.ts';
import type { Scene } from '../scene/scene.ts';
import type { CalibrationJob, CalibrationListener, CalibrationView, SectorMeasured } from './calibration-protocol.ts';
import type { TrainingShelf } from './training-shelf.ts';

/** How often a listener hears of the recording of paths [ms]. */
const TELL_EVERY_MS = 60;

/** Rows of the sectors that a set of measurements names, most first. */
export function measuredSectors(measurements: PlacedMeasurements): SectorMeasured[] {
  const { set } = measurements;
  const sectors = set.cells.map((id) => ({ id }));
  return [...rowsBySector(measurements, sectors)]
    .map(([sectorId, rows]) => ({ sectorId, rows }))
    .sort((a, b) => b.rows - a.rows || a.sectorId.localeCompare(b.sectorId));
}

/** Which cells of the job's sectors would be fitted, judge or be left out. Sectors without measurements have no entry. */
export function splitViews(job: CalibrationJob, scene: Scene, measurements: PlacedMeasurements): SplitView[] {
  const rows = rowsBySector(measurements, job.sectors);
  return job.sectors
    .filter(({ id }) => (rows.get(id) ?? 0) > 0)
    .map((sector) => {
      const { observations, routeOf } = measuredCase(measurements, scene, sector, job.options.cellSizeM, job.options);
      const { role } = splitCase(observations, routeOf, job.options);
      return { sectorId: sector.id, x: observations.x, y: observations.y, role };
    });
}

/** Runs a job on the engine, trainings from where they were stopped; the listener hears of every step of a fit and, now and then, of the paths. */
export async function runCalibration(
  engine: Engine,
  job: CalibrationJob,
  scene: Scene,
  measurements: PlacedMeasurements,
  listener: CalibrationListener,
  trainings: TrainingShelf,
  signal: AbortSignal,
): Promise<CalibrationView> {
  let told = 0;
  const kept: Promise<void>[] = [];
  const view = await calibrate(
    engine,
    {
      scene,
      sectors: job.sectors,
      measurements,
      receiverZM: (scene.groundZM ?? 0) + job.receiverHeightM,
      settings: job.settings,
      materials: job.materials,
      runs: [job.options],
    },
    {
      signal,
      keeper: trainings.keeper(job.jobId),
      onTuned: (tuned) => kept.push(trainings.keepTuned(job.jobId, tuned)),
      onStage: (stage) => {
        const now = performance.now();
        if (stage.stage === 'paths' && now - told < TELL_EVERY_MS) return;
        told = now;
        listener.progress(stage);
      },
    },
  );
  await Promise.all(kept);
  return view;
}
