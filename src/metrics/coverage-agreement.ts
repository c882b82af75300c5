import { badInput } from '../units/errors.ts';

/** How far two maps cover the same cells, in numbers of cells and shares [0..1]. */
export interface CoverageAgreement {
  readonly both: number;
  readonly predictedOnly: number;
  readonly referenceOnly: number;
  readonly neither: number;
  /** Cells that both or neither cover, of all cells; NaN without cells. */
  readonly agreement: number;
  /** Cells that both cover, of those that any covers (Jaccard's index); NaN where none is covered. */
  readonly overlap: number;
}

/** Coverage of two maps cell by cell; NaN = no data. Throws UserError('bad-input') when the lengths differ. */
export function coverageAgreement(predicted: ArrayLike<number>, reference: ArrayLike<number>): CoverageAgreement {
  if (predicted.length !== reference.length) {
    throw badInput(
      `Maps of ${predicted.length} and ${reference.length} cells cannot be paired; compare maps of one grid.`,
    );
  }
  let both = 0;
  let predictedOnly = 0;
  let referenceOnly = 0;
  for (let i = 0; i < reference.length; i++) {
    const has = Number.isFinite(predicted[i]!);
    if (Number.isFinite(reference[i]!)) {
      if (has) both++;
      else referenceOnly++;
    } else if (has) predictedOnly++;
  }
  const any = both + predictedOnly + referenceOnly;
  const neither = reference.length - any;
  return {
    both,
    predictedOnly,
    referenceOnly,
    neither,
    agreement: (both + neither) / reference.length,
    overlap: both / any,
  };
}
