import { cellPoints } from '../calibration/cell-points.ts';
import type { SplitOptions } from '../calibration/report.ts';
import { splitCase } from '../calibration/sector-case.ts';
import type { StudyMethodId } from '../calibration/study/method-id.ts';
import type { StudyOptions } from '../calibration/study/study.ts';
import { STUDY_ROWS } from '../calibration/study/study-methods.ts';
import { levelsAt } from '../calibration/tuned/levels-at.ts';
import { DEFAULT_TUNING } from '../learning/tuning/tune.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';
import { UserError } from '../units/errors.ts';
import type { Engine } from './engine.ts';
import { otherSectors } from './other-sectors.ts';
import type { CaseSource } from './record-case.ts';
import { methodCase } from './study-methods.ts';

export interface StudyMapsRequest extends CaseSource {
  readonly study: StudyOptions;
  readonly sector: Sector;
  /** Sectors that tell one another of shadowing, this one among them; the one alone unless given. */
  readonly cluster?: readonly Sector[];
  readonly split: SplitOptions;
  readonly methods: readonly StudyMethodId[];
}

/** A training tells of every iteration, and of what it came to. */
const TRAINING_POINTS = DEFAULT_TUNING.iterations + 1;

/** Levels on the grid of the measured cells, row 0 = north [dBm]; NaN without a level. */
export interface StudyMaps {
  readonly grid: RasterGrid;
  readonly measuredDbm: Float32Array;
  /** In the order asked for; null, with the reason, where a method could not be fitted or mapped. */
  readonly maps: readonly {
    readonly method: StudyMethodId;
    readonly levelDbm: Float32Array | null;
    readonly reason: string | null;
  }[];
}

/**
 * What methods of a study say of everywhere about a sector's measured cells, each fitted to the training cells of the split alone, beside what
 * was measured: the paper's Figure 3.
 * @throws UserError: bad-input for a sector that its data cannot carry, over-budget, device-lost, aborted
 */
export async function studyMaps(
  engine: Engine,
  request: StudyMapsRequest,
  hooks: {
    onProgress?(fraction: number, method: StudyMethodId): void;
    readonly signal?: AbortSignal;
  } = {},
): Promise<StudyMaps> {
  const { study, sector, split, methods } = request;
  const asked = { ...request, study: { ...study, methods } };
  const alone = await methodCase(engine, asked, sector, hooks);
  const of = { ...alone, ...otherSectors({ ...asked, sectors: request.cluster ?? [sector] })(sector) };
  const { observations, routeOf } = of.of;
  const options = { ...study.fit, method: 'A', split } as const;
  const cells = splitCase(observations, routeOf, options);
  const points = cellPoints(observations.grid);
  const shouldStop = () => hooks.signal?.aborted ?? false;
  const maps: StudyMaps['maps'][number][] = [];
  for (const [k, method] of methods.entries()) {
    hooks.onProgress?.(k / methods.length, method);
    try {
      const { model, informedModel } = study;
      let iterations = 0;
      const onIteration = () => {
        iterations++;
        // Training a network is what takes minutes.
        if (method === 'dl-c') hooks.onProgress?.((k + iterations / TRAINING_POINTS) / methods.length, method);
      };
      const run = { of, split: cells, options, model, informedModel, shouldStop, onIteration };
      const { map } = await STUDY_ROWS[method].fit(run);
      const raster = map ? await map() : null;
      maps.push({
        method,
        levelDbm: raster && Float32Array.from(levelsAt(raster, points)),
        reason: raster ? null : 'No engine is at hand to map the area.',
      });
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'bad-input') throw error;
      maps.push({ method, levelDbm: null, reason: error.message });
    }
    if (shouldStop()) throw new UserError('aborted', 'The maps were cancelled.');
  }
  const measuredDbm = new Float32Array(points.x.length).fill(Number.NaN);
  observations.cell.forEach((cell, i) => {
    measuredDbm[cell] = observations.levelDbm[i]!;
  });
  return { grid: observations.grid, measuredDbm, maps };
}
