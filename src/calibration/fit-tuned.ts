import { nothing } from './fit-classical.ts';
import type { MethodFit } from './method-fit.ts';
import { placeTable } from './place-table.ts';
import { valuesAt } from './points.ts';
import type { CalibratedSector, FittedParameter } from './report.ts';
import type { SectorCase } from './sector-case.ts';
import { type FeatureTable, pickFeatures } from './tuned/feature-table.ts';
import { featureWords } from './tuned/feature-words.ts';
import { levelsAt } from './tuned/levels-at.ts';
import { applyTuned, fitTuned, type TunedModel } from './tuned/tuned-model.ts';
import { NORMAL_975 } from './validation/student-quantile.ts';

export interface TunedFit extends MethodFit {
  readonly model: TunedModel;
  /** Of all cells of the case. */
  readonly features: FeatureTable;
}

/**
 * A level tuned to the training cells on top of the engine: as it stands, or with what a calibration has found. Ridge least squares on
 * what the engine's map and the scene say about each place (see tuned/).
 */
export async function fitTunedLevel(
  of: SectorCase,
  train: Uint32Array,
  calibrated: CalibratedSector | null,
  seed: number,
): Promise<TunedFit> {
  if (of.levelRaster === null) throw new Error('A tuned level needs an engine that maps the area');
  const raster = await of.levelRaster(calibrated);
  const { observations } = of;
  const features = placeTable(of, raster, observations);
  const fitOn = (cells: Uint32Array): TunedModel =>
    fitTuned(
      {
        features: pickFeatures(features, cells),
        levelDbm: valuesAt(observations.levelDbm, cells),
        x: valuesAt(observations.x, cells),
        y: valuesAt(observations.y, cells),
      },
      { seed },
    );
  const model = fitOn(train);
  return {
    model,
    features,
    levels: applyTuned(model, features).levelDbm,
    before: levelsAt(raster, observations),
    parameters: coefficientRows(model),
    correlation: [],
    conditionNumber: null,
    evaluations: 1,
    stoppedBy: 'solved',
    truncated: false,
    result: { ...(calibrated ?? nothing('tuned')), correction: { tuned: model, field: null } },
  };
}

const COEFFICIENT =
  'Decibels for one standard deviation of the feature over the training cells; shrunk towards no effect.';

/** A coefficient is told when its interval lies on one side of no effect. */
function coefficientRows({ names, coefficients, covariance }: TunedModel): FittedParameter[] {
  const size = coefficients.length;
  return names.map((name, j) => {
    const fit = coefficients[j + 1]!;
    const half = NORMAL_975 * Math.sqrt(covariance[(j + 1) * size + j + 1]!);
    const words = featureWords(name);
    return {
      key: name,
      label: words?.label ?? name,
      unit: 'dB',
      group: 'tuned',
      prior: 0,
      fit,
      interval: [fit - half, fit + half],
      curvatureInterval: null,
      identified: Math.abs(fit) > half,
      atBound: false,
      note: words?.note ? `${words.note} ${COEFFICIENT}` : COEFFICIENT,
    };
  });
}
