/** Lines of a plain-text table: the first column to the left, the others to the right, two blanks between them. */
export function alignedRows(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, j) => Math.max(...rows.map((row) => (row[j] ?? '').length)));
  return rows.map((row) =>
    widths
      .map((width, j) => (j === 0 ? (row[j] ?? '').padEnd(width) : (row[j] ?? '').padStart(width)))
      .join('  ')
      .trimEnd(),
  );
}
