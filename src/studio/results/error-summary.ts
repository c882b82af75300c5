import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { type ErrorMetrics, errorMetrics, NO_COVERAGE_DBM } from '../../metrics/error-metrics.ts';
import type { NetworkMap } from './network-map.ts';

/** Errors of the map on the screen against the measured cells, prediction less measurement, under both policies. */
export interface ErrorSummary {
  /** Cells with a measurement and a prediction. */
  readonly covered: ErrorMetrics;
  /** Every measured cell; uncovered ones predicted at `floorDbm`. */
  readonly all: ErrorMetrics;
  readonly floorDbm: number;
  /** Accepted rows outside the map. */
  readonly outsideRows: number;
}

/** Compares cell by cell on the grid that both share; null when no row lies on it. */
export function summariseErrors(map: NetworkMap, measured: GroundTruthMap): ErrorSummary | null {
  const all = errorMetrics(map.rsrpDbm, measured.medianDbm, { policy: 'all', floorDbm: NO_COVERAGE_DBM });
  if (all.measured === 0) return null;
  return {
    all,
    covered: errorMetrics(map.rsrpDbm, measured.medianDbm, { policy: 'covered' }),
    floorDbm: NO_COVERAGE_DBM,
    outsideRows: measured.outside,
  };
}
