/** A field read as a number: the value, nothing there, or text that is no number. */
export type FieldNumber =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'text' };

const MISSING = new Set(['', '-', '--', 'na', 'n/a', 'nan', 'null', 'none', 'nil', '?']);

/**
 * Reads one field of a table. A blank is missing, never 0. A typographic minus is a minus; a decimal comma is read where the
 * comma does not split columns. Anything else that is not a finite decimal number is text.
 */
export function fieldNumber(field: string | undefined, delimiter: string): FieldNumber {
  const bare = (field ?? '').trim();
  if (MISSING.has(bare.toLowerCase())) return { kind: 'missing' };
  let text = bare.replace(/^\u2212/, '-');
  if (delimiter !== ',' && /^[+-]?\d+,\d+$/.test(text)) text = text.replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return { kind: 'text' };
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'value', value } : { kind: 'text' };
}

/** The bare name of a column: lower case, without a unit in brackets, without anything but letters and digits. */
export function columnKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[([{].*?[)\]}]/g, ' ')
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '');
}

/** For every meaning, the index of the first column whose name is one of its aliases; -1 where there is none. */
export function matchColumns<K extends string>(
  columns: readonly string[],
  aliases: Readonly<Record<K, readonly string[]>>,
): Record<K, number> {
  const keys = columns.map(columnKey);
  const found = {} as Record<K, number>;
  for (const meaning of Object.keys(aliases) as K[]) {
    found[meaning] = -1;
    for (const alias of aliases[meaning]) {
      const index = keys.indexOf(alias);
      if (index >= 0) {
        found[meaning] = index;
        break;
      }
    }
  }
  return found;
}
