import type { ColumnQuestion } from '../../io/measurements/column-question.ts';
import { FREE_COLUMNS, type MappingDraft } from '../../io/measurements/mapping-draft.ts';
import { FREE_TITLES } from './column-titles.ts';

/** Rows that are shown. */
const SHOWN = 8;

interface FirstRowsProps {
  readonly question: ColumnQuestion;
  readonly draft: MappingDraft;
}

/** The first rows of the file, each column under its name and what it is taken for. */
export function FirstRows({ question, draft }: FirstRowsProps) {
  const { columns, rows, counts, name } = question;
  const meaning = meaningsOf(draft);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <section className="first-rows" aria-label={`First rows of ${name}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="first-rows-at">
              {counts}
            </th>
            {columns.map((column) => (
              <th scope="col" key={column} data-chosen={meaning.has(column) || undefined}>
                <span>{column}</span>
                <small>{meaning.get(column)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ fields, at }) => (
            <tr key={at}>
              <th scope="row" className="first-rows-at">
                {at}
              </th>
              {columns.map((column, i) => (
                <td key={column} data-chosen={meaning.has(column) || undefined}>
                  {fields[i]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function meaningsOf(draft: MappingDraft): ReadonlyMap<string, string> {
  const [first, second] = draft.kind === 'wgs84' ? ['latitude', 'longitude'] : ['x', 'y'];
  const chosen = [
    ...FREE_COLUMNS.map((free) => [draft[free], FREE_TITLES[free].toLowerCase()] as const),
    ...draft.cell.map((column) => [column, 'cell'] as const),
    [draft.rsrp, 'level'] as const,
    [draft.second, second] as const,
    [draft.first, first] as const,
  ];
  return new Map(chosen.filter(([column]) => column !== ''));
}
