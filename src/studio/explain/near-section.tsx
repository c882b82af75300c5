import { useSession } from '../app/session-context.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';
import { NEAR_M, nearMeasurements } from './near-measurements.ts';

/** What was measured nearby, and how far the map is from it. */
export function NearSection({ place }: { readonly place: ExplainedPlace }) {
  const session = useSession();
  const id = useStudio((s) => s.history.project.measurementId);
  useStudio((s) => s.map?.version);
  const measured = session.registry.measurements.get(id ?? '');
  if (!measured) return null;
  const near = nearMeasurements(measured, session.registry.networkMap, place.x, place.y);
  return (
    <section className="section explain-cell" aria-label="Measured nearby">
      <div className="card-head">
        <h3>Measured within {NEAR_M} m</h3>
        <span className="aside">{near ? formatCount(near.count) : 'none'}</span>
      </div>
      {near && (
        <>
          <div className="pair">
            <span className="quiet">Median</span>
            <span>{formatNumber(near.medianDbm, 1)} dBm</span>
          </div>
          <div className="pair">
            <span className="quiet">Predicted − measured, median</span>
            <span className="residual">
              {near.residualDb === null ? 'no data' : `${formatSigned(near.residualDb, 1)} dB`}
            </span>
          </div>
          <div className="pair">
            <span className="quiet">Nearest</span>
            <span>{formatNumber(near.nearestM, 0)} m</span>
          </div>
        </>
      )}
    </section>
  );
}
