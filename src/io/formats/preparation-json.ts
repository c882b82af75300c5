import type { MeasurementPreparation } from '../../measurements/preparation.ts';
import type { JsonFields } from './json-fields.ts';

/** Times of which dates can be made [ms]. */
const MOST_MS = 8.64e15;

/** The preparation of measurements in a project's file. @throws UserError('bad-input') for a value out of its range, with its place */
export function readPreparation(at: JsonFields): MeasurementPreparation {
  const number = (key: string, min: number, max: number) => (at.has(key) ? { [key]: at.number(key, min, max) } : {});
  return {
    ...number('fromMs', -MOST_MS, MOST_MS),
    ...number('toMs', -MOST_MS, MOST_MS),
    ...number('leastSpeedMps', 0, 1e4),
    ...number('mostSpeedMps', 0, 1e4),
    ...(at.has('deviceOffsetsDb') ? { deviceOffsetsDb: offsets(at.object('deviceOffsetsDb')) } : {}),
    ...(at.has('shift') ? { shift: shift(at.object('shift')) } : {}),
  };
}

function offsets(at: JsonFields): Record<string, number> {
  return Object.fromEntries(Object.keys(at.scalars()).map((name) => [name, at.number(name, -200, 200)]));
}

function shift(at: JsonFields): { readonly eastM: number; readonly northM: number } {
  return { eastM: at.number('eastM', -1e6, 1e6), northM: at.number('northM', -1e6, 1e6) };
}
