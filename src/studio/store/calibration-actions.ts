import type { CalibrationOptions } from '../../worker/calibration-protocol.ts';
import type { CalibrationRun } from '../calibration/calibration-run.ts';
import type { CalibrationProgress, CalibrationSetup, CalibrationState } from './calibration-state.ts';
import { studioStore } from './studio-store.ts';

export function patchCalibration(patch: Partial<CalibrationState>): void {
  studioStore.setState(({ calibration }) => ({ calibration: { ...calibration, ...patch } }));
}

export function patchSetup(patch: Partial<CalibrationSetup>): void {
  const { setup } = studioStore.getState().calibration;
  patchCalibration({ setup: { ...setup, ...patch }, problem: null });
}

export function patchOptions(patch: Partial<CalibrationOptions>): void {
  const { options } = studioStore.getState().calibration.setup;
  patchSetup({ options: { ...options, ...patch } });
}

export function patchProgress(patch: Partial<CalibrationProgress>): void {
  const { progress } = studioStore.getState().calibration;
  if (progress) patchCalibration({ progress: { ...progress, ...patch } });
}

export function putRun(run: CalibrationRun): void {
  const { runs } = studioStore.getState().calibration;
  const others = runs.filter((r) => r.id !== run.id);
  patchCalibration({ runs: [run, ...others].sort((a, b) => b.startedMs - a.startedMs) });
}

export function dropRun(id: string): void {
  const { runs, openRunId, comparedIds, view } = studioStore.getState().calibration;
  const closes = openRunId === id;
  patchCalibration({
    runs: runs.filter((r) => r.id !== id),
    comparedIds: comparedIds.filter((c) => c !== id),
    ...(closes ? { openRunId: null, openSectorId: null, view: view === 'result' ? 'setup' : view } : {}),
  });
}

export function toggleCompared(id: string): void {
  const { comparedIds } = studioStore.getState().calibration;
  patchCalibration({
    comparedIds: comparedIds.includes(id) ? comparedIds.filter((c) => c !== id) : [...comparedIds, id],
  });
}
