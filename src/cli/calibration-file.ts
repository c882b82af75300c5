import type { CalibrationFile } from '../io/formats/calibration-json.ts';
import type { CalibrationRun } from './calibration-document.ts';

/** The file that `predict --parameters` reads, of a run with one fit a sector. */
export function calibrationFile({ options, input, reports }: CalibrationRun, when: Date): CalibrationFile {
  const { maxDepth, lineOfSight, reflection, refraction, diffraction, wallThicknessM } = options.settings;
  return {
    method: options.methods[0]!,
    when: when.toISOString(),
    scene: input.scene.name,
    measurements: input.measurements.set.name,
    split: { kind: options.splits[0]!, train: options.trainShare, blockM: options.blockM, seed: options.seed },
    settings: { maxDepth, lineOfSight, reflection, refraction, diffraction, wallThicknessM },
    groundMaterial: options.groundMaterial,
    receiverHeightM: options.receiverHeightM,
    sectors: Object.fromEntries(
      reports.map(({ sectorId, result, validation, withField, verdict }) => {
        // What is predicted from the file has the field on top, and its error with it.
        const { covered, all } = withField?.validation ?? validation.selected;
        return [sectorId, { calibrated: result, error: { covered, all }, trust: verdict.trust }];
      }),
    ),
  };
}
