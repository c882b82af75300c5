import { errorShares } from '../calibration/study/error-shares.ts';
import type { SectorStudy } from '../calibration/study/study.ts';
import { studySentences } from '../calibration/study/study-sentences.ts';
import { summariseStudy } from '../calibration/study/summarise-study.ts';
import type { PlacedMeasurements } from '../engine/calibration-case.ts';
import type { Engine } from '../engine/engine.ts';
import { otherSectors } from '../engine/other-sectors.ts';
import { type StudyMaps, studyMaps } from '../engine/study-maps.ts';
import { type StudyHooks, studyMethods } from '../engine/study-methods.ts';
import { readStudies, studyLine } from '../io/formats/study-lines.ts';
import type { Scene } from '../scene/scene.ts';
import { UserError } from '../units/errors.ts';
import type { StudyJob, StudyListener, StudyMapsJob, StudyView } from './study-protocol.ts';

/** How often a listener hears of the recording of paths [ms]. */
const TELL_EVERY_MS = 60;
/** Draws of intervals while sectors are still to come. */
const PARTIAL_RESAMPLES = 200;
/** Tables so far may take this part of the time. */
const PARTIAL_SHARE = 0.1;

/**
 * Runs a job on the engine; the listener hears of every method, of each sector as it is complete, and of the tables over those that are.
 * Sectors that are known already are not judged again.
 */
export async function runStudy(
  engine: Engine,
  job: StudyJob,
  scene: Scene,
  measurements: PlacedMeasurements,
  listener: StudyListener,
  signal: AbortSignal,
): Promise<StudyView> {
  const { sectors } = job;
  const known = job.known === null ? [] : readStudies(KNOWN, job.known);
  const studies = known.filter(({ sectorId }) => sectors.some(({ id }) => id === sectorId));
  const left = sectors.filter(({ id }) => !studies.some(({ sectorId }) => sectorId === id));
  const refused: StudyView['refused'][number][] = [];
  const before = studies.length;
  let told = 0;
  let [madeAt, tookMs] = [0, 0];
  const seed = job.study.splits[0]!.seed;
  const inOrder = () => sectors.flatMap(({ id }) => studies.find(({ sectorId }) => sectorId === id) ?? []);
  const hooks: StudyHooks = {
    signal,
    onStage: (stage) => {
      const now = performance.now();
      if (stage.method === null && now - told < TELL_EVERY_MS) return;
      told = now;
      const fraction = (before + stage.fraction * left.length) / sectors.length;
      listener.stage({ ...stage, index: before + stage.index, of: sectors.length, fraction });
    },
    onOutcome: (sectorId, split, { method }, errors) => listener.method({ sectorId, split, method, errors }),
    onRefused: (one) => {
      refused.push(one);
      listener.refused(one);
    },
    onSector: (study) => {
      studies.push(study);
      listener.sector({ sectorId: study.sectorId, line: studyLine(study) });
      const began = performance.now();
      if (studies.length === sectors.length || (began - madeAt) * PARTIAL_SHARE < tookMs) return;
      listener.partial(viewOf(inOrder(), seed, PARTIAL_RESAMPLES));
      madeAt = performance.now();
      tookMs = madeAt - began;
    },
  };
  const source = { ...sourceOf(job, scene, measurements), study: job.study };
  // Sectors that are known still tell the others.
  const asked = { ...source, sectors: left, others: otherSectors({ ...source, sectors }) };
  if (left.length > 0)
    await studyMethods(engine, asked, hooks).catch((error: unknown) => {
      // Of the sectors that were left none can be judged: those that are known still stand.
      if (before === 0 || !(error instanceof UserError) || error.code !== 'bad-input') throw error;
    });
  return { ...viewOf(inOrder(), seed), refused };
}

/**
 * The tables of a file of studies, as the run that wrote it told them.
 * @throws UserError('bad-input') where it cannot be read
 */
export function keptStudy(name: string, text: string, seed: number): StudyView {
  return viewOf(readStudies(name, text), seed);
}

const KNOWN = 'The verdict so far';

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
  { receiverHeightM, settings, materials }: Pick<StudyJob, 'receiverHeightM' | 'settings' | 'materials'>,
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
