/** Lines of a plain-text table, two blanks between the columns; those in `left` stand to the left, the others to the right. */
export function alignedRows(rows: readonly (readonly string[])[], left: readonly number[] = [0]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, j) => Math.max(...rows.map((row) => (row[j] ?? '').length)));
  return rows.map((row) =>
    widths
      .map((width, j) => (left.includes(j) ? (row[j] ?? '').padEnd(width) : (row[j] ?? '').padStart(width)))
      .join('  ')
      .trimEnd(),
  );
}
