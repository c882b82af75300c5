import type { SectorReport } from '../../calibration/report.ts';
import { METHOD_WORDS } from './method-words.ts';

/** One model's error on the held-out cells, beside those that it must beat. */
export interface RankedModel {
  readonly name: string;
  readonly role: 'result' | 'field' | 'baseline';
  /** MAE [dB]; null where no cell counts. */
  readonly coveredDb: number | null;
  readonly allDb: number | null;
  readonly trainDb: number | null;
}

/** The result, the result with its residual field, and the baselines, the smallest held-out error first; without one last. */
export function rankModels(report: SectorReport): readonly RankedModel[] {
  const { validation, train, withField, baselines, options } = report;
  const models: RankedModel[] = [
    {
      name: METHOD_WORDS[options.method].short,
      role: 'result',
      coveredDb: validation.selected.covered,
      allDb: validation.selected.all,
      trainDb: train.covered,
    },
    ...(withField ? [{ ...errorsOf(withField), name: 'with residual field', role: 'field' as const }] : []),
    ...baselines.map((b) => ({ ...errorsOf(b), name: b.name, role: 'baseline' as const })),
  ];
  return models.sort((a, b) => (a.coveredDb ?? Number.POSITIVE_INFINITY) - (b.coveredDb ?? Number.POSITIVE_INFINITY));
}

function errorsOf({ validation, train }: SectorReport['baselines'][number]) {
  return { coveredDb: validation.covered, allDb: validation.all, trainDb: train.covered };
}

/** Held-out error that stands for a report: with the field where there is one. */
export function quotedErrorDb({ withField, validation }: SectorReport): number | null {
  return withField?.validation.covered ?? validation.selected.covered;
}

/** Mean over sectors [dB], those without a number left out; null without any. */
export function meanErrorDb(reports: readonly SectorReport[]): number | null {
  const errors = reports.map(quotedErrorDb).filter((e): e is number => e !== null);
  return errors.length > 0 ? errors.reduce((sum, e) => sum + e, 0) / errors.length : null;
}
