const text = (value) => (typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value ?? ''));

/**
 * A plain table: one line a row, numbers to four digits and flush right, columns in the order in which they first appear.
 *
 * @param {readonly Readonly<Record<string, string | number | boolean>>[]} rows
 */
export function formatTable(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => text(row[name]).length)));
  const line = (cells) => cells.join('  ').trimEnd();
  return [
    line(columns.map((name, column) => name.padEnd(widths[column]))),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map((row) =>
      line(
        columns.map((name, column) =>
          typeof row[name] === 'number'
            ? text(row[name]).padStart(widths[column])
            : text(row[name]).padEnd(widths[column]),
        ),
      ),
    ),
  ].join('\n');
}
