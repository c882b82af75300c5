import { useStudio } from '../store/studio-store.ts';
import { formatNumber, formatSigned } from '../ui/format.ts';

/** What is known of the place under the pointer; screen readers read results elsewhere. */
export function HoverCard() {
  const hover = useStudio((s) => s.hover);
  if (!hover) return null;
  const right = hover.screenX > window.innerWidth - 280 - 310;
  const low = hover.screenY > window.innerHeight - 220;
  const x = right ? hover.screenX - 240 - 16 : hover.screenX + 16;
  const y = low ? hover.screenY - 190 : hover.screenY + 14;
  return (
    <div
      className="card hover-card"
      aria-hidden
      style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
    >
      {hover.roofM !== null ? (
        <div className="pair">
          <span className="quiet">Building</span>
          <span>{formatNumber(hover.roofM, 1)} m high</span>
        </div>
      ) : (
        <>
          <div className="pair">
            <span className="quiet">Predicted</span>
            <span className="quiet small">{hover.provenance}</span>
          </div>
          <div className="pair">
            <span className="big">{hover.rsrpDbm === null ? 'no data' : `${formatNumber(hover.rsrpDbm, 1)} dBm`}</span>
            <span className="quiet small">{hover.rsrpDbm === null ? '' : hover.lineOfSight ? 'LOS' : 'NLOS'}</span>
          </div>
          {hover.expectedErrorDb !== null && (
            <div className="pair">
              <span className="quiet">Expected error</span>
              <span>{formatNumber(hover.expectedErrorDb, 1)} dB</span>
            </div>
          )}
          {hover.layer && (
            <div className="pair">
              <span className="quiet">{hover.layer.label}</span>
              <span>
                {formatNumber(hover.layer.value, 1)} {hover.layer.unit}
              </span>
            </div>
          )}
          {hover.other && (
            <div className="pair">
              <span className="quiet clipped">{hover.other.label}</span>
              <span>
                {formatNumber(hover.other.value, 1)} {hover.other.unit}
              </span>
            </div>
          )}
          {hover.differenceDb !== null && (
            <div className="pair">
              <span className="quiet">Difference</span>
              <span>{formatSigned(hover.differenceDb, 1)} dB</span>
            </div>
          )}
          {hover.serverId && (
            <div className="pair">
              <span className="quiet">Server</span>
              <span>{hover.serverId}</span>
            </div>
          )}
          {hover.measured && (
            <div className="pair">
              <span className="quiet">Measured</span>
              <span>
                {formatNumber(hover.measured.dbm, 1)} dBm, n = {hover.measured.count}
              </span>
            </div>
          )}
          {hover.residualDb !== null && (
            <div className="pair">
              <span className="quiet">Residual</span>
              <span className="residual">{formatSigned(hover.residualDb, 1)} dB</span>
            </div>
          )}
        </>
      )}
      {hover.feature && (
        <div className="pair">
          <span className="quiet">{hover.feature.label}</span>
          <span>{hover.feature.text}</span>
        </div>
      )}
      <div className="pair small faint">
        <span>
          x {formatNumber(hover.x, 0)}, y {formatNumber(hover.y, 0)} m
        </span>
        {hover.place && (
          <span>
            {hover.place.latDeg.toFixed(5)}, {hover.place.lonDeg.toFixed(5)}
          </span>
        )}
      </div>
    </div>
  );
}
