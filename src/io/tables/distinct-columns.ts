import type { Issue } from '../../units/errors.ts';

/** Names that mean something to the language of this program; a column of such a name is renamed. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** The names of columns, each its own: the second "lat" becomes "lat (2)", and reserved names are renamed. */
export function distinctColumns(
  names: readonly string[],
  file: string,
): { readonly columns: readonly string[]; readonly issues: readonly Issue[] } {
  const seen = new Map<string, number>();
  const renamed: string[] = [];
  const columns = names.map((raw) => {
    const name = RESERVED.has(raw.toLowerCase()) ? `column ${raw.replace(/_/g, '')}` : raw;
    if (name !== raw) renamed.push(raw);
    if (name === '') return name;
    const key = name.toLowerCase();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? name : `${name} (${count})`;
  });
  const issues: Issue[] = renamed.map((name) => ({
    kind: 'repaired',
    code: 'reserved-name',
    message: `${file}: the column "${name}" bears a reserved name; it is called "column ${name.replace(/_/g, '')}" here`,
    count: 1,
  }));
  return { columns, issues };
}

/** True where the table has another column of that name, so that it cannot be told which is meant. */
export function hasTwin(columns: readonly string[], name: string): boolean {
  const second = `${name} (2)`.toLowerCase();
  return columns.some((column) => column.toLowerCase() === second);
}
