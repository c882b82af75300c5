import { errorShares } from '../calibration/study/error-shares.ts';
import type { SectorStudy } from '../calibration/study/study.ts';
import { studySentences } from '../calibration/study/study-sentences.ts';
import { summariseStudy } from '../calibration/study/summarise-study.ts';
import type { PlacedMeasurements } from '../engine/calibration-case.ts';
import type { Engine } from '../engine/engine.ts';
import { type StudyMaps, studyMaps } from '../engine/study-maps.ts';
import { studyMethods } from '../engine/study-methods.ts';
import type { Scene } from '../scene/scene.ts';
import type { StudyJob, StudyListener, StudyMapsJob, StudyView } from './study-protocol.ts';

/** How often a listener hears of the recording of paths [ms]. */
const TELL_EVERY_MS = 60;
/** Draws of intervals while sectors are still to come. */
const PARTIAL_RESAMPLES = 200;
/** Tables so far may take this part of the time. */
const PARTIAL_SHARE = 0.1;

/** Runs a job on the engine; the listener hears of every method, and of the tables over the sectors that are complete. */
export async function runStudy(
  engine: Engine,
  job: StudyJob,
  scene: Scene,
  measurements: PlacedMeasurements,
  listener: StudyListener,
  signal: AbortSignal,
): Promise<StudyView> {
  const studies: SectorStudy[] = [];
  let told = 0;
  let [madeAt, tookMs] = [0, 0];
  const seed = job.study.splits[0]!.seed;
  const { refused } = await studyMethods(
    engine,
    { ...sourceOf(job, scene, measurements), sectors: job.sectors, study: job.study },
    {
      signal,
      onStage: (stage) => {
        const now = performance.now();
        if (stage.method === null && now - told < TELL_EVERY_MS) return;
        told = now;
        listener.stage(stage);
      },
      onOutcome: (sectorId, split, { method }, errors) => listener.method({ sectorId, split, method, errors }),
      onSector: (study) => {
        studies.push(study);
        const began = performance.now();
        if (studies.length === job.sectors.length || (began - madeAt) * PARTIAL_SHARE < tookMs) return;
        listener.partial(viewOf(studies, seed, PARTIAL_RESAMPLES));
        madeAt = performance.now();
        tookMs = madeAt - began;
      },
    },
  );
  return { ...viewOf(studies, seed), refused };
}

/** Maps of some methods of one sector. */
export function runStudyMaps(
  engine: Engine,
  job: StudyMapsJob,
  scene: Scene,
  measurements: PlacedMeasurements,
  onProgress: (fraction: number, stage: string) => void,
  signal: AbortSignal,
): Promise<StudyMaps> {
  const { study, sector, cluster, split, methods } = job;
  return studyMaps(
    engine,
    { ...sourceOf(job, scene, measurements), study, sector, cluster, split, methods },
    { onProgress, signal },
  );
}

function sourceOf(
  { receiverHeightM, settings, materials }: Omit<StudyJob, 'sectors'>,
  scene: Scene,
  measurements: PlacedMeasurements,
) {
  return { scene, measurements, receiverZM: (scene.groundZM ?? 0) + receiverHeightM, settings, materials };
}

function viewOf(studies: readonly SectorStudy[], seed: number, resamples?: number): StudyView {
  const summaries = summariseStudy(studies, seed, resamples);
  return {
    tables: summaries.map((summary) => ({
      ...summary,
      sentences: studySentences(summary),
      errorShares: errorShares(studies, summary),
    })),
    sectorIds: studies.map(({ sectorId }) => sectorId),
    refused: [],
  };
}
