/** A field read as a number: the value, nothing there, or text that is no number. */
export type FieldNumber =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'text' };

/** U+2212, the minus of typographers. */
const MINUS = 0x2212;
const MISSING = new Set(['', '-', '--', '---', 'na', 'n/a', 'nan', 'null', 'none', 'nil', '?']);

/** True for the ways in which a table says that there is nothing. */
export function isMissing(field: string): boolean {
  return field.length <= 4 && MISSING.has(field.trim().toLowerCase());
}

/**
 * Reads one field of a table. A blank is missing, never 0. A typographic minus is a minus; a decimal comma is read where the
 * comma does not split columns. Anything else that is not a finite decimal number is text.
 * @param units that may stand behind the number, in lower case; they are not converted
 */
export function fieldNumber(field: string | undefined, delimiter: string, units: readonly string[] = []): FieldNumber {
  const bare = (field ?? '').trim();
  if (isMissing(bare)) return { kind: 'missing' };
  const read = decimal(bare, delimiter);
  if (!Number.isNaN(read) || units.length === 0) return finite(read);
  const split = /^(.*[\d.,])\s*([^\d\s.,][^\d\s]*)$/.exec(bare);
  const unit = split?.[2]?.toLowerCase();
  if (!split || unit === undefined || !units.includes(unit)) return { kind: 'text' };
  return finite(decimal(split[1]!, delimiter));
}

function finite(value: number): FieldNumber {
  return Number.isNaN(value) ? { kind: 'text' } : { kind: 'value', value };
}

/** NaN for anything that is no finite decimal number. */
function decimal(bare: string, delimiter: string): number {
  let text = bare.charCodeAt(0) === MINUS ? `-${bare.slice(1)}` : bare;
  if (delimiter !== ',' && text.includes(',') && /^[+-]?\d+,\d+$/.test(text)) text = text.replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** The bare name of a column: lower case, without a unit in brackets, without anything but letters (accents dropped) and digits. */
export function columnKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[([{].*?[)\]}]/g, ' ')
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
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
