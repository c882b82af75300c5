import type { KeptField, LevelCorrection } from '../../calibration/report.ts';
import type { TunedModel } from '../../calibration/tuned/tuned-model.ts';
import type { JsonFields } from './json-fields.ts';

/** A correction of an engine's level in the names of a file of calibrated parameters. */
export function correctionDocument({ tuned, field }: LevelCorrection) {
  return {
    features: tuned.names,
    mean: tuned.standardisation.mean,
    scale: tuned.standardisation.scale,
    lowest: tuned.standardisation.lowest,
    highest: tuned.standardisation.highest,
    coefficients: tuned.coefficients,
    covariance: tuned.covariance,
    residual_sd: tuned.residualSdDb,
    strength: tuned.strength,
    block_error: tuned.blockErrorDb,
    cells: tuned.cells,
    left_out: tuned.leftOut,
    field: field && {
      short_sd: field.kernel.shortSdDb,
      short_range: field.kernel.shortM,
      long_sd: field.kernel.longSdDb,
      long_range: field.kernel.longM,
      noise: field.kernel.noiseDb,
      x: field.x,
      y: field.y,
      residual: field.residualDb,
    },
  };
}

/** @throws UserError('bad-input') where a list is not as long as the others ask for, or a value is not what it must be */
export function readCorrection(of: JsonFields): LevelCorrection {
  return { tuned: readTuned(of), field: of.isNull('field') ? null : readField(of.object('field')) };
}

const MOST = 1e9;

function readTuned(of: JsonFields): TunedModel {
  const names = of.texts('features');
  const m = names.length;
  return {
    kind: 'tuned',
    names,
    standardisation: {
      mean: of.numbers('mean', m),
      scale: of.numbers('scale', m),
      lowest: of.numbers('lowest', m),
      highest: of.numbers('highest', m),
    },
    coefficients: of.numbers('coefficients', m + 1),
    covariance: of.numbers('covariance', (m + 1) ** 2),
    residualSdDb: of.number('residual_sd', 0, MOST),
    strength: of.isNull('strength') ? null : of.number('strength', 0, MOST),
    blockErrorDb: of.isNull('block_error') ? null : of.number('block_error', 0, MOST),
    cells: of.number('cells', 0, MOST),
    leftOut: of.number('left_out', 0, MOST),
  };
}

function readField(of: JsonFields): KeptField {
  const x = of.numbers('x');
  return {
    kernel: {
      shortSdDb: of.number('short_sd', 0, MOST),
      shortM: of.number('short_range', 1e-3, MOST),
      longSdDb: of.number('long_sd', 0, MOST),
      longM: of.number('long_range', 1e-3, MOST),
      noiseDb: of.number('noise', 0, MOST),
    },
    x,
    y: of.numbers('y', x.length),
    residualDb: of.numbers('residual', x.length),
  };
}
