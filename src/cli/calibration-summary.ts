import type { CellErrors, SectorReport } from '../calibration/report.ts';

/** Mean over sectors of a mean absolute error [dB]; null where no sector has one. */
export interface MeanErrors {
  readonly covered: number | null;
  readonly all: number | null;
  /** Sectors that the means are over. */
  readonly sectors: number;
}

export interface MethodSummary {
  readonly method: string;
  /** The engine as it stood, then the held-out errors of the three choices of an iteration, then with the residual field. */
  readonly before: MeanErrors;
  readonly selected: MeanErrors;
  readonly minimum: MeanErrors;
  readonly last: MeanErrors;
  readonly with_field: MeanErrors;
  /** Sectors by what the verdict says. */
  readonly trust: { readonly good: number; readonly caution: number; readonly none: number };
}

/** Means over the sectors for one way of holding out cells. */
export interface SplitSummary {
  readonly split: string;
  readonly draw: number;
  readonly seed: number;
  readonly methods: readonly MethodSummary[];
  readonly baselines: readonly (MeanErrors & { readonly name: string })[];
}

/**
 * Per-sector means of held-out errors by split, draw and method. A sector counts once whatever its size, as in the paper. Means of methods
 * that were refused for some sectors are over the others: `sectors` says how many. Baselines do not depend on the method, so
 * each sector's are taken once.
 */
export function summarise(reports: readonly SectorReport[]): SplitSummary[] {
  const kinds = grouped(reports, ({ options }) => options.split.kind);
  return [...kinds].flatMap(([split, ofKind]) =>
    [...grouped(ofKind, ({ options }) => options.split.seed)]
      .sort(([a], [b]) => a - b)
      .map(([seed, ofSplit], draw) => ({
        split,
        draw,
        seed,
        methods: [...grouped(ofSplit, ({ options }) => options.method)].map(([method, of]) => ({
          method,
          before: means(of.map(({ before }) => before)),
          selected: means(of.map(({ validation }) => validation.selected)),
          minimum: means(of.map(({ validation }) => validation.minimum)),
          last: means(of.map(({ validation }) => validation.last)),
          with_field: means(of.map(({ withField }) => withField?.validation ?? null)),
          trust: {
            good: of.filter(({ verdict }) => verdict.trust === 'good').length,
            caution: of.filter(({ verdict }) => verdict.trust === 'caution').length,
            none: of.filter(({ verdict }) => verdict.trust === 'none').length,
          },
        })),
        baselines: baselines(ofSplit),
      })),
  );
}

function baselines(reports: readonly SectorReport[]) {
  const once = [...grouped(reports, ({ sectorId }) => sectorId).values()].flatMap(([first]) => first!.baselines);
  return [...grouped(once, ({ name }) => name)].map(([name, of]) => ({
    name,
    ...means(of.map(({ validation }) => validation)),
  }));
}

function means(errors: readonly (CellErrors | null)[]): MeanErrors {
  const of = (key: 'covered' | 'all') => errors.flatMap((e) => (e?.[key] == null ? [] : [e[key]]));
  const covered = of('covered');
  const all = of('all');
  return { covered: mean(covered), all: mean(all), sectors: Math.max(covered.length, all.length) };
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length;
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
