import { ERROR_BINS } from '../../calibration/study/error-shares.ts';
import { METHOD_WORDS, type MethodFamily, type StudyMethodId } from '../../calibration/study/method-id.ts';
import { empiricalCdf } from '../../metrics/cdf.ts';
import type { StudyTable } from '../../worker/study-protocol.ts';

/** A distribution of errors: shares of cells or sectors (0..1) with no more than an error [dB]. */
export interface ErrorLine {
  readonly method: StudyMethodId;
  readonly label: string;
  readonly points: readonly (readonly [db: number, share: number])[];
}

const FAMILIES: readonly MethodFamily[] = ['plain', 'traced', 'learned', 'combined'];

/** More lines cannot be told apart. */
const MOST_LINES = 6;

/** The best of each family, ray tracing as listed, a constant, and the row in hand. */
export function errorLines(table: StudyTable, by: 'cells' | 'sectors', chosen: StudyMethodId | null): ErrorLine[] {
  const judged = table.methods.filter(({ mae }) => mae.count > 0);
  const best = FAMILIES.flatMap((family) => {
    const [first] = judged
      .filter(({ method }) => METHOD_WORDS[method].family === family)
      .sort((a, b) => a.mae.mean - b.mae.mean);
    return first ? [first.method] : [];
  });
  const wanted = [...(chosen ? [chosen] : []), ...best, 'rt', 'constant'];
  const shown = [...new Set(wanted)].slice(0, MOST_LINES);
  return judged
    .filter(({ method }) => shown.includes(method))
    .map(({ method, bySector }) => ({
      method,
      label: METHOD_WORDS[method].label,
      points: by === 'cells' ? cellPoints(table, method) : sectorPoints(bySector.map(({ maeDb }) => maeDb)),
    }));
}

function cellPoints({ errorShares }: StudyTable, method: StudyMethodId): ErrorLine['points'] {
  const shares = errorShares.find((one) => one.method === method)?.shares ?? [];
  return shares.map((share, bin) => [(bin + 1) * ERROR_BINS.widthDb, share]);
}

function sectorPoints(values: readonly number[]): ErrorLine['points'] {
  const { value, share } = empiricalCdf(values);
  return Array.from(value, (db, i) => [[db, share[i - 1] ?? 0] as const, [db, share[i]!] as const]).flat();
}
