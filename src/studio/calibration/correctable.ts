import type { SectorReport } from '../../calibration/report.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { CalibrationRun } from './calibration-run.ts';
import { correctsMap } from './method-words.ts';

/** The open run and the open sector's report, where a corrected map can be made of them; else null. */
export function correctable({ calibration, history }: Pick<StudioState, 'calibration' | 'history'>): {
  readonly run: CalibrationRun;
  readonly report: SectorReport;
} | null {
  const { open, view, openRunId, openSectorId, runs } = calibration;
  if (!open || view !== 'result') return null;
  const run = runs.find((r) => r.id === openRunId);
  const report = run?.view?.reports.find((r) => r.sectorId === openSectorId);
  if (!run || !report || !correctsMap(run.options)) return null;
  return history.project.sectors.some((s) => s.id === report.sectorId) ? { run, report } : null;
}
