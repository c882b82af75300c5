import type { StudyMethodId } from './method-id.ts';
import type { MethodOutcome, SectorStudy, SplitStudy } from './study.ts';

/** Those of the methods that a sector's study does not hold yet, for some way of holding cells out. */
export function methodsLeft(study: SectorStudy | undefined, methods: readonly StudyMethodId[]): StudyMethodId[] {
  if (!study) return [...methods];
  return methods.filter((method) => study.splits.some((split) => !split.methods.some((one) => one.method === method)));
}

/** Two studies of one sector in one: they were made with the same splits, so their held-out cells are the same. The second's outcomes win. */
export function mergeStudies(first: SectorStudy | undefined, second: SectorStudy): SectorStudy {
  if (!first) return second;
  return {
    ...second,
    splits: second.splits.map((split) => ({ ...split, methods: merged(sameDraw(first, split), split) })),
  };
}

function sameDraw({ splits }: SectorStudy, { split: { kind, seed } }: SplitStudy): SplitStudy | undefined {
  return splits.find(({ split }) => split.kind === kind && split.seed === seed);
}

function merged(first: SplitStudy | undefined, second: SplitStudy): MethodOutcome[] {
  const known = (first?.methods ?? []).filter(({ method }) => !second.methods.some((one) => one.method === method));
  return [...known, ...second.methods];
}

/** The study with these methods alone, in this order. */
export function withMethods(study: SectorStudy, methods: readonly StudyMethodId[]): SectorStudy {
  const pick = (split: SplitStudy) => methods.flatMap((id) => split.methods.filter(({ method }) => method === id));
  return { ...study, splits: study.splits.map((split) => ({ ...split, methods: pick(split) })) };
}
