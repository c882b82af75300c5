import type { Json } from '../../io/formats/json-document.ts';
import { type CalibrationRun, isRun } from './calibration-run.ts';

/** Marks a list of numbers that was a Float64Array: those of tabulated antennas. */
const NUMBERS = '$float64';

/** A run as JSON, all of it. */
export function runToJson(run: CalibrationRun): Json {
  const text = JSON.stringify(run, (_, value: unknown) =>
    value instanceof Float64Array ? { [NUMBERS]: Array.from(value) } : value,
  );
  return JSON.parse(text) as Json;
}

/** Null for what is no finished run of this version: it cannot be shown. */
export function runFromJson(json: Json): CalibrationRun | null {
  const value: unknown = JSON.parse(JSON.stringify(json), (_, part: unknown) => {
    const numbers = isFields(part) ? part[NUMBERS] : undefined;
    return Array.isArray(numbers) ? Float64Array.from(numbers, Number) : part;
  });
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
