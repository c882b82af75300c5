import type { CellExplanation } from '../../propagation/explain/explained-path.ts';
import { pathTitle, stepWords } from './path-words.ts';

/**
 * All budgets as rows of a table, one step a row. Gains in dB, losses negative; the level of a path is in dBm.
 * @param referenceDbm RSRP of a path gain of 0 dB
 */
export function budgetRows({ paths }: CellExplanation, referenceDbm: number): readonly (readonly string[])[] {
  return [
    ['path', 'step', 'detail', 'gain [dB]', 'level [dBm]'],
    ...paths.flatMap((path, i) => [
      ...path.steps.map((step) => {
        const { what, detail } = stepWords(step);
        return [String(i + 1), what, detail, step.gainDb.toFixed(2), ''];
      }),
      [String(i + 1), 'Sum', pathTitle(path), path.gainDb.toFixed(2), (referenceDbm + path.gainDb).toFixed(2)],
    ]),
  ];
}
