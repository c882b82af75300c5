/** A column as CREATE TABLE declares it. */
export interface SqliteColumn {
  readonly name: string;
  /** True where the row's own number stands in it: nothing is stored then. */
  readonly isRowid: boolean;
}

const TOKEN =
  /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|[(),]|[^\s(),"'`[\]]+/g;
const CONSTRAINT = /^(constraint|primary|unique|check|foreign)$/i;

/** The stored columns of a table, in their order; null for a statement that is no CREATE TABLE with columns, or without rowids. */
export function columnsOf(sql: string): SqliteColumn[] | null {
  const tokens = (sql.match(TOKEN) ?? []).filter((token) => !token.startsWith('--') && !token.startsWith('/*'));
  const open = tokens.indexOf('(');
  if (open < 0 || !/^create$/i.test(tokens[0] ?? '') || !tokens.slice(0, open).some((token) => /^table$/i.test(token)))
    return null;
  const definitions: string[][] = [[]];
  let depth = 1;
  let at = open + 1;
  for (; at < tokens.length && depth > 0; at++) {
    const token = tokens[at]!;
    if (token === '(') depth++;
    else if (token === ')') depth--;
    if (depth === 1 && token === ',') definitions.push([]);
    else if (depth > 0) definitions.at(-1)!.push(token);
  }
  if (/\bwithout\s+rowid\b/i.test(tokens.slice(at).join(' '))) return null;
  const key = definitions.find(([first]) => /^(primary|constraint)$/i.test(first ?? ''))?.join(' ') ?? '';
  const keyed = /primary key \( (\S+) \)/i.exec(key)?.[1];
  return definitions
    .filter(([first]) => first !== undefined && !CONSTRAINT.test(first))
    .filter((definition) => !isComputed(definition.join(' ')))
    .map(([first = '', type = '', ...rest]) => ({
      name: unquoted(first),
      isRowid:
        /^integer$/i.test(type) &&
        (/primary key(?! desc)/i.test(rest.join(' ')) || (keyed !== undefined && unquoted(keyed) === unquoted(first))),
    }));
}

/** Columns that are computed when they are read are not stored. */
function isComputed(definition: string): boolean {
  return /\bas \(/i.test(definition) && !/\bstored\b/i.test(definition);
}

function unquoted(token: string): string {
  if (/^\[/.test(token)) return token.slice(1, -1);
  const quote = /^["'`]/.exec(token)?.[0];
  return quote === undefined ? token : token.slice(1, -1).replaceAll(quote + quote, quote);
}
