import type { FeatureTable } from './feature-table.ts';

/** How columns are brought to one scale, in the order of the table's columns. */
export interface Standardisation {
  readonly mean: readonly number[];
  /** Standard deviation; 1 for a column that never changes. */
  readonly scale: readonly number[];
  /** Range of the values that the model was fitted on: beyond it a linear model knows nothing, so values are held at its ends. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
}

/** A spread below this share of the mean's size is rounding: the column is constant. */
const CONSTANT = 1e-9;

/** Mean, standard deviation and range of every column over all rows of the tables, which have the same columns and no NaN. */
export function standardisationOf(tables: readonly FeatureTable[]): Standardisation {
  const columns = (tables[0]?.names ?? []).map((_, j) => {
    let n = 0;
    let sum = 0;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (const table of tables) {
      for (const v of table.columns[j]!) {
        sum += v;
        if (v < lowest) lowest = v;
        if (v > highest) highest = v;
      }
      n += table.count;
    }
    const mean = sum / n;
    let squares = 0;
    for (const table of tables) for (const v of table.columns[j]!) squares += (v - mean) ** 2;
    const spread = Math.sqrt(squares / n);
    return { mean, scale: spread > CONSTANT * Math.max(1, Math.abs(mean)) ? spread : 1, lowest, highest };
  });
  return {
    mean: columns.map((c) => c.mean),
    scale: columns.map((c) => c.scale),
    lowest: columns.map((c) => c.lowest),
    highest: columns.map((c) => c.highest),
  };
}

/** Rows of 1 (for the intercept) and the standardised columns: `count` x (columns + 1), row-major. NaN stays NaN. */
export function designMatrix(table: FeatureTable, by: Standardisation): Float64Array {
  const p = table.columns.length + 1;
  const out = new Float64Array(table.count * p);
  for (let i = 0; i < table.count; i++) out[i * p] = 1;
  for (const [j, column] of table.columns.entries()) {
    const mean = by.mean[j]!;
    const scale = by.scale[j]!;
    const lowest = by.lowest[j]!;
    const highest = by.highest[j]!;
    for (let i = 0; i < table.count; i++) {
      const v = column[i]!;
      out[i * p + j + 1] = (Math.min(Math.max(v, lowest), highest) - mean) / scale;
    }
  }
  return out;
}

/** Indices of the rows without a NaN, of which `also` holds too. */
export function knownRows(table: FeatureTable, also: (row: number) => boolean): Uint32Array {
  const rows: number[] = [];
  for (let i = 0; i < table.count; i++) {
    if (also(i) && table.columns.every((column) => !Number.isNaN(column[i]!))) rows.push(i);
  }
  return Uint32Array.from(rows);
}
