import { useDeferredValue, useMemo } from 'react';
import { useSession } from '../app/session-context.ts';
import { compareByClass } from '../compare/compare-by-class.ts';
import { WITHIN_DB } from '../compare/compare-maps.ts';
import { compareWords } from '../compare/result-words.ts';
import { scaleOf } from '../results/value-scale.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatArea, formatCount, formatNumber, formatShare, formatSigned } from '../ui/format.ts';
import { NumbersTable } from './numbers-table.tsx';

/** What sets two compared layers apart, class by class of the first, with the ground that the class covers in both. */
export function DifferenceFigures() {
  const session = useSession();
  const words = useStudioParts((s) => compareWords(s, session.scene()));
  const measured = useStudio((s) => s.swipe?.second.kind === 'measured');
  const compared = useStudio((s) => s.comparison !== null);
  const version = useDeferredValue(useStudio((s) => s.shown?.version ?? 0));
  const scales = useStudio((s) => s.scales);
  const cellSizeM = useStudio((s) => s.shown?.cellSizeM ?? 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells are replaced, the version tells when
  const classes = useMemo(() => {
    const { first, second } = session.registry.shown;
    if (!compared || first?.kind !== 'values' || second?.kind !== 'values') return null;
    const [from, to] = measured ? [second, first] : [first, second];
    if (from.scale !== to.scale || from.values.length !== to.values.length) return null;
    return compareByClass(from, to, scaleOf(scales, from.scale), session.ground().indoor);
  }, [session, compared, version, scales, measured]);
  if (!classes || !words) return null;
  const of = measured ? words.second : words.first;
  const head = [`class of ${of}`, 'area', 'n', 'mean', 'MAE', 'RMSE', ...WITHIN_DB.map((db) => `≤ ${db} dB`)];
  const rows = classes.map(({ label, figures, within }) =>
    figures.count === 0
      ? [label, ...head.slice(1).map(() => '–')]
      : [
          ...[label, formatArea(figures.count * cellSizeM ** 2), formatCount(figures.count)],
          ...[formatSigned(figures.bias, 1), formatNumber(figures.mae, 1), formatNumber(figures.rmse, 1)],
          ...within.map((share) => formatShare(share, 1)),
        ],
  );
  return (
    <section className="statistic wide-statistic" aria-label="Difference by class">
      <div className="statistic-head">
        <h3>{words.difference}, dB, by class</h3>
        <CopyButton what="difference by class" rows={() => [head, ...rows]} />
      </div>
      <NumbersTable head={head} rows={rows} />
    </section>
  );
}
