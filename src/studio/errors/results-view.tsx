import { useMemo } from 'react';
import { cellCount } from '../../raster/raster-grid.ts';
import { useSession } from '../app/session-context.ts';
import { engineLabel } from '../engines/engine-choice.ts';
import { NumbersTable } from '../statistics/numbers-table.tsx';
import { useStudio } from '../store/studio-store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount, formatNumber, formatShare, formatSigned } from '../ui/format.ts';
import { type ComparedResults, comparedResults, type NamedMap } from './compared-results.ts';
import type { ErrorView } from './use-error-view.ts';

const HEAD = ['result', 'MAE', 'RMSE', 'bias', 'σ', 'correlation', 'R²', 'covers of the measured'];

/** The map on the screen and all that were kept, on the same measured cells, beside plain predictors. */
export function ResultsView({ view }: { readonly view: ErrorView }) {
  const { found, resting } = useCompared(view);
  if (!found) return null;
  const rows = found.rows.map(({ name, coverage, figures }) => [
    ...[name, formatNumber(figures.mae, 2), formatNumber(figures.rmse, 2), formatSigned(figures.bias, 2)],
    ...[formatNumber(figures.sigma, 2), formatNumber(figures.pcc, 3), formatNumber(figures.r2, 3)],
    coverage === null ? '–' : formatShare(Math.round(coverage * found.measured), found.measured),
  ]);
  return (
    <section className="statistic error-results" aria-label="Results on the same cells">
      <div className="statistic-head">
        <h3>
          Prediction − measurement, dB, on the {formatCount(found.cells)} measured cells that all cover (of{' '}
          {formatCount(found.measured)})
        </h3>
        <CopyButton what="results on the same cells" rows={() => [HEAD, ...rows]} />
      </div>
      <NumbersTable head={HEAD} rows={rows} />
      <p className="card-foot">
        {found.rows.length < 4 &&
          'Keep results (Compare) to see them here: other engines, before and after a calibration. '}
        {found.otherCells.length > 0 && `Of other cells, and left out: ${found.otherCells.join(', ')}. `}
        {resting.length > 0 && `Not in memory, compare with them once: ${resting.join(', ')}. `}
        The constant and the line are fitted to these very cells: what does not beat them predicts nothing.
      </p>
    </section>
  );
}

function useCompared({ cells }: ErrorView): {
  readonly found: ComparedResults | null;
  readonly resting: readonly string[];
} {
  const session = useSession();
  const kept = useStudio((s) => s.kept);
  const models = useStudio((s) => s.models);
  const engines = useStudio((s) => s.map?.solves.engines);
  return useMemo(() => {
    const { networkMap, kept: maps } = session.registry;
    const measured = session.ground().measured;
    if (!networkMap || !measured) return { found: null, resting: [] };
    const label = engines?.map((name) => engineLabel(name, models)).join(' and ') ?? '';
    const named: NamedMap[] = [{ name: `As it is · ${label}`, ...networkMap }];
    const resting: string[] = [];
    for (const { id, name } of kept) {
      const map = maps.get(id);
      if (map) named.push({ name, grid: map.grid, rsrpDbm: map.rsrpDbm });
      else resting.push(name);
    }
    const distanceM = new Float32Array(cellCount(cells.grid)).fill(Number.NaN);
    cells.cell.forEach((at, i) => {
      distanceM[at] = cells.distanceM[i]!;
    });
    return { found: comparedResults(named, measured, distanceM), resting };
  }, [session, cells, kept, models, engines]);
}
