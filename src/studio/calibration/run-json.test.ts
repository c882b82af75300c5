import { expect, it } from 'vitest';
import { finishedRun, sectorReport } from '../../testing/calibration-run.ts';
import type { CalibrationRun } from './calibration-run.ts';
import { runFromJson, runToJson } from './run-json.ts';

const RUN: CalibrationRun = {
  ...finishedRun([sectorReport('M1')]),
  patterns: {
    panel: {
      kind: 'table',
      name: 'panel',
      peakGainDbi: 17,
      horizontalLossDb: new Float64Array(360).fill(3.25),
      verticalLossDb: new Float64Array(360).fill(0.1),
    },
  },
};

it('brings a run back with its tabulated antennas', () => {
  const text = JSON.stringify(runToJson(RUN));
  expect(runFromJson(JSON.parse(text))).toEqual(RUN);
});

it('passes over what it could not show', () => {
  const json = runToJson(RUN) as Readonly<Record<string, never>>;
  for (const other of [
    null,
    7,
    'run',
    {},
    { ...json, version: 0 },
    { ...json, view: null },
    { ...json, view: { reports: [1] } },
  ])
    expect(runFromJson(other)).toBeNull();
  expect(runFromJson(runToJson({ ...RUN, state: 'failed' }))).toBeNull();
});
