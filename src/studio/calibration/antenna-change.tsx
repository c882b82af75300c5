import type { CalibratedSector, SectorReport } from '../../calibration/report.ts';
import { PatternCuts } from '../panels/pattern-cuts.tsx';
import { formatParameter } from '../ui/format.ts';
import type { CalibrationRun } from './calibration-run.ts';

interface AntennaChangeProps {
  readonly run: CalibrationRun;
  readonly report: SectorReport;
  readonly antenna: NonNullable<CalibratedSector['antenna']>;
}

/** The antenna before and after, in both planes, each where it points. */
export function AntennaChange({ run, report, antenna }: AntennaChangeProps) {
  const before = run.before.find((s) => s.id === report.sectorId);
  const pattern = before && run.patterns[before.pattern];
  if (!before || pattern === undefined) return null;
  return (
    <section className="section">
      <div className="card-head">
        <h3>Antenna</h3>
        <span className="aside">
          {formatParameter(before.azimuthDeg, 'deg')} → {formatParameter(antenna.azimuthDeg, 'deg')} ·{' '}
          {antenna.pattern.peakGainDbi.toFixed(1)} dBi
        </span>
      </div>
      <PatternCuts
        pattern={antenna.pattern}
        azimuthDeg={antenna.azimuthDeg}
        downtiltDeg={antenna.downtiltDeg}
        before={{ pattern, azimuthDeg: before.azimuthDeg, downtiltDeg: before.downtiltDeg }}
      />
      <p className="chart-keys">
        <span className="key dashed" /> before <span className="key accent" /> after
      </p>
    </section>
  );
}
