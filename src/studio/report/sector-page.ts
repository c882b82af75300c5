import { binByCell } from '../../measurements/bin-by-cell.ts';
import { type ErrorMetrics, errorMetrics, NO_COVERAGE_DBM } from '../../metrics/error-metrics.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { type NetworkMap, pathGainOn, type SectorShare } from '../results/network-map.ts';

/** One sector by itself: its levels, and what was measured of it. */
export interface SectorPage {
  /** [dBm] on the grid of the network, NaN where nothing arrives. */
  readonly rsrpDbm: Float32Array;
  /** The rows that name it; null where there are none. */
  readonly measured: Pick<MeasurementsView, 'x' | 'y' | 'rsrpDbm'> | null;
  /** Under either policy, median by cell; null without rows on the map. */
  readonly covered: ErrorMetrics | null;
  readonly all: ErrorMetrics | null;
}

export function sectorPage(map: NetworkMap, share: SectorShare, measurements: MeasurementsView | null): SectorPage {
  const rsrpDbm = pathGainOn(map.grid, share).map((gainDb) => gainDb + share.referenceDbm);
  const measured = measurements && rowsOf(measurements, share.sectorId);
  if (!measured) return { rsrpDbm, measured: null, covered: null, all: null };
  const { medianDbm } = binByCell(map.grid, measured.x, measured.y, measured.rsrpDbm);
  const all = errorMetrics(rsrpDbm, medianDbm, { policy: 'all', floorDbm: NO_COVERAGE_DBM });
  if (all.measured === 0) return { rsrpDbm, measured, covered: null, all: null };
  return { rsrpDbm, measured, all, covered: errorMetrics(rsrpDbm, medianDbm, { policy: 'covered' }) };
}

function rowsOf({ cell, cells, x, y, rsrpDbm }: MeasurementsView, sectorId: string): SectorPage['measured'] {
  const index = cells.indexOf(sectorId);
  if (index < 0) return null;
  const isIts = (_: number, row: number) => cell[row] === index;
  return { x: x.filter(isIts), y: y.filter(isIts), rsrpDbm: rsrpDbm.filter(isIts) };
}
