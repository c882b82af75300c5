import { type CalibratedSector, DEFAULT_CALIBRATION, type SectorReport } from '../calibration/report.ts';
import { type CalibrationRun, newRun } from '../studio/calibration/calibration-run.ts';
import type { SectorSettings } from '../studio/store/project-document.ts';

export function sectorSettings(id: string, patch: Partial<SectorSettings> = {}): SectorSettings {
  return {
    id,
    siteId: 'Mast',
    x: 10,
    y: 20,
    heightM: 30,
    azimuthDeg: 0,
    downtiltDeg: 6,
    pattern: 'tr38901',
    polarisation: 'V',
    frequencyHz: 2.1e9,
    powerDbm: 43,
    powerPer: 'total',
    bandwidthHz: 20e6,
    lossesDb: 2,
    ...patch,
  };
}

const errors = (mae: number) => ({ covered: mae, all: mae + 2, coveredCells: 90, allCells: 100 });

export const CALIBRATED_ANTENNA: NonNullable<CalibratedSector['antenna']> = {
  azimuthDeg: 370.004,
  downtiltDeg: 7.25,
  pattern: {
    kind: 'parametric',
    name: 'calibrated',
    peakGainDbi: 12,
    horizontalBeamwidthDeg: 80,
    verticalBeamwidthDeg: 20,
    frontToBackDb: 30,
    sideLobeDb: 30,
  },
};

export function sectorReport(
  sectorId: string,
  result: Partial<CalibratedSector> = {},
  patch: Partial<SectorReport> = {},
): SectorReport {
  return {
    sectorId,
    options: DEFAULT_CALIBRATION,
    cells: { measured: 340, train: 200, validation: 100, indoorMasked: 40, uncovered: 10 },
    parameters: [],
    correlation: [],
    conditionNumber: null,
    iterations: [],
    before: errors(9),
    train: errors(4),
    validation: { minimum: errors(5), last: errors(6), selected: errors(5.5) },
    withField: null,
    baselines: [
      { name: 'constant', train: errors(7), validation: errors(8) },
      { name: 'inverse distance', train: errors(0), validation: errors(4.5) },
    ],
    selection: { accountedFor: false, contestedShare: 0, contestedBiasDb: null, freeBiasDb: null, sentence: 'Not.' },
    verdict: { trust: 'good', sentences: ['Good.'] },
    stoppedBy: 'converged',
    evaluations: 9,
    timingsMs: { paths: 1, fit: 1, validate: 1 },
    deviceOffsets: [],
    otherCarrierRows: 0,
    result: { method: 'A', antenna: CALIBRATED_ANTENNA, materials: {}, buildings: {}, offsetDb: 0, ...result },
    ...patch,
  };
}

/** A finished run of some reports, its sectors standing as `sectorSettings` has them. */
export function finishedRun(reports: readonly SectorReport[], patch: Partial<CalibrationRun> = {}): CalibrationRun {
  const run = newRun({
    id: 'run-1',
    key: 'key',
    startedMs: new Date(2026, 3, 14, 12, 3).getTime(),
    options: DEFAULT_CALIBRATION,
    before: reports.map((r) => sectorSettings(r.sectorId)),
    patterns: { tr38901: 'tr38901' },
    materials: {},
  });
  return { ...run, state: 'finished', view: { reports, refused: [] }, ...patch };
}
