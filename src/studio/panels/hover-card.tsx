import type { HoverReadout } from '../results/hover-readout.ts';
import { rem, rootScale } from '../store/root-scale.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber, formatSigned } from '../ui/format.ts';

/** What is known of the place under the pointer; screen readers read results elsewhere. */
export function HoverCard() {
  const hover = useStudio((s) => s.hover);
  const width = useStudio((s) => (s.present.on ? 320 : 240));
  if (!hover) return null;
  const scale = rootScale();
  const right = hover.screenX > window.innerWidth - (280 + 310) * scale;
  const low = hover.screenY > window.innerHeight - 220 * scale;
  const x = hover.screenX + (right ? -(width + 16) : 16) * scale;
  const y = hover.screenY + (low ? -190 : 14) * scale;
  return (
    <>
      <i
        className="hover-place"
        aria-hidden
        style={{ transform: `translate(${hover.screenX}px, ${hover.screenY}px)` }}
      />
      <Readout hover={hover} width={width} x={x} y={y} />
    </>
  );
}

interface ReadoutProps {
  readonly hover: HoverReadout;
  readonly width: number;
  readonly x: number;
  readonly y: number;
}

function Readout({ hover, width, x, y }: ReadoutProps) {
  return (
    <div
      className="card hover-card"
      aria-hidden
      style={{ width: rem(width), transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
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
                {formatNumber(hover.layer.value, hover.layer.digits)} {hover.layer.unit}
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
      {hover.groundM !== null && (
        <div className="pair">
          <span className="quiet">Ground</span>
          <span>{formatNumber(hover.groundM, 1)} m</span>
        </div>
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
