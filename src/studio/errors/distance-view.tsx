import { useMemo } from 'react';
import { brushCells } from '../store/error-view-actions.ts';
import { BandChart } from './band-chart.tsx';
import type { ErrorView } from './use-error-view.ts';
import { roundBins } from './value-bins.ts';

const WIDTHS_M = [10, 20, 25, 50, 100, 200, 500, 1000, 2000];
const MOST_BINS = 36;

/** The error by distance from the mast of the sector that serves. */
export function DistanceView({ view }: { readonly view: ErrorView }) {
  const { distanceM } = view.cells;
  const bins = useMemo(() => roundBins(distanceM, WIDTHS_M, MOST_BINS), [distanceM]);
  if (!bins) return <p className="calm">No cell is served by a sector of this project.</p>;
  return (
    <div className="error-charts">
      <BandChart
        view={view}
        values={distanceM}
        bins={bins}
        unit="m"
        by="distance from the serving sector"
        brushed={view.brush?.kind === 'distance' ? view.brush.distanceM : null}
        onBrush={(range) => brushCells(range && { kind: 'distance', distanceM: range })}
      />
    </div>
  );
}
