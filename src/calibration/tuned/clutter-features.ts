import { cellAt } from '../../raster/raster-grid.ts';
import type { ClassRaster } from '../../scene/scene.ts';
import type { FeatureTable } from './feature-table.ts';

/** Classes with fewer training cells than this share the mean of all: the least that planning tools ask of a clutter offset. */
export const LEAST_CLUTTER_CELLS = 30;

/** The class of every place, or -1 outside the raster and where it is unknown (class 0). */
export function clutterAt(raster: ClassRaster, x: ArrayLike<number>, y: ArrayLike<number>): Int16Array {
  const out = new Int16Array(x.length);
  for (let i = 0; i < out.length; i++) {
    const cell = cellAt(raster.grid, x[i]!, y[i]!);
    const found = cell < 0 ? 0 : raster.classes[cell]!;
    out[i] = found === 0 ? -1 : found;
  }
  return out;
}

/** The classes that at least `least` of the given places have, ascending. */
export function frequentClasses(classOf: ArrayLike<number>, least = LEAST_CLUTTER_CELLS): number[] {
  const cells = new Map<number, number>();
  for (let i = 0; i < classOf.length; i++) {
    if (classOf[i]! >= 0) cells.set(classOf[i]!, (cells.get(classOf[i]!) ?? 0) + 1);
  }
  return [...cells]
    .filter(([, n]) => n >= least)
    .map(([c]) => c)
    .sort((a, b) => a - b);
}

/**
 * One column for each of `classes`, `clutter:<name>`, whose offsets sum to zero: 1 in the class, -1 in the LAST of `classes`, which
 * has no column of its own (its offset is minus the sum of the others), 0 everywhere else.
 */
export function clutterFeatures(
  raster: ClassRaster,
  classOf: ArrayLike<number>,
  classes: readonly number[],
): FeatureTable {
  const count = classOf.length;
  const last = classes[classes.length - 1];
  const own = classes.slice(0, -1);
  const columns = own.map((c) =>
    Float64Array.from({ length: count }, (_, i) => (classOf[i] === c ? 1 : classOf[i] === last ? -1 : 0)),
  );
  return { count, names: own.map((c) => `clutter:${raster.names[c] ?? c}`), columns };
}
