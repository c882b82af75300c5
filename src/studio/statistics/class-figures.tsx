import { useSession } from '../app/session-context.ts';
import { compareWords } from '../compare/result-words.ts';
import { type ClassLayer, legendContent, legendParts, wholeOf } from '../results/legend-content.ts';
import { useStudioParts } from '../store/studio-store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatArea, formatShare } from '../ui/format.ts';
import { NumbersTable } from './numbers-table.tsx';

/** Ground by class, with its share of all outdoor ground. */
export function ClassFigures({ layer }: { readonly layer: ClassLayer }) {
  const session = useSession();
  const state = useStudioParts(legendParts);
  const words = useStudioParts((s) => compareWords(s, session.scene()));
  const { title, unit, labels, columns } = legendContent(layer, state, words);
  const cellAreaM2 = (state.shown?.cellSizeM ?? 0) ** 2;
  const line = (label: string, of: (column: (typeof columns)[number]) => number | undefined) => [
    label,
    ...columns.flatMap((column) => {
      const cells = of(column);
      return cells === undefined ? ['–', '–'] : [formatArea(cells * cellAreaM2), formatShare(cells, wholeOf(column))];
    }),
  ];
  const head = [
    unit,
    ...columns.flatMap(({ name }) => (name ? [`${name}, area`, `${name}, share`] : ['area outdoors', 'share'])),
  ];
  const body = [
    ...labels.map((label, i) => line(label, ({ counts }) => counts?.cells[i])),
    [
      'no data',
      ...columns.flatMap((column) => {
        if (!column.counts) return ['–', '–'];
        const { noData } = column.counts;
        return [formatArea(noData * cellAreaM2), column.ofData ? '' : formatShare(noData, wholeOf(column))];
      }),
    ],
  ];
  return (
    <section className="statistic" aria-label="Area by class">
      <div className="statistic-head">
        <h3>{title} by class</h3>
        <CopyButton what="areas by class" rows={() => [head, ...body]} />
      </div>
      <NumbersTable head={head} rows={body} />
    </section>
  );
}
