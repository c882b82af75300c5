import type { Json } from '../../io/formats/json-document.ts';
import { jsonOfNumbers, withNumbers } from '../../io/formats/marked-numbers.ts';
import { type CalibrationRun, isRun } from './calibration-run.ts';

/** A run as JSON, all of it. */
export function runToJson(run: CalibrationRun): Json {
  return JSON.parse(jsonOfNumbers(run)) as Json;
}

/** Null for what is no finished run of this version: it cannot be shown. */
export function runFromJson(json: Json): CalibrationRun | null {
  const value = withNumbers(json);
  return isFields(value) && isRun(value) && isShowable(value) ? value : null;
}

function isShowable({ id, key, startedMs, state, options, before, view }: CalibrationRun): boolean {
  const reports: unknown = view?.reports;
  return (
    [id, key].every((text) => typeof text === 'string') &&
    typeof startedMs === 'number' &&
    state === 'finished' &&
    isFields(options) &&
    Array.isArray(before) &&
    Array.isArray(reports) &&
    reports.every((report) => isFields(report) && typeof report.sectorId === 'string' && isFields(report.result))
  );
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
