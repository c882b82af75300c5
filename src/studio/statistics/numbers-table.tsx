interface NumbersTableProps {
  readonly head: readonly string[];
  /** Lines of cells, the first of which names the line. */
  readonly rows: readonly (readonly string[])[];
  readonly caption?: string;
  /** Its looks: `numbers` in the window. */
  readonly className?: string;
}

/** Figures line by line. */
export function NumbersTable({ head, rows, caption, className = 'numbers' }: NumbersTableProps) {
  return (
    <table className={className}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {head.map((word) => (
            <th scope="col" key={word}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name but their place
              <td key={i}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
