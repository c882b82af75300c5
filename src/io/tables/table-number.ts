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
  const plain = plainDecimal(field ?? '');
  if (!Number.isNaN(plain)) return { kind: 'value', value: plain };
  const bare = (field ?? '').trim();
  if (isMissing(bare)) return { kind: 'missing' };
  const read = decimal(bare, delimiter);
  if (!Number.isNaN(read) || units.length === 0) return finite(read);
  const split = /^(.*[\d.,])\s*([^\d\s.,][^\d\s]*)$/.exec(bare);
  const unit = split?.[2]?.toLowerCase();
  if (!split || unit === undefined || !units.includes(unit)) return { kind: 'text' };
  return finite(decimal(split[1]!, delimiter));
}

const ZERO = 48;
const POINT = 46;
const HYPHEN = 45;
/** So many digits make an integer that float64 holds exactly. */
const MOST_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, n) => 10 ** n);

/**
 * The number that nearly all fields are: digits with or without a minus and a point, 15 digits at most; NaN for all others. The digits
 * and the power of ten are exact in float64, so that their quotient is rounded once: the very value of `Number` (Clinger, "How to read
 * floating point numbers accurately", PLDI 1990), several times as fast.
 */
export function plainDecimal(text: string): number {
  const { length } = text;
  const negative = text.charCodeAt(0) === HYPHEN;
  let digits = 0;
  let pointAt = -1;
  let value = 0;
  for (let i = negative ? 1 : 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === POINT && pointAt < 0) pointAt = digits;
    else if (code >= ZERO && code < ZERO + 10 && digits < MOST_DIGITS) {
      value = 10 * value + (code - ZERO);
      digits++;
    } else return Number.NaN;
  }
  if (digits === 0) return Number.NaN;
  const scaled = pointAt < 0 ? value : value / POWERS_OF_TEN[digits - pointAt]!;
  return negative ? -scaled : scaled;
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
