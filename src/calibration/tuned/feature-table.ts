import { badInput } from '../../units/errors.ts';

/** Named columns of numbers, one row a place: what a tuned level is a linear function of. */
export interface FeatureTable {
  /** Rows. */
  readonly count: number;
  /** Unique; the unit is in the name (`roofM`, `lossDb`), without one the column has none. */
  readonly names: readonly string[];
  /** One array of `count` finite values for each name. */
  readonly columns: readonly Float64Array[];
}

/**
 * The columns of several tables of the same places, side by side.
 * @throws UserError('bad-input') when the tables have different numbers of rows or share a name
 */
export function joinFeatures(...tables: readonly FeatureTable[]): FeatureTable {
  const count = tables[0]?.count ?? 0;
  const other = tables.find((t) => t.count !== count);
  if (other)
    throw badInput(
      `Features of ${count} and of ${other.count} places cannot stand side by side: give the same places.`,
    );
  const names = tables.flatMap((t) => t.names);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw badInput(`Two features are called ${twice}: leave one out.`);
  return { count, names, columns: tables.flatMap((t) => t.columns) };
}

/**
 * Tables of the same columns one below the other.
 * @throws UserError('bad-input') without a table
 */
export function stackFeatures(tables: readonly FeatureTable[]): FeatureTable {
  const [first] = tables;
  if (!first) throw badInput('There is no table to put others below.');
  const count = tables.reduce((sum, table) => sum + table.count, 0);
  const columns = first.names.map((_, j) => {
    const out = new Float64Array(count);
    let at = 0;
    for (const table of tables) {
      out.set(table.columns[j]!, at);
      at += table.count;
    }
    return out;
  });
  return { count, names: first.names, columns };
}

/** The rows at `indices`, in that order. */
export function pickFeatures(table: FeatureTable, indices: ArrayLike<number>): FeatureTable {
  const columns = table.columns.map((column) => {
    const out = new Float64Array(indices.length);
    for (let i = 0; i < indices.length; i++) out[i] = column[indices[i]!]!;
    return out;
  });
  return { count: indices.length, names: table.names, columns };
}

/** The columns called `names`, in that order; names that the table lacks are an error of the caller. */
export function selectFeatures(table: FeatureTable, names: readonly string[]): FeatureTable {
  const columns = names.map((name) => {
    const at = table.names.indexOf(name);
    if (at < 0)
      throw badInput(
        `The feature ${name} is missing; there are ${table.names.join(', ')}: compute it as when the model was fitted.`,
      );
    return table.columns[at]!;
  });
  return { count: table.count, names, columns };
}
