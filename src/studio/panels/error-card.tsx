import type { ErrorMetrics } from '../../metrics/error-metrics.ts';
import { CalibrateButton } from '../calibration/calibrate-button.tsx';
import { engineLabel } from '../engines/engine-choice.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { FoldButton } from '../ui/fold-button.tsx';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';

/** How far the map on the screen is from what was measured, with the policy for cells without coverage in words. */
export function ErrorCard() {
  const errors = useStudio((s) => s.errors);
  const measured = useStudio((s) => s.measurements);
  const cellSizeM = useStudio((s) => s.map?.cellSizeM ?? 0);
  const folded = useStudio((s) => s.folded.error);
  const engines = useStudioParts((s) => s.map?.solves.engines.map((name) => engineLabel(name, s.models)) ?? []);
  if (!measured) return null;
  return (
    <section className="card error-card" aria-label="Error">
      <div className="card-head">
        <h2>Error</h2>
        <span className="aside clipped">{engines.join(' and ') || 'predicted'} − measured, dB</span>
        <FoldButton panel="error" label="error figures" />
      </div>
      {!folded && errors && (
        <>
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">cells</th>
                <th scope="col">MAE</th>
                <th scope="col">RMSE</th>
                <th scope="col">bias</th>
                <th scope="col">σ</th>
                <th scope="col">n</th>
              </tr>
            </thead>
            <tbody>
              <Figures name="covered" of={errors.covered} />
              <Figures name="all" of={errors.all} />
            </tbody>
          </table>
          <p className="card-foot" style={{ margin: 0 }}>
            Median per {cellSizeM} m cell, best server. “All” takes the{' '}
            {formatCount(errors.all.count - errors.covered.count)} uncovered cells as {formatNumber(errors.floorDbm, 0)}{' '}
            dBm.
            {errors.outsideRows > 0 && ` ${formatCount(errors.outsideRows)} rows lie outside the map.`}
          </p>
          <p className="card-foot" style={{ margin: 0 }}>
            <CalibrateButton />
          </p>
        </>
      )}
      {!folded && !errors && <p className="card-foot">No accepted row lies on the map.</p>}
    </section>
  );
}

function Figures({ name, of }: { readonly name: string; readonly of: ErrorMetrics }) {
  return (
    <tr>
      <td>{name}</td>
      <td>{formatNumber(of.mae, 1)}</td>
      <td>{formatNumber(of.rmse, 1)}</td>
      <td>{formatSigned(of.bias, 1)}</td>
      <td>{formatNumber(of.sigma, 1)}</td>
      <td>{formatCount(of.count)}</td>
    </tr>
  );
}
